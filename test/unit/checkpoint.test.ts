import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimParts, openCheckpoint } from '../../src/cli/checkpoint/checkpoint.ts';
import { checkOutput } from '../../src/cli/files/output-place.ts';
import { digest } from '../../src/cli/checkpoint/part-file.ts';
import { ownMark } from '../../src/cli/files/process-mark.ts';
import type { OpenJob } from '../../src/cli/session/drawing.ts';
import { timestampAt } from '../../src/core/timeline.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import type { Gop } from '../../src/core/chunk.ts';

const IS_ROOT = process.getuid?.() === 0;
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const PARTS = '.x.mp4.parts';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sm-parts-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the folder of parts', () => {
  it('is made for us alone', async () => {
    const parts = await claim();
    expect((await stat(at(PARTS))).mode & 0o777).toBe(0o700);
    await parts.release();
  });

  it('goes where nothing is kept in it', async () => {
    const parts = await claim();
    await open(parts);
    expect(await parts.release()).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it.for<[string, () => Promise<void>, RegExp]>([
    [
      'a link',
      async () => {
        await mkdir(at('elsewhere'));
        await symlink('elsewhere', at(PARTS));
      },
      /\.x\.mp4\.parts is a link/,
    ],
    ['a file', () => writeFile(at(PARTS), ''), /is not a folder/],
    [
      'writable by others',
      async () => {
        await mkdir(at(PARTS));
        await chmod(at(PARTS), 0o777);
      },
      /may be written by other users/,
    ],
  ])('is refused when it is %s', async ([, make, says]) => {
    await make();
    await expect(claim()).rejects.toMatchObject(refusal(says));
    expect(await readdir(at('elsewhere')).catch(() => [])).toEqual([]);
  });

  it.skipIf(!IS_ROOT)('is refused when it is another user’s', async () => {
    await mkdir(at(PARTS), { mode: 0o700 });
    await chown(at(PARTS), 1234, 1234);
    await expect(claim()).rejects.toMatchObject(refusal(/is another user's/));
  });

  it('is refused to a second run, with the number of the first', async () => {
    const first = await claim();
    await expect(claim()).rejects.toMatchObject(
      refusal(new RegExp(`^Process ${process.pid} is making .*x\\.mp4`)),
    );
    await first.release();
    await (await claim()).release();
  });

  it('is taken over from a run that is gone, with what it was writing', async () => {
    await mkdir(at(PARTS), { mode: 0o700 });
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(at(PARTS, 'lock'), ownMark().replace(/^\d+/, String(pid)));
    await writeFile(at(PARTS, 'something.part'), '');
    const parts = await claim();
    expect(await readdir(at(PARTS))).toEqual(['lock']);
    expect(await readFile(at(PARTS, 'lock'), 'utf8')).toBe(ownMark());
    await parts.release();
  });

  it('is taken over from a run in another container once that is silent', async () => {
    await mkdir(at(PARTS), { mode: 0o700 });
    await writeFile(at(PARTS, 'lock'), '7-7-00000000');
    await expect(claim()).rejects.toMatchObject(
      refusal(/^Process 7 on another machine or in another container/),
    );
    await utimes(at(PARTS, 'lock'), 0, 0);
    await (await claim()).release();
  });
});

describe('what is kept', () => {
  it('is what was given, also after a change of runs', async () => {
    await keepTwo();
    const parts = await claim();
    const checkpoint = await open(parts);
    expect(checkpoint.next).toBe(4);
    expect(await collect(checkpoint.gops())).toEqual([gop(0), gop(2)]);
    const { range, chunks } = gop(4);
    const seenThrough = chunks.map((chunk, n) => ({ ...chunk, alpha: Buffer.alloc(n) }));
    await checkpoint.keep({ range, chunks: seenThrough });
    await parts.release();
    const again = await open(await claim());
    expect((await collect(again.gops())).at(-1)).toEqual({ range, chunks: seenThrough });
    expect(await parts.release()).toBe(true);
    await parts.clear();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused to another job', async () => {
    await keepTwo();
    const parts = await claim();
    await expect(open(parts, { step: 2 })).rejects.toMatchObject(
      refusal(/another job: the spec is not the same/),
    );
  });

  it('is refused to a job whose effects read other files', async () => {
    await keepTwo();
    const parts = await claim();
    await expect(open(parts, {}, undefined, 'a digest')).rejects.toMatchObject(
      refusal(/another job: the files of effects/),
    );
  });

  it('is refused to another job even where no description is', async () => {
    await keepTwo();
    await rm(at(PARTS, 'job.json'));
    const parts = await claim();
    await expect(open(parts, { step: 2 })).rejects.toMatchObject(
      refusal(/keeps parts of another job: 0-/),
    );
  });

  it('goes on without a description where the parts are this job’s', async () => {
    await keepTwo();
    await rm(at(PARTS, 'job.json'));
    const parts = await claim();
    expect(await open(parts)).toMatchObject({ next: 4 });
    await parts.release();
  });

  it.for<[string, (part: string) => Promise<unknown>]>([
    ['a changed byte', (part) => change(part, (bytes) => bytes.fill(9, bytes.length - 1))],
    ['nothing', (part) => writeFile(part, '')],
    ['no chunks', (part) => replace(part, { chunks: [] })],
    ['no list', (part) => replace(part, {})],
    ['a list that is none', (part) => replace(part, { chunks: {} })],
    ['chunks without end', (part) => replace(part, { chunks: [chunkOf({ byteLength: 1e300 })] })],
    [
      'lengths of alpha that it has not',
      (part) => replace(part, { chunks: [chunkOf({ alphaLength: 1 })] }),
    ],
    ['negative lengths', (part) => replace(part, { chunks: [chunkOf({ byteLength: -1 })] })],
    ['other times', (part) => replace(part, { chunks: [chunkOf({ timestamp: 5 })] })],
    ['no key frame', (part) => replace(part, { chunks: [chunkOf({ key: false })] })],
    ['more frames than the film', (part) => replace(part, { chunks: Array(99).fill(chunkOf({})) })],
    ['JSON that nests without end', (part) => named(part, `${'['.repeat(1e5)}\n`)],
    ['a FIFO', (part) => remade(part, () => void execFileSync('mkfifo', [part]))],
    ['a folder', (part) => remade(part, () => mkdir(part))],
    ['a link', (part) => remade(part, () => symlink('/dev/zero', part))],
  ])('and damaged is made again: %s', async ([, damage], { skip }) => {
    skip(process.platform === 'win32', 'Windows has no FIFO');
    await keepTwo();
    await damage(await partFrom(2));
    const notes: string[] = [];
    const parts = await claim();
    expect(await open(parts, {}, (note) => notes.push(note))).toMatchObject({ next: 2 });
    expect(notes).toEqual([expect.stringMatching(/The part .*2-.* is damaged.* from frame 2\.$/)]);
    // Another run doesn't stumble over it again.
    expect(await open(parts, {}, (note) => notes.push(note))).toMatchObject({ next: 2 });
    expect(notes).toHaveLength(1);
    await parts.release();
  });

  it.for<[string, (path: string) => Promise<unknown> | void, RegExp]>([
    ['a FIFO', (path) => void execFileSync('mkfifo', [path]), /job\.json is not a regular file/],
    ['a link', (path) => symlink('/dev/zero', path), /job\.json is not a regular file/],
    ['too long', (path) => writeFile(path, 'x'.repeat(2e6)), /job\.json has more than 1048576/],
    ['no JSON', (path) => writeFile(path, '{"picture":'), /of a job that can not be read/],
    ['no description', (path) => writeFile(path, '[1]'), /of a job that can not be read/],
  ])('is refused when its description is %s', async ([, make, says], { skip }) => {
    skip(process.platform === 'win32', 'Windows has no FIFO');
    await mkdir(at(PARTS), { mode: 0o700 });
    await make(at(PARTS, 'job.json'));
    await expect(open(await claim())).rejects.toMatchObject(refusal(says));
  });

  it('never overwrites what a planted link leads to', async () => {
    await mkdir(at(PARTS), { mode: 0o700 });
    await writeFile(at('precious'), 'precious');
    await symlink(at('precious'), at(PARTS, `partial-${process.pid}-job.json`));
    await symlink(at('precious'), at(PARTS, 'lock'));
    await expect(claim()).rejects.toMatchObject(refusal(/lock is not a regular file/));
    await rm(at(PARTS, 'lock'));
    const parts = await claim();
    await (await open(parts)).keep(gop(0));
    expect(await readFile(at('precious'), 'utf8')).toBe('precious');
    await parts.release();
  });
});

/** A film of six frames in GOPs of two. */
function job(motion: object = {}, filesDigest?: string): OpenJob {
  const spec = parseSpec({ frames: 6, motion: { kind: 'roll', ...motion } });
  const plan = planRender(spec, { width: 16, height: 16 });
  const session = { browser: 'Chrome/1', renderer: 'none' };
  const files = { paths: [], digest: async () => filesDigest, assertUnchanged: async () => {} };
  return { session: session as OpenJob['session'], plan, files };
}

function gop(first: number): Gop {
  const { fps } = job().plan;
  const chunks = [first, first + 1].map((frame) => ({
    track: 'video' as const,
    data: Buffer.from([frame, 7]),
    key: frame === first,
    timestamp: timestampAt(frame, fps),
  }));
  return { range: { first, last: first + 1 }, chunks };
}

const WAIT = { timeout: 60, signal: new AbortController().signal };

async function claim() {
  return claimParts(await checkOutput(at('x.mp4'), true, {}));
}

async function open(
  parts: Awaited<ReturnType<typeof claim>>,
  motion: object = {},
  onNote: (text: string) => void = () => {},
  filesDigest?: string,
) {
  const place = await checkOutput(at('x.mp4'), true, {});
  const of = job(motion, filesDigest);
  return openCheckpoint(parts, place, of, of.plan.range, undefined, onNote, WAIT);
}

async function keepTwo(): Promise<void> {
  const parts = await claim();
  const checkpoint = await open(parts);
  await checkpoint.keep(gop(0));
  await checkpoint.keep(gop(2));
  await parts.release();
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function partFrom(first: number): Promise<string> {
  const names = await readdir(at(PARTS));
  return at(PARTS, names.find((name) => name.startsWith(`${first}-`)) ?? '');
}

function chunkOf(given: object) {
  return { byteLength: 4, key: true, timestamp: timestampAt(2, job().plan.fps), ...given };
}

/** Another list in front of the same bytes, under a right name: as somebody would forge it. */
async function replace(part: string, list: object): Promise<void> {
  const bytes = await readFile(part);
  const end = bytes.indexOf('\n');
  const { job: of } = JSON.parse(bytes.toString('utf8', 0, end)) as { job: string };
  await named(part, `${JSON.stringify({ job: of, ...list })}\n`, bytes.subarray(end + 1));
}

async function named(part: string, head: string, data = Buffer.alloc(0)): Promise<void> {
  const bytes = Buffer.concat([Buffer.from(head), data]);
  await writeFile(part, bytes);
  await rename(part, at(PARTS, `2-${digest(bytes)}`));
}

async function change(part: string, how: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(part, how(await readFile(part)));
}

async function remade(part: string, make: () => Promise<unknown> | void): Promise<void> {
  await rm(part);
  await make();
}

function refusal(says: RegExp) {
  return { code: 'resume-refused', message: expect.stringMatching(says) };
}
