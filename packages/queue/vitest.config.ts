import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the program's own tests have. */
function ofProgram(name: string): string {
  return fileURLToPath(new URL(`../../test/${name}`, import.meta.url));
}

/** The one that takes as long as all others together goes first, beside them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSoak = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('soak.test.ts'));
    return files.toSorted((a, b) => isSoak(b) - isSoak(a));
  }
}

export default defineConfig({
  test: {
    include: ['packages/queue/test/**/*.test.ts'],
    globalSetup: ofProgram('temporary-folder.ts'),
    setupFiles: ofProgram('equal-bytes.ts'),
    // Its JSON is imported as only bundlers take it.
    server: { deps: { inline: [/@actions\//] } },
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Each has a Redis, ports and folders of its own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
