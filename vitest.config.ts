import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import moreTries from './scripts/more-tries.json' with { type: 'json' };

/** With `npm run test:faults`: all of them, which other times are a few of each. */
const FAULTS = process.env['STILLMOTION_FAULTS'] === 'long';

/** Whoever names a file finds it, whatever suite it is of. */
const NAMED = process.env['STILLMOTION_FAULTS'] === 'named';

/** Where `npm run check` and `npm run test:faults` have run before: nothing of them again. */
const ELSEWHERE = process.env['STILLMOTION_FAULTS'] === 'done';

/**
 * What is dear and rarely broken, or said by quicker tests first: with `npm run test:faults`, to keep
 * `npm test` short.
 */
const DEAR = [
  'test/browser/{examples,first-view,jitter,live-heap,quality}.test.ts',
  'test/browser/player-{accessible,address,export,firefox,jobs,limits,links,looks,manners,offline,open}.test.ts',
  'test/browser/{player-code,player-stage,player-time,player-transport,share}.test.ts',
  'test/cli/{bad-browser,closed-output,doctor,embedded-browser,fresh-browser,html,html-films,interrupt}.test.ts',
  'test/cli/{listening,play-browser,play-reload,play-security,raw,setup,tracks}.test.ts',
];

/** What looks at all that a process has: with `npm run test:faults` each has one of its own. */
const SOAKS = 'test/faults/long/{memory,page-soak,soak}.test.ts';

/** By name alone: what it meets depends on how fast the machine is. */
const BY_HAND = NAMED ? [] : ['test/faults/long/page-{monkey,pace,rate}.test.ts'];

/** What tries more there. */
const MORE = moreTries;

const LEFT_OUT = ELSEWHERE ? [...DEAR, ...MORE] : NAMED ? [] : DEAR;

const FEW_FAULTS = ELSEWHERE ? [] : ['test/faults/*.test.ts'];

/** Where nothing is known of an earlier run, vitest begins with large files: these are small, and take long. */
const LONG_FOR_THEIR_SIZE = /\/(doctor|bundlers|first-view)\.test\.ts$/;

/** A worker goes on with the next file while it is of the same project, the longest first. */
class ProjectByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const names = ['soaks', 'faults', 'browser', 'unit'];
    const place = ({ project, moduleId }: TestSpecification) =>
      names.indexOf(project.name) - (LONG_FOR_THEIR_SIZE.test(moduleId) ? 0.5 : 0);
    // vitest's own, not an array's.
    // oxlint-disable-next-line unicorn/no-array-sort
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

/**
 * To start a process for each file took longer than most of their tests, all imports anew. Each project has processes
 * and browsers of its own: they are few.
 */
const SHARED = { isolate: false, setupFiles: 'test/equal-bytes.ts' } as const;
const WITH_BROWSER = {
  ...SHARED,
  globalSetup: 'test/temporary-folder.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    // By itself vitest leaves one processor out.
    maxWorkers: '100%',
    sequence: { sequencer: ProjectByProject },
    projects: [
      {
        test: {
          ...SHARED,
          name: 'unit',
          include: ELSEWHERE ? [] : ['test/unit/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...WITH_BROWSER,
          name: 'browser',
          include: ['test/{browser,cli}/**/*.test.ts'],
          exclude: LEFT_OUT,
        },
      },
      {
        test: {
          ...WITH_BROWSER,
          name: 'faults',
          include: FAULTS
            ? ['test/faults/**/*.test.ts', ...MORE, ...DEAR]
            : NAMED
              ? ['test/faults/**/*.test.ts']
              : FEW_FAULTS,
          exclude: [...BY_HAND, SOAKS],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...WITH_BROWSER,
          name: 'soaks',
          include: FAULTS || NAMED ? [SOAKS] : [],
          testTimeout: 600_000,
          isolate: true,
        },
      },
    ],
  },
});
