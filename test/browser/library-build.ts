import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** A page of a user of the library, built into a folder of its own: `/page.js` and what it needs. */
export interface LibraryPage {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The HTML around it. */
export const LIBRARY_HTML =
  '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>';

export async function buildLibraryPage(entry: string): Promise<LibraryPage> {
  const folder = await mkdtemp(join(tmpdir(), 'stillmotion-library-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'chrome120',
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { external: [] },
    },
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
