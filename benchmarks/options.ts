import { parseArgs } from 'node:util';

export interface BenchmarkOptions {
  readonly quick: boolean;
  /** Only cases whose name contains this. */
  readonly only?: string;
  /** Where the report goes, too. */
  readonly json?: string;
  /** Draws with the graphics here instead, or keeps what llvmpipe draws. */
  readonly gpu?: 'measure' | 'reference';
  /** Measures what effects cost instead. */
  readonly effects: boolean;
  readonly check: boolean;
  readonly updateBaseline: boolean;
  readonly writeReadme: boolean;
  readonly help: boolean;
}

export const HELP = `npm run bench -- [options]

Times our films, stage by stage, beside the peers that are installed here, and writes what it found to
benchmarks/results/. Takes about ten minutes; the machine should have nothing else to do.

  --quick             fewer cases, shorter films: under 90 s; results go to quick.* there
  --only <text>       only cases whose name contains the text; prints the results, writes none
  --gpu               only how fast the graphics here draw each motion at 1080p, 4K and 8K, and whether
                      as llvmpipe does: under 3 minutes; gpu-<renderer>.md in results/. Once built,
                      node dist/bench/run.js --gpu does the same without network, git and ffmpeg
  --effects           only what each of our effects costs at 1080p, on llvmpipe and SwiftShader: about
                      three minutes; effects.md in results/
  --gpu=reference     keep what llvmpipe draws, to be compared where there is none
  --json <file>       write the report as JSON to this file, too
  --check             fail when a ratio has lost more than 20 % against benchmarks/baseline.json
  --update-baseline   make this run's ratios the baseline of their cases
  --write-readme      put table and plot of a full run into the README
  --help              this`;

/** What can't be understood on the command line. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(args: readonly string[]): BenchmarkOptions {
  const values = parse(args);
  if (values['write-readme'] && (values.quick || values.only !== undefined)) {
    throw new UsageError('--write-readme takes a full run: leave out --quick and --only');
  }
  if (values.check && values['update-baseline']) {
    throw new UsageError('--check and --update-baseline exclude each other');
  }
  const { quick, only, json, check, help, gpu, effects } = values;
  if (gpu !== undefined && gpu !== 'measure' && gpu !== 'reference')
    throw new UsageError(`--gpu takes nothing, or reference; got "${gpu}"`);
  return {
    quick,
    check,
    help,
    effects,
    ...(only !== undefined && { only }),
    ...(json !== undefined && { json }),
    ...(gpu !== undefined && { gpu }),
    updateBaseline: values['update-baseline'],
    writeReadme: values['write-readme'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // By itself it measures; parseArgs knows no option that may have a value.
      args: args.map((each) => (each === '--gpu' ? '--gpu=measure' : each)),
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        gpu: { type: 'string' },
        effects: { type: 'boolean', default: false },
        json: { type: 'string' },
        check: { type: 'boolean', default: false },
        'update-baseline': { type: 'boolean', default: false },
        'write-readme': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
