import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompressSync, createBrotliCompress } from 'node:zlib';
import { pack } from 'tar-fs';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddedChromium, embeddedUnavailable } from '../../src/cli/browser/embedded.ts';

const unavailable = embeddedUnavailable();
if (unavailable) console.warn(`Skipped, the embedded Chromium can't be used here: ${unavailable}`);

/** What the archives of the package hold, besides the executable. */
const ARCHIVES = {
  'swiftshader.tar.br': `libEGL.so libGLESv2.so libvulkan.so.1 libvk_swiftshader.so
    vk_swiftshader_icd.json`.split(/\s+/),
  'al2023.tar.br': `lib/libexpat.so.1 lib/libnspr4.so lib/libnss3.so lib/libnssutil3.so
    lib/libplc4.so lib/libplds4.so lib/libsoftokn3.so lib/libfreebl3.so
    lib/libfreeblpriv3.so`.split(/\s+/),
  'fonts.tar.br': ['fonts.conf', 'fonts/Open_Sans/OpenSans-Regular.ttf'],
};

let folder: string;
let cache: string;
let packageFolder: string;
let hashes: Record<string, string>;
let notes: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillmotion-embedded-'));
  cache = join(folder, 'cache');
  packageFolder = await makePackage('package', '1.2.3');
  notes = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const unpack = (from = packageFolder, environment: NodeJS.ProcessEnv = {}) =>
  embeddedChromium(
    { STILLMOTION_CACHE: cache, ...environment },
    { packageFolder: from, archives: hashes, onNote: (text) => notes.push(text) },
  );

/** A package laid out like the real one, but with a script for a Chromium. */
async function makePackage(name: string, version: string): Promise<string> {
  const made = join(folder, name);
  await mkdir(join(made, 'bin'), { recursive: true });
  await writeFile(join(made, 'package.json'), JSON.stringify({ version }));
  const script = brotliCompressSync(`#!/bin/sh\necho ${version}\n`);
  hashes = {};
  await writeFile(join(made, 'bin/chromium.br'), script);
  for (const [archive, members] of Object.entries(ARCHIVES)) {
    const content = join(folder, 'content', archive);
    for (const member of members) {
      await mkdir(dirname(join(content, member)), { recursive: true });
      await writeFile(join(content, member), `${member} for another machine`);
    }
    const packed = createWriteStream(join(made, 'bin', archive));
    await pipeline(pack(content), createBrotliCompress(), packed);
  }
  for (const archive of ['chromium.br', ...Object.keys(ARCHIVES)]) {
    const bytes = await readFile(join(made, 'bin', archive));
    hashes[archive] = createHash('sha256').update(bytes).digest('hex');
  }
  return made;
}

describe('unpacking the embedded Chromium', () => {
  it('puts it into a folder named by its version, with the graphics libraries beside it', async () => {
    const { path } = await unpack();
    expect(path).toBe(join(cache, 'chromium-1.2.3-2/chromium'));
    expect(execFileSync(path, { encoding: 'utf8' })).toBe('1.2.3\n');
    expect(await readdir(dirname(path))).toEqual(
      expect.arrayContaining(ARCHIVES['swiftshader.tar.br']),
    );
  });

  it('has the browser find its own libraries first, then those of the caller', async () => {
    const alone = await unpack();
    const libraries = join(cache, 'chromium-1.2.3-2/lib');
    const beside = await unpack(packageFolder, { LD_LIBRARY_PATH: '/mine:/yours' });
    expect(alone.env['LD_LIBRARY_PATH']).toBe(libraries);
    expect(beside.env['LD_LIBRARY_PATH']).toBe(`${libraries}:/mine:/yours`);
  });

  it('configures fonts for this machine: its own and those of the system', async () => {
    cache = join(folder, 'R&D');
    const { env } = await unpack();
    expect(env['FONTCONFIG_PATH']).toBe(join(cache, 'chromium-1.2.3-2'));
    const config = await readFile(join(cache, 'chromium-1.2.3-2/fonts.conf'), 'utf8');
    expect(config).toContain('<dir>/usr/share/fonts</dir>');
    expect(config).toContain('<dir prefix="relative">fonts</dir>');
    expect(config).toContain(`<cachedir>${folder}/R&amp;D/fontconfig</cachedir>`);
  });

  it('happens once, and is announced', async () => {
    const first = await unpack();
    const written = await stat(first.path);
    expect(await unpack()).toEqual(first);
    expect((await stat(first.path)).ino).toBe(written.ino);
    expect(notes).toEqual([`Unpacking the embedded Chromium (once) to ${cache}/chromium-1.2.3-2`]);
  });

  it('keeps another version beside it', async () => {
    await unpack();
    await unpack(await makePackage('update', '1.3.0'));
    expect((await readdir(cache)).toSorted()).toEqual(['chromium-1.2.3-2', 'chromium-1.3.0-2']);
  });

  it('is done anew when a cleaner has taken a file away', async () => {
    const { path } = await unpack();
    const library = join(dirname(path), 'lib/libsoftokn3.so');
    await rm(library);
    await Promise.all([unpack(), unpack()]);
    expect(existsSync(library)).toBe(true);
    expect(await readdir(cache)).toEqual(['chromium-1.2.3-2']);
  });

  it("goes to the user's cache folder", async () => {
    const environment: NodeJS.ProcessEnv = { XDG_CACHE_HOME: 'relative', HOME: folder };
    const unpackedTo = async () =>
      (await embeddedChromium(environment, { packageFolder, archives: hashes })).path.replace(
        /chromium-1.*/,
        '',
      );
    expect(await unpackedTo()).toBe(`${folder}/.cache/stillmotion/`);
    environment['XDG_CACHE_HOME'] = join(folder, 'xdg');
    expect(await unpackedTo()).toBe(`${folder}/xdg/stillmotion/`);
    environment['STILLMOTION_CACHE'] = join(folder, 'own');
    expect(await unpackedTo()).toBe(`${folder}/own/`);
  });
});

