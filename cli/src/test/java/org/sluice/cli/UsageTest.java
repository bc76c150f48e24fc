package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          trian                                | 'trian'; did you mean train?
          help                                 | not understood: 'help'
          --verison                            | '--verison'; did you mean --version?
          train                                | missing
          train data.txt                       | --output
          train -o model                       | DATA
          train data.txt -o                    | --output
          train data.txt -o m --hiden 3        | did you mean --hidden
          train data.txt -o m --epochs         | --epochs
          train data.txt -o m --epochs 0       | epochs must be from 1 to 10000: 0
          train data.txt -o m --epochs 1.5     | epochs must be a whole number: 1.5
          train data.txt -o m --hidden 0       | hidden must be widths from 1 to 8192: [0]
          train data.txt -o m --hidden x       | hidden must be a whole number: x
          train data.txt -o m --dropout 1      | dropout must be from 0 to below 1: 1.0
          train data.txt -o m --dropout NaN    | dropout must be from 0 to below 1: NaN
          train data.txt -o m --log-q maybe    | logQ must be true or false: maybe
          train data.txt -o m --loss hinge     | loss must be one of softmax, logistic: hinge
          train data.txt -o m --hash-family dwta --k 11 | k must be at most 10 for DWTA
          train data.txt -o m --format csv     | --format
          train data.txt -o m --on-interrupt x | --on-interrupt
          train data.txt -o m --patience 2     | patience must be 0 without --validation-share
          train data.txt -o m --validation-file v --validation-share 0.1 | validationShare must be 0
          train a b -o m                       | 'b'
          tune                                 | DATA
          tune data.txt --budget 0             | --budget must be above 0 minutes: 0.0
          tune data.txt --trials 0             | --trials must be from 1 to 10000: 0
          tune data.txt --metric f1            | --metric
          tune data.txt --epochs 0             | epochs must be from 1 to 10000: 0
          test                                 | MODEL
          test model data.txt -k 4             | --top must be from 5 to 1000: 4
          test model data.txt --threads 0      | --threads must be from 1 to 1024: 0
          test model data.txt --propensity-a 0 | propensity A must be above 0 and finite: 0.0
          test model data.txt --precision 0    | --precision must be above 0 and at most 1: 0.0
          test model data.txt --propensity 2   | --propensity must be from 0 to 1: 2.0
          predict model --threshold 1.5        | --threshold must be from 0 to 1: 1.5
          predict model --precision NaN        | --precision must be above 0 and at most 1: NaN
          predict model --precision .8 --threshold .5 | must be given without --precision
          predict model --propensity -1        | --propensity must be from 0 to 1: -1.0
          train data.txt -o m --propensity 2   | propensity must be from 0 to 1: 2.0
          test model data.txt --first-index 2  | --first-index must be 0 or 1: 2
          predict                              | MODEL
          predict model -k 0                   | --top must be from 1 to 100000: 0
          predict model -k many                | 'many'
          predict model --threads 0            | --threads must be from 1 to 1024: 0
          predict model --first-index 2        | --first-index must be 0 or 1: 2
          predict model file --text hello      | --text must be given without FILE: file
          show                                 | MODEL
          inspect                              | missing: MODEL
          inspect model                        | missing: --data
          inspect model --data d --rows 0      | --rows must be at least 1: 0
          inspect model --data d --tops 5,1    | --tops must rise, from 1 to 1048576, not [5, 1]
          inspect model --data d --families md5 | --families must be of simhash, fast-simhash, dwta
          inspect model --data d --selection x | --selection must be of vanilla, top-k, threshold: x
          inspect sweep                        | missing
          inspect sweep d --epochs 0           | --epochs must be from 1 to 10000: 0
          inspect sweep d --active 5           | --active must be with --train: [5]
          inspect sweep d --k 31               | k must be from 1 to 24
          inspect sweep d --data e             | --data must be with a model: e
          inspect course                       | missing
          inspect course m --data d --rows 0   | --rows must be at least 1: 0
          inspect course m --data d --epochs 0 | --epochs must be from 1 to 1000000: 0
          inspect course m --data d --shares 2 | --shares must be above 0 and at most 1: 2.0
          inspect course m --data d --sizes 0  | --sizes must be above 0 and at most 1: 0.0
          inspect course m --data d --threads 0 | --threads must be from 1 to 256: 0
          inspect course m --data d --selections lsh | --selections must be of full, dropout,
          inspect course m --data d --k 31     | --k must be from 1 to 24: 31
          generate                             | --output
          generate -o f --rows 0               | --rows must be at least 1: 0
          generate -o f --labels 1             | labels must be at least 2: 1
          generate -o f --features 100 --features-per-row 90 | featuresPerRow must be
          generate -o f --test-rows 5          | --test-output
          index                                | build, search or eval
          index build v.npy                    | --output
          index build v.npy -o i --recall 1    | --recall must be above 0 and below 1: 1.0
          index build v.npy -o i --metric l3   | 'l3'
          index search i                       | --queries
          index search i --queries q.npy -k 0  | --top must be from 1 to 100000: 0
          index eval i --queries q.npy --most 0 | --most must be at least 1: 0
          deep                                 | a command is missing: train, test or predict
          deep train images                    | --output
          deep train d -o m --layers 0         | --layers must be from 1 to 16: 0
          deep train d -o m --units 0          | --units must be from 1 to 1000000, not 0
          deep train d -o m --selection lsh    | --selection must be of full, dropout, standout,
          deep train d -o m --share 0          | --share must be above 0 and at most 1: 0.0
          deep train d -o m --execution matrix | --execution must be SPARSE for a hashed layer
          deep train d -o m --optimizer adam --momentum 0.5 | --momentum must be 0 for ADAM
          deep train d -o m --epochs 0         | --epochs must be from 1 to 1000000, not 0
          deep train d -o m --test-share 1     | --test-share must be above 0 and below 1: 1.0
          deep train d -o m --unit 0           | --unit must be above 0 and finite: 0.0
          deep test m d --part half            | 'half'
          deep predict m                       | DATA
          reproduce                            | a command is missing: kdd17, hashednets,
          reproduce kdd17                      | missing: --data, the folder with mnist and fashion
          reproduce kdd17 --sets mnist         | missing: --data, the folder with mnist; --sets
          reproduce kdd17 --budget soon        | --budget must be quick, hour, full or a time such
          reproduce kdd17 --budget 0m          | --budget must be quick, hour, full or a time such
          reproduce kdd17 --seeds 0            | --seeds must be from 1 to 1000: 0
          reproduce kdd17 --threads 0          | --threads must be from 1 to 256: 0
          reproduce kdd17 --sets cifar         | --sets must be of mnist, fashion-mnist, convex,
          reproduce kdd17 --parts speed        | --parts must be of accuracy, threads, conflicts,
          reproduce kdd17 --methods lsh        | --methods must be of dense, dense-dropout,
          reproduce kdd17 --shares 1.5         | --shares must be above 0 and at most 1: 1.5
          reproduce kdd17 --layers 17          | --layers must be from 1 to 16: 17
          reproduce kdd17 --epochs 0           | --epochs must be from 1 to 10000: 0
          reproduce kdd17 --widths 0           | --widths must be from 1 to 65536: 0
          reproduce hashednets --sets mnist    | missing: --data, the folder with mnist; --sets
          reproduce hashednets --threads 2     | --threads must be 1 for this experiment: 2
          reproduce wta-autoencoder --sets x   | --sets must be of mnist, fashion-mnist, convex,
          reproduce slide --data d             | --test must be given together with --data: null
          demo --query x --top 0               | --top must be from 1 to 1000: 0
          generate -o f --rows 1e3             | '1e3'
          """)
  void saysInOneLineWhatIsWrong(String words, String part) {
    CommandRun.of((Object[]) words.strip().split(" +"))
        .failed(ExitCode.USAGE, part, "see 'sluice", "--help'");
  }

  @Test
  void aCommandIsNeeded() {
    CommandRun.of()
        .failed(
            ExitCode.USAGE,
            "a command is missing: train, tune, test, predict, show, inspect, generate, index,"
                + " deep, reproduce or demo; see 'sluice --help'");
  }

  @Test
  void debugShowsWhereAnErrorArose() {
    CommandRun run = CommandRun.of("show", "no-such-model", "--debug");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("no such folder", "\tat org.sluice.");
  }

  @Test
  void theLastOfSeveralSettingsWins() {
    CommandRun.of("train", "none", "-o", "m", "--epochs", 0, "--epochs", 1)
        .failed(ExitCode.FAILED, "none: no such file");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    CommandRun help = CommandRun.of("--help").succeeded();
    assertThat(help.out()).contains("Examples:", "train", "--version");
    assertThat(help.err()).isEmpty();

    CommandRun version = CommandRun.of("--version").succeeded();
    assertThat(version.out()).matches("sluice \\d+\\.\\d+\\.\\d+.* \\(Java .*\\)\\R");
  }
}
