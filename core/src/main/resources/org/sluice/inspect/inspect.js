const v = (x, text = short(x)) => [x, text];
// Of the course of a training: rows of one name are the same at different epochs, the last ones are what was found.
const course = data.course || [], families = data.families || [];
const methods = data.methods || course.filter(r => !course.some(o => o.name === r.name && o.epoch > r.epoch));
const sizes = data.sizes, tops = data.tops;
const at = (m, size) => m.sizes.find(s => s.size === size);
const labelled = methods.some(m => m.sizes.some(s => s.p1 !== null));
const METRICS = [...tops.map(t => ['recall.' + t, `share of the exact top ${t} found`]),
  ['precision', 'precision: share of the set in the exact top of its size'], ['mass', 'softmax mass'],
  ...(labelled ? [['p1', 'P@1 of answers from the set'], ['own', "share of the row's own labels"]] : []),
  ...tops.map(t => ['share.' + t, `share of the set in the exact top ${t}`])];
const metric = (s, name) => { const [a, b] = name.split('.'); return b ? s[a][b] : s[a]; };
const metricName = name => METRICS.find(m => m[0] === name)[1];
const baseline = m => !m.settings.family;
const many = methods.length > 14;
const color = (m, i) => baseline(m) && m.name === 'exact top' ? 'var(--soft)' : COLORS[i % COLORS.length];
const familyOf = m => course.length ? m.name : m.settings.family || m.name;
const familyNames = [...new Set(methods.map(familyOf))];
const preferred = 'recall.' + (tops.includes(10) ? 10 : tops[0]);
document.getElementById('about').textContent = `${data.title ? data.title + ': ' : ''}${number(data.labels)} ${labelled ? 'labels' : 'units'}, `
  + `${number(data.rows)} rows asked; hashed ${data.bias ? 'with' : 'without'} their bias; seed ${data.seed}.`
  + (data.interrupted ? ' The training was interrupted.' : '');
