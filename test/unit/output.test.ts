import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOutput } from '../../src/cli/output/output.ts';
import { checkOutput, type OutputPlace } from '../../src/cli/files/output-place.ts';
import { partialName } from '../../src/cli/output/partial-file.ts';
import { ownMark } from '../../src/cli/files/process-mark.ts';
import { Sequence } from '../../src/cli/output/sequence.ts';

const wait = { timeout: 60, signal: new AbortController().signal, onPlaced: () => {} };
const IS_ROOT = process.getuid?.() === 0;
const WINDOWS = process.platform === 'win32';
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const text = (path: string) => readFile(path, 'utf8');
const modeOf = async (path: string) => (await stat(path)).mode & 0o7777;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sm-output-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('what is at the path of an output', () => {
  it('is replaced, and keeps its mode', async () => {
    await writeFile(at('x.mp4'), 'an old film', { mode: 0o640 });
    await chmod(at('x.mp4'), 0o640);
    await write('x.mp4');
    expect(await text(at('x.mp4'))).toBe('film');
    expect(await modeOf(at('x.mp4'))).toBe(0o640);
    expect(await readdir(folder)).toEqual(['x.mp4']);
  });

  it.skipIf(!IS_ROOT)('keeps its owner', async () => {
    await writeFile(at('x.mp4'), '');
    await chown(at('x.mp4'), 1234, 4321);
    await chmod(at('x.mp4'), 0o600);
    await write('x.mp4');
    expect(await stat(at('x.mp4'))).toMatchObject({ uid: 1234, gid: 4321 });
    expect(await modeOf(at('x.mp4'))).toBe(0o600);
  });

  it('is nobody else’s to read while its replacement grows', async () => {
    await writeFile(at('x.mp4'), '', { mode: 0o600 });
    const output = await openOutput(await check('x.mp4'), wait);
    const [partial = ''] = (await readdir(folder)).filter((name) => name.endsWith('.part'));
    expect((await modeOf(at(partial))) & 0o077).toBe(0);
    await output.abort();
  });

  it.for<[string, string]>([
    ['a film', 'shelf/real.mp4'],
    ['nothing yet', 'shelf/new.mp4'],
    ['another link', 'again.mp4'],
  ])('stays a link, to %s, which is written', async ([, leadsTo]) => {
    await mkdir(at('shelf'));
    await writeFile(at('shelf/real.mp4'), 'an old film');
    await symlink('shelf/real.mp4', at('again.mp4'));
    await symlink(leadsTo, at('x.mp4'));
    await write('x.mp4');
    expect(await readlink(at('x.mp4'))).toBe(leadsTo);
    expect(await text(at('x.mp4'))).toBe('film');
    expect(await text(at('shelf', leadsTo === 'shelf/new.mp4' ? 'new.mp4' : 'real.mp4'))).toBe(
      'film',
    );
  });

  it('may be a link in a folder that is a link: .. is where that leads', async () => {
    await mkdir(at('a/b'), { recursive: true });
    await symlink('a/b', at('short'));
    await symlink('../x.mp4', at('a/b/x.mp4'));
    await write('short/x.mp4');
    expect(await text(at('a/x.mp4'))).toBe('film');
  });

  it('may have a name as long as any', async () => {
    const name = `${'ü'.repeat(125)}.mp4`;
    expect(Buffer.byteLength(name)).toBe(254);
    await write(name);
    expect(await readdir(folder)).toEqual([name]);
  });

  it.skipIf(!IS_ROOT)('may be a mount, and is written as it is', async ({ skip }) => {
    await writeFile(at('x.mp4'), 'an old film that was longer than the new one');
    await writeFile(at('source'), 'an old film that was longer than the new one');
    const mounted = spawnSync('mount', ['--bind', at('source'), at('x.mp4')]);
    skip(mounted.status !== 0, 'nothing can be mounted here');
    try {
      await write('x.mp4');
      expect(await text(at('source'))).toBe('film');
      expect((await readdir(folder)).toSorted()).toEqual(['source', 'x.mp4']);
    } finally {
      execFileSync('umount', [at('x.mp4')]);
    }
  });

  it('may be all that may be written in its folder: it grows elsewhere', async () => {
    await writeFile(at('x.mp4'), 'an old film that was longer than the new one');
    const { ino } = await stat(at('x.mp4'));
    await mkdir(at('tmp'));
    const place = { ...(await check('x.mp4')), folder: at('tmp'), copied: true };
    const output = await openOutput(place, wait);
    expect(await readdir(folder)).toEqual(['tmp', 'x.mp4']);
    await output.write(Buffer.from('film'), 0);
    expect(await text(at('x.mp4'))).toMatch(/^an old film/);
    await output.close();
    expect(await text(at('x.mp4'))).toBe('film');
    expect((await stat(at('x.mp4'))).ino).toBe(ino);
    expect(await readdir(at('tmp'))).toEqual([]);
  });
});

