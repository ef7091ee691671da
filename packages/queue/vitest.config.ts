import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the program's own tests have. */
function ofProgram(name: string): string {
  return fileURLToPath(new URL(`../../test/${name}`, import.meta.url));
}

export default defineConfig({
  test: {
    include: ['packages/queue/test/**/*.test.ts'],
    globalSetup: ofProgram('temporary-folder.ts'),
    setupFiles: ofProgram('equal-bytes.ts'),
    // Its JSON is imported as only bundlers take it.
    server: { deps: { inline: [/@actions\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // They measure, and start servers: one after the other.
    fileParallelism: false,
  },
});
