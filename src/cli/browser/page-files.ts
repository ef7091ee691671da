import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';

/** A file of the built page, as it is answered. */
export interface PageFile {
  readonly contentType: string;
  read(): Promise<Buffer>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

/** The folder that the build puts the page into; found through our own name, from the source and built. */
const PACKAGE = dirname(createRequire(import.meta.url).resolve('stillmotion/package.json'));
const PAGE_FOLDER = join(PACKAGE, 'dist', 'page');

/** Tells one build of the page from another. */
export async function digestPage(): Promise<string> {
  const files = [...(await listPageFiles())].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256');
  for (const [path, file] of files) hash.update(path).update(await file.read());
  return hash.digest('hex');
}

/** The built page by its paths (`/headless.html`): these are all that the browser can ask for. */
export async function listPageFiles(folder = PAGE_FOLDER): Promise<Map<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) {
    throw missing(`there is none in ${folder}`);
  }
  return new Map(
    files.map((path) => [
      `/${relative(folder, path).split(sep).join('/')}`,
      {
        contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
        read: () =>
          readFile(path).catch((cause: Error) => {
            throw missing(`${path} can't be read (${cause.message})`);
          }),
      },
    ]),
  );
}

function missing(what: string): StillmotionError {
  return new StillmotionError(
    'page-missing',
    `The built page is missing: ${what}. Run npm run build, or install the package anew.`,
  );
}

/** With each of them. */
export const SECURITY_HEADERS = {
  // regl compiles its draw commands, which counts as eval; blob: is the picture that we were given.
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'unsafe-eval'; img-src blob:; object-src 'none'",
};
