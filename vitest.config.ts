import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // To start a process for each file took longer than all their tests.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // With `npm run test:faults`, to keep `npm test` short.
          exclude: ['test/browser/player-address.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'faults',
          // All of them only with `npm run test:faults`, which counts what other tests hold, too.
          include: process.env['STILLMOTION_FAULTS']
            ? [
                'test/faults/**/*.test.ts',
                'test/cli/{interrupt,listening,play-browser,play-security}.test.ts',
                'test/browser/player-address.test.ts',
              ]
            : ['test/faults/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          // Their tries take time and memory: one file after the other.
          fileParallelism: false,
        },
      },
    ],
  },
});
