const percent = x => +(100 * x).toPrecision(3) + ' %';
const v = (x, text = short(x)) => [x, text];
const value = (row, name) => row[name];
const colorOf = (() => { const known = []; return name => {
  if (!known.includes(name)) known.push(name);
  return COLORS[known.indexOf(name) % COLORS.length]; }; })();
const nameOf = (row, fields) => fields.map(f => row[f]).join(' ');
const shown = (field, x) => field === 'share' ? percent(x) : typeof x === 'number' ? number(x) : x;
const machine = Object.entries(data.machine).map(([k, x]) => k + ': ' + x).join(', ');
document.getElementById('about').textContent = `${data.paper}. Measured on ${machine}.`;
if (data.claims.length) {
  const card = section('The paper and we', 'What the paper says, and the same from the runs of this page.');
  table(card, ['what', 'paper', 'ours', 'where'], data.claims.map(c =>
    [c.claim, c.paper, c.ours == null ? 'not run' : c.ours, c.where]), true);
}
for (const spec of data.charts) {
  const rows = (spec.course ? data.courses : data.summaries).filter(r => r.part === spec.part
    && (spec.course ? r.points.length : value(r, spec.x) != null && value(r, spec.y) != null));
  if (!rows.length) continue;
  const card = section(spec.title, spec.words);
  const holder = document.createElement('div');
  const choosers = spec.choose.map(field => {
    const values = [...new Set(rows.map(r => r[field]))];
    if (typeof values[0] === 'number') values.sort((a, b) => a - b);
    // A dense network has a share of its own and belongs to every choice of one.
    const offered = field === 'share' && values.length > 1 ? values.filter(x => x !== 1) : values;
    return [field, values.length > 1
      ? chooser(card, field === 'share' ? 'active' : field, offered.map(x => [x, shown(field, x)]), () => draw()) : null];
  });
  card.append(holder);
  const draw = () => {
    const chosen = rows.filter(r => choosers.every(([field, select]) => !select || String(r[field]) === select.value
      || (field === 'share' && r.share === 1)));
    const words = (r, x, y) => `${nameOf(r, spec.lines)}\n${spec.xTitle}: ${/[sS]hare/.test(spec.x) ? percent(x) : short(x)}\n${spec.yTitle}: ${short(y)}`
      + (r.runs > 1 ? `\nmean of ${r.runs} runs` + (r.spreads[spec.y] ? ', spread ' + short(r.spreads[spec.y]) : '') : '');
    const point = (r, p) => [value(p, spec.x), value(p, spec.y), words(r, value(p, spec.x), value(p, spec.y))];
    let series;
    if (spec.course) {
      series = chosen.map(r => ({ name: nameOf(r, spec.lines) + (r.seed == null ? '' : ' seed ' + r.seed),
        group: nameOf(r, spec.lines), color: colorOf(nameOf(r, spec.lines)), line: true,
        points: r.points.filter(p => p[spec.y] != null).map(p => point(r, p)) }));
    } else {
      series = [...new Set(chosen.map(r => nameOf(r, spec.lines)))].map(name => ({ name, color: colorOf(name), line: true,
        points: chosen.filter(r => nameOf(r, spec.lines) === name).map(r => point(r, r))
          .sort((a, b) => a[0] - b[0]) }));
    }
    series.sort((a, b) => a.name < b.name ? -1 : 1);
    const axis = (name, title, log) => ({ title, log, format: /[sS]hare/.test(name) ? percent : null });
    chart(holder, series, axis(spec.x, spec.xTitle, spec.xLog), axis(spec.y, spec.yTitle, false));
  };
  draw();
}
{
  const card = section('All runs', 'Runs that differ in their seeds alone are one row: the mean, and the standard deviation '
    + 'where there are several. Click a head to sort.');
  const format = (row, column) => {
    const x = column.name === 'runs' ? row.runs : value(row, column.name);
    if (x == null) return v(null, column.format === 'score' && row.failed ? 'diverged' : '');
    if (typeof x !== 'number') return x;
    const spread = row.spreads[column.name];
    return v(x, { plain: () => String(x), percent: () => percent(x), count: () => number(Math.round(x)),
      seconds: () => short(x), score: () => x.toFixed(4) + (spread == null ? '' : ' ± ' + spread.toFixed(4)) }[column.format]());
  };
  table(card, data.columns.map(c => c.title), data.summaries.map(r => data.columns.map(c => format(r, c))));
}
if (data.leftOut.length || data.notRun) {
  const card = section('Left out', 'What the full experiment has and these runs have not.');
  const list = el(card, 'ul');
  data.leftOut.forEach(text => el(list, 'li', {}, text));
  if (data.notRun) el(list, 'li', {}, `${data.notRun} planned runs have not ended`);
}