describe('an output is refused before any work', () => {
  it.for<[string, () => Promise<void>, string, RegExp]>([
    [
      'over what is write-protected, for root, too',
      () => writeFile(at('x.mp4'), '', { mode: 0o444 }),
      'output-unwritable',
      /write-protected.*chmod u\+w/,
    ],
    ['over a folder', () => mkdir(at('x.mp4')), 'output-unwritable', /a folder/],
    [
      'over links in a circle',
      () => symlink('x.mp4', at('x.mp4')),
      'output-unwritable',
      /lead in a circle/,
    ],
    [
      'over a FIFO, which somebody reads',
      async () => void execFileSync('mkfifo', [at('x.mp4')]),
      'output-unwritable',
      /is a FIFO.*- for stdout/,
    ],
    [
      'over a device',
      () => symlink('/dev/null', at('x.mp4')),
      'output-unwritable',
      /is a device.*- for stdout/,
    ],
  ])('%s', async ([, make, code, says], { skip }) => {
    skip(WINDOWS, 'Windows has none of them');
    await make();
    await expect(check('x.mp4')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    });
    expect(await readdir(folder)).toEqual(['x.mp4']);
  });

  it('over a socket', async () => {
    const server = createServer().listen(at('x.mp4'));
    await new Promise((resolve) => server.once('listening', resolve));
    const refusal = { message: expect.stringMatching(/is a socket/) };
    await expect(check('x.mp4')).rejects.toMatchObject(refusal);
    await new Promise((resolve) => server.close(resolve));
  });

  it('with a name that is too long, also in a folder that isn’t there yet', async () => {
    const refusal = { message: expect.stringMatching(/name is too long/) };
    const name = `${'x'.repeat(252)}.mp4`;
    await expect(check(name)).rejects.toMatchObject(refusal);
    await expect(check(join('new', name))).rejects.toMatchObject(refusal);
  });

  it.for(['picture', 'spec'])('over the %s itself, also through a link', async (name) => {
    await writeFile(at('input'), '');
    await symlink('input', at('x.mp4'));
    const refused = checkOutput(at('x.mp4'), true, { [name]: at('input') });
    const message = expect.stringMatching(`is the ${name} itself`);
    await expect(refused).rejects.toMatchObject({ code: 'output-exists', message });
  });
});

describe('a signal', () => {
  it('leaves what was there, also when all is written', async () => {
    await writeFile(at('x.mp4'), 'an old film');
    const stop = new AbortController();
    const onPlaced = vi.fn();
    const output = await openOutput(await check('x.mp4'), {
      ...wait,
      signal: stop.signal,
      onPlaced,
    });
    await output.write(Buffer.from('film'), 0);
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(output.close()).rejects.toBe(reason);
    await output.abort();
    expect(onPlaced).not.toHaveBeenCalled();
    expect(await readdir(folder)).toEqual(['x.mp4']);
    expect(await readFile(at('x.mp4'), 'utf8')).toBe('an old film');
  });
});

