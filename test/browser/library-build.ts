import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of a user of the library, built into a folder of its own: `/page.js` and what it needs. */
export interface LibraryPage {
  readonly folder: string;
}

/** The HTML around it. */
export const LIBRARY_HTML =
  '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script>';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Pages are kept here until something changes that they may be made from. */
const KEPT = join(ROOT, 'test-output/pages');
const SOURCES = ['package-lock.json', 'shaders', 'src', 'vite.config.ts'];

/** @param entry the page's module, from the root of the repository */
export async function buildLibraryPage(entry: string): Promise<LibraryPage> {
  const name = basename(entry, extname(entry));
  const folder = join(KEPT, `${name}.${hash([...SOURCES, dirname(entry)])}`);
  if (!existsSync(folder)) await replace(name, folder, (empty) => bundle(entry, empty));
  return { folder };
}

/** Another worker may be about the same page: whoever is first puts the whole of it in its place. */
async function replace(name: string, folder: string, make: (empty: string) => Promise<void>) {
  await mkdir(KEPT, { recursive: true });
  for (const kept of await readdir(KEPT)) {
    if (kept.startsWith(`${name}.`) && join(KEPT, kept) !== folder)
      await rm(join(KEPT, kept), { recursive: true, force: true });
  }
  const made = await mkdtemp(join(KEPT, 'unfinished-'));
  try {
    await make(made);
    await rename(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function bundle(entry: string, outDir: string): Promise<void> {
  // Slow to import: not before they are needed.
  const { build } = await import('vite');
  const { packedFont, packedScript } = await import('../../vite.config.ts');
  await build({
    configFile: false,
    plugins: [packedFont(), packedScript()],
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      target: 'chrome120',
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { external: [] },
    },
  });
}

function hash(paths: readonly string[]): string {
  const sum = createHash('sha256');
  for (const path of paths.flatMap(filesIn))
    sum.update(path).update(readFileSync(join(ROOT, path)));
  return sum.digest('hex').slice(0, 16);
}

function filesIn(path: string): string[] {
  if (extname(path) !== '') return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      return entry.isDirectory() ? filesIn(inside) : [inside];
    })
    .toSorted();
}