describe('unpacking in several processes', () => {
  let bundle: string;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'stillmotion-bundle-'));
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: 'src/cli/browser/embedded.ts', outDir: bundle, emptyOutDir: true },
    });
    const script = `import { embeddedChromium } from './embedded.js';
      const [STILLMOTION_CACHE, packageFolder, hashes] = process.argv.slice(2);
      const archives = JSON.parse(hashes);
      const { path } = await embeddedChromium({ STILLMOTION_CACHE }, { packageFolder, archives });
      console.log(path);`;
    await writeFile(join(bundle, 'unpack.mjs'), script);
  });

  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => rm(bundle, { recursive: true, force: true }));

  const unpacker = () => [join(bundle, 'unpack.mjs'), cache, packageFolder, JSON.stringify(hashes)];

  it('at once gives all of them the same whole folder, and leaves nothing else', async () => {
    const run = promisify(execFile);
    const outputs = await Promise.all([1, 2, 3].map(() => run(process.execPath, unpacker())));
    const path = join(cache, 'chromium-1.2.3-2/chromium');
    expect(outputs.map(({ stdout }) => stdout)).toEqual(Array(3).fill(`${path}\n`));
    expect(execFileSync(path, { encoding: 'utf8' })).toBe('1.2.3\n');
    expect(await readdir(cache)).toEqual(['chromium-1.2.3-2']);
  });

  it('leaves nothing that is used when one is killed, and clears away after it', async () => {
    // A pipe that nobody writes to holds the process in the middle of its work.
    const archive = join(packageFolder, 'bin/chromium.br');
    const bytes = await readFile(archive);
    await rm(archive);
    execFileSync('mkfifo', [archive]);
    child = spawn(process.execPath, unpacker());
    await expect.poll(() => halfUnpacked(cache), { timeout: 20_000, interval: 10 }).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readdir(cache)).toEqual([expect.stringMatching(/^chromium-1\.2\.3-2\.partial-/)]);
    await rm(archive);
    await writeFile(archive, bytes);
    const { path } = await unpack();
    expect(execFileSync(path, { encoding: 'utf8' })).toBe('1.2.3\n');
    expect(await readdir(cache)).toEqual(['chromium-1.2.3-2']);
  });

  it('clears away no folder of another machine that may still be at work, but one a day old', async () => {
    const young = join(cache, `chromium-1.2.3-2.partial-00000000-${process.pid}-aaaaaaaa`);
    const old = join(cache, `chromium-1.2.3-2.partial-00000000-${process.pid}-bbbbbbbb`);
    await mkdir(young, { recursive: true });
    await mkdir(old);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(old, yesterday, yesterday);
    await unpack();
    expect(existsSync(young)).toBe(true);
    expect(existsSync(old)).toBe(false);
  });
});