describe('--no-overwrite', () => {
  it('keeps what has come there meanwhile', async () => {
    const output = await openOutput(await check('x.mp4', false), wait);
    await output.write(Buffer.from('film'), 0);
    await writeFile(at('x.mp4'), 'somebody else’s');
    await expect(output.close()).rejects.toMatchObject({ code: 'output-exists' });
    await output.abort();
    expect(await text(at('x.mp4'))).toBe('somebody else’s');
    expect(await readdir(folder)).toEqual(['x.mp4']);
  });

  it('makes what isn’t there', async () => {
    await write('x.mp4', false);
    expect(await text(at('x.mp4'))).toBe('film');
    expect(await readdir(folder)).toEqual(['x.mp4']);
  });
});

describe('what a killed run has left', () => {
  it('is cleared by the next run for the same film, and nothing else is', async () => {
    const gone = partialOf('x.mp4', deadMark());
    const running = partialOf('x.mp4', ownMark());
    const elsewhere = partialOf('x.mp4', '1-1-00000000');
    const abandoned = partialOf('x.mp4', '2-2-00000000');
    const others = partialOf('y.mp4', deadMark());
    const files = [gone, running, elsewhere, abandoned, others, '.x.mp4.notes.part'];
    for (const name of files) await writeFile(at(name), '');
    await utimes(at(abandoned), 0, 0);
    await write('x.mp4');
    const left = [running, elsewhere, others, '.x.mp4.notes.part', 'x.mp4'];
    expect((await readdir(folder)).toSorted()).toEqual(left.toSorted());
  });

  it('is known by its start where another process has its number', async () => {
    const [pid = '', , where = ''] = ownMark().split('-');
    await writeFile(at(partialOf('x.mp4', `${pid}-1-${where}`)), '');
    await write('x.mp4');
    expect(await readdir(folder)).toEqual(['x.mp4']);
  });
});

function check(name: string, overwrite = true): Promise<OutputPlace> {
  return checkOutput(at(name), overwrite, {});
}

/** Makes a film of four bytes. */
async function write(name: string, overwrite?: boolean): Promise<void> {
  const output = await openOutput(await check(name, overwrite), wait);
  await output.write(Buffer.from('lm'), 2);
  await output.write(Buffer.from('fi'), 0);
  await output.close();
  expect(output.byteLength).toBe(4);
}

/** What a process leaves of a film when it is killed. */
function partialOf(film: string, mark: string): string {
  return basename(partialName(film).replace(ownMark(), mark));
}

/** The mark of a process that has ended. */
function deadMark(): string {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return ownMark().replace(/^\d+/, String(pid));
}

describe('a film of many files', () => {
  const begin = async (signal = wait.signal) => {
    for (const n of [1, 2, 3]) await writeFile(at(`${n}.png`), 'old');
    const sequence = new Sequence(await check('%d.png'), { ...wait, signal });
    for (const n of [1, 2, 3]) await sequence.writeFile(n, Buffer.from(`new ${n}`));
    return sequence;
  };
  const texts = () => Promise.all([1, 2, 3].map((n) => text(at(`${n}.png`))));

  it('can be read, and leaves what was there until all of it is whole', async () => {
    const sequence = await begin();
    expect(await texts()).toEqual(['old', 'old', 'old']);
    expect(await Promise.all(sequence.written.map(text))).toEqual(['new 1', 'new 2', 'new 3']);
    await sequence.close();
    expect(await texts()).toEqual(['new 1', 'new 2', 'new 3']);
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('leaves nothing but that when it is given up', async () => {
    await (await begin()).abort();
    expect(await texts()).toEqual(['old', 'old', 'old']);
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('is given up by a signal before its first file is in its place', async () => {
    const running = new AbortController();
    const sequence = await begin(running.signal);
    running.abort(new Error('stopped'));
    await expect(sequence.close()).rejects.toThrow('stopped');
    await sequence.abort();
    expect(await texts()).toEqual(['old', 'old', 'old']);
  });

  it('says how many are in their places where the next can’t be', async () => {
    const sequence = await begin();
    await rm(at('2.png'));
    await mkdir(at('2.png', 'full'), { recursive: true });
    await expect(sequence.close()).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringMatching(/2\.png.* 1 of 3 pictures are in their places/),
    });
    await sequence.abort();
    expect(await readdir(folder)).toEqual(['1.png', '2.png', '3.png']);
    expect(await text(at('3.png'))).toBe('old');
  });
});