if (course.length) {
  const card = section('Over the course of training', 'Epoch 0 is the network before its training. Every layer chooses '
    + 'as many units as the size says, as it does in answers; where it computes more units than it keeps, "hashing alone" '
    + 'is what its tables would choose without that. Of units drawn at random as many would be found as the set is a '
    + 'share of all.');
  const whole = [['accuracy', 'accuracy on the rows to test with'],
    ['winnersFound', "strongest units found by the layer's own active set, silent ones left out"]];
  const which = chooser(card, 'measure', [...METRICS.filter(m => m[0] !== 'mass'), ...whole], () => draw());
  const size = chooser(card, 'size', sizes.map(s => [s, number(s)]), () => draw());
  const numbers = [...new Set(course.map(r => r.layer))];
  const layer = chooser(card, 'layer', [...numbers.length > 1 ? [['', 'all']] : [], ...numbers.map(n => [n, n])],
    () => draw());
  which.value = 'precision'; size.value = sizes[Math.floor((sizes.length - 1) / 2)]; layer.value = numbers[0];
  const holder = el(card, 'div');
  const draw = () => {
    const rows = course.filter(r => !layer.value || r.layer === +layer.value);
    const name = r => which.value === 'accuracy' ? r.network : r.name;
    const value = r => whole.some(m => m[0] === which.value) ? r[which.value] : metric(at(r, +size.value), which.value);
    chart(holder, [...new Set(rows.map(name))].map((n, i) => ({ name: n, color: COLORS[i % COLORS.length], line: true,
      points: rows.filter((r, j) => name(r) === n && rows.findIndex(o => name(o) === n && o.epoch === r.epoch) === j)
        .map(r => [r.epoch, value(r), `epoch ${r.epoch}: ${short(value(r))}\naccuracy ${short(r.accuracy)}`]) })),
      { title: 'epoch' }, { title: which.selectedOptions[0].textContent, low: 0 });
  };
  draw();
}
{
  const card = section('What an active set holds', (course.length ? 'After the last epoch. ' : '')
    + 'Means over the rows asked, by size of the set. '
    + 'Choose a measure; click a name to hide or show it; point at a mark for its figures.');
  const which = chooser(card, 'measure', METRICS, () => draw());
  which.value = preferred;
  const holder = el(card, 'div');
  const draw = () => chart(holder, methods.map((m, i) => ({ name: m.name,
    group: many ? familyOf(m) : m.name, color: many
      ? COLORS[familyNames.indexOf(familyOf(m)) % COLORS.length] : color(m, i), line: true,
    points: m.sizes.map(s => [s.size, metric(s, which.value),
      `${metricName(which.value)}: ${short(metric(s, which.value))}\nof ${s.size} wanted, ${short(s.found)} chosen`]) })),
    { title: 'size of the active set', log: true }, { title: metricName(which.value), low: 0 });
  draw();
}
if (!course.length) {
  const card = section('What it costs', 'Time of one thread to choose the largest set, hashing included, scoring '
    + 'the set not; for the exact top the time of scoring all labels.');
  const which = chooser(card, 'measure', METRICS, () => draw());
  const size = chooser(card, 'size', sizes.map(s => [s, number(s)]), () => draw());
  which.value = preferred; size.value = sizes[Math.floor(sizes.length / 2)];
  const holder = el(card, 'div');
  const draw = () => chart(holder, familyNames.map((f, i) => ({ name: f, color: COLORS[i % COLORS.length],
    points: methods.filter(m => familyOf(m) === f).map(m => [m.micros, metric(at(m, +size.value), which.value),
      `${m.name}\n${short(m.micros)} µs, ${short(metric(at(m, +size.value), which.value))}`]) })),
    { title: 'microseconds a query', log: true }, { title: metricName(which.value), low: 0 });
  draw();
}
if (families.length) {
  const card = section('Collisions against similarity', 'Marks are measured on pairs of a label and a row, lines say '
    + "what the family's formula predicts for the same pairs. A family's own notion of similarity is its x axis.");
  const which = chooser(card, 'probability', [['any', 'some table brings them together'], ['code', 'a code is equal'],
    ['hash', 'an elementary hash is equal']], () => draw());
  const kinds = [...new Set(families.map(f => f.similarity))];
  const kind = chooser(card, 'similarity', kinds.map(k => [k, k]), () => draw());
  const holder = el(card, 'div');
  const draw = () => chart(holder, families.filter(f => f.similarity === kind.value).flatMap((f, i) => [
    { name: f.name + ' measured', color: COLORS[i % COLORS.length], points: f.bins.map(b => [(b.from + b.to) / 2,
      b[which.value], `similarity ${b.from.toFixed(2)} to ${b.to.toFixed(2)}, ${number(b.pairs)} pairs\nmeasured `
      + `${short(b[which.value])}, formula ${short(b[which.value + 'Formula'])}`]) },
    { name: f.name + ' formula', color: COLORS[i % COLORS.length], line: true, marks: false,
      points: f.bins.map(b => [(b.from + b.to) / 2, b[which.value + 'Formula']]) }]),
    { title: 'similarity: ' + kind.value }, { title: 'probability', low: 0, high: 1 });
  draw();
  const ranks = section('Do hits order labels as activations do?', 'Rank correlation between the number of tables that '
    + "return a label and its activation, over each row's best labels and over labels drawn uniformly.");
  table(ranks, ['family', 'best: Spearman', 'best: Kendall', 'uniform: Spearman', 'uniform: Kendall'],
    families.map(f => [f.name, v(f.contenders.spearman), v(f.contenders.kendall), v(f.uniform.spearman),
      v(f.uniform.kendall)]));
}
{
  const tables = m => course.length ? m.name : familyOf(m) + ' K=' + m.settings.k + ' L=' + m.settings.l;
  const withBuckets = methods.filter((m, i) => m.statistics.histogram
    && methods.findIndex(other => tables(other) === tables(m)) === i);
  if (withBuckets.length) {
    const card = section('Buckets', 'How many buckets hold how many labels; empty ones are left out. Of many tables the '
      + 'first twelve are drawn.');
    const shown = withBuckets.slice(0, 12), holder = el(card, 'div');
    chart(holder, shown.map((m, i) => ({ name: tables(m), color: COLORS[i % COLORS.length], line: true,
      points: m.statistics.histogram.map((n, j) => [2 ** j, n,
        `${2 ** j} to ${2 ** (j + 1) - 1} labels: ${number(n)} buckets`]) })),
      { title: 'labels in a bucket', log: true }, { title: 'buckets', log: true });
    table(card, ['tables', 'buckets', 'empty', 'largest', 'mean if not empty', 'labels in reach', 'memory'],
      withBuckets.map(m => { const s = m.statistics; return [tables(m), v(s.buckets, number(s.buckets)),
        v(s.emptyShare), v(s.largest, number(s.largest)), v(s.meanOccupied), v(s.reach, number(s.reach)),
        v(s.bytes, bytes(s.bytes))]; }));
  }
}
if (data.trained && data.trained.length) {
  const card = section('What it does to training', 'Each cell is a model trained with these tables from the same start, '
    + 'measured with exact answers on the rows asked.');
  const schedule = t => t.rebuildAfter === null ? '' : `after ${number(t.rebuildAfter)}`
    + (t.rebuildGrowth ? ` growing ${t.rebuildGrowth}` : '');
  const schedules = new Set(data.trained.map(schedule).filter(s => s)).size;
  table(card, ['cell', 'rebuilt', 'times', 'active', 'P@1', 'P@3', 'P@5', 'seconds', 'top 10 found', 'mass'],
    data.trained.map(t => [t.name, schedule(t), v(t.rebuilds, number(t.rebuilds)), v(t.activeSize, number(t.activeSize)),
      v(t.p1), v(t.p3), v(t.p5), v(t.seconds), v(t.recall), v(t.mass)]));
  if (data.trained.some(t => t.course.length > 1)) {
    const course = section('Over the course of training', 'The same networks after each epoch.');
    const which = chooser(course, 'measure', [['recall', `share of the exact top ${data.trained[0].top} found`],
      ['mass', 'softmax mass'], ['p1', 'P@1 of exact answers']], () => draw());
    const size = chooser(course, 'active in training', [...new Set(data.trained.map(t => t.activeSize))]
      .map(s => [s, number(s)]), () => draw());
    const holder = el(course, 'div');
    const draw = () => chart(holder, data.trained.filter(t => t.activeSize === +size.value).map((t, i) => ({
      name: schedules > 1 ? `${t.name} ${schedule(t)}` : t.name,
      color: COLORS[i % COLORS.length], line: true, points: t.course.filter(s => s[which.value] !== null)
        .map(s => [s.epoch, s[which.value], `epoch ${s.epoch}: ${short(s[which.value])}`]) }))
      .filter(s => s.points.length), { title: 'epoch' },
      { title: which.selectedOptions[0].textContent, low: 0 });
    draw();
  }
}
{
  const card = section('All figures', 'Click a head to sort.');
  const size = chooser(card, 'size', sizes.map(s => [s, number(s)]), () => draw());
  size.value = sizes[Math.floor(sizes.length / 2)];
  const holder = el(card, 'div');
  const draw = () => {
    holder.replaceChildren();
    table(holder, ['choice', 'found', ...tops.map(t => 'top ' + t), 'precision', 'mass', 'P@1', 'own', 'µs', 'memory'],
      methods.map(m => { const s = at(m, +size.value); return [m.name, v(s.found),
        ...tops.map(t => v(s.recall[t])), v(s.precision), v(s.mass), v(s.p1), v(s.own), v(m.micros),
        v(m.statistics.bytes, bytes(m.statistics.bytes))]; }));
  };
  draw();
}