async function halfUnpacked(place: string): Promise<boolean> {
  const [partial] = await readdir(place).catch((): string[] => []);
  return partial !== undefined && existsSync(join(place, partial, 'libEGL.so'));
}

describe('unpacking that fails', () => {
  it('names the cache folder and the remedy when nothing can be written there', async () => {
    await writeFile(join(folder, 'file'), '');
    cache = join(folder, 'file/cache');
    await expect(unpack()).rejects.toMatchObject({
      name: 'StillmotionError',
      code: 'browser-failed',
      message:
        `The embedded Chromium can't be unpacked to ${cache}: a part of the path is a file (ENOTDIR). ` +
        'Set STILLMOTION_CACHE to a folder with 220 MB free, or name a browser with --browser.',
    });
  });

  it.each(['chromium.br', 'al2023.tar.br'])('leaves nothing of a damaged %s', async (name) => {
    const archive = join(packageFolder, 'bin', name);
    const bytes = await readFile(archive);
    await writeFile(archive, bytes.subarray(0, bytes.length - 8));
    await expect(unpack()).rejects.toMatchObject({
      code: 'browser-failed',
      message: expect.stringMatching(/unpacked: .+\. Install @sparticuz\/chromium anew\.$/),
    });
    expect(await readdir(cache)).toEqual([]);
  });
});

describe('an unpacked Chromium that somebody else could have changed', () => {
  const refusal = (says: RegExp) => ({
    code: 'browser-failed',
    message: expect.stringMatching(says),
  });

  it.for<[string, () => string, number]>([
    ['the executable', () => join(cache, 'chromium-1.2.3-2/chromium'), 0o775],
    ['a library', () => join(cache, 'chromium-1.2.3-2/lib/libnss3.so'), 0o666],
    ['its folder', () => join(cache, 'chromium-1.2.3-2'), 0o777],
    ['the folder above', () => cache, 0o777],
  ])('as %s may be written by others, is refused', async ([, path, mode]) => {
    await unpack();
    await chmod(path(), mode);
    await expect(unpack()).rejects.toMatchObject(
      refusal(/may be written by other users\. Set STILLMOTION_CACHE/),
    );
  });

  it('as it is not ours, is refused', async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can give a file away');
    const { path } = await unpack();
    await chown(path, 65534, 65534);
    await expect(unpack()).rejects.toMatchObject(
      refusal(/chromium belongs to another user\. Set STILLMOTION_CACHE/),
    );
    await chown(path, 0, 0);
    await chown(cache, 65534, 65534);
    await expect(unpack()).rejects.toMatchObject(refusal(/cache belongs to another user/));
  });

  it('as a file has another size, is unpacked anew', async () => {
    const { path } = await unpack();
    await writeFile(path, '#!/bin/sh\necho something else\n');
    await unpack();
    expect(execFileSync(path, { encoding: 'utf8' })).toBe('1.2.3\n');
  });

  it('is writable for nobody else, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await unpack();
      await expect(unpack()).resolves.toBeDefined();
    } finally {
      process.umask(before);
    }
  });

  it('as its package has another archive, is not unpacked', async () => {
    const archive = join(packageFolder, 'bin/chromium.br');
    await writeFile(archive, brotliCompressSync('#!/bin/sh\necho something else\n'));
    await expect(unpack()).rejects.toMatchObject(
      refusal(/chromium\.br is not as it was published\. Install @sparticuz\/chromium anew/),
    );
    expect(await readdir(cache)).toEqual([]);
  });
});

describe('where the embedded Chromium can not be used', () => {
  const host = (platform: NodeJS.Platform, arch: NodeJS.Architecture, glibc?: string) => {
    const header = { glibcVersionRuntime: glibc };
    return { platform, arch, report: { ...process.report, getReport: () => ({ header }) } };
  };

  it('says why', () => {
    expect(embeddedUnavailable(host('darwin', 'x64'))).toBe('it is for Linux, this is darwin');
    expect(embeddedUnavailable(host('linux', 'arm64'))).toContain('for x64 processors, this is');
  });

  it.skipIf(unavailable)('says which C library is missing', () => {
    expect(embeddedUnavailable(host('linux', 'x64'))).toContain('it needs glibc, this system has');
    expect(embeddedUnavailable(host('linux', 'x64', '2.4'))).toContain('glibc 2.34, this is 2.4');
    expect(embeddedUnavailable(host('linux', 'x64', '2.34'))).toBe(undefined);
  });
});
