import { type FileHandle, open } from 'node:fs/promises';
import * as v from 'valibot';
import { CODEC_NAMES } from '../../codecs/index.ts';
import { CONTAINER_NAMES } from '../../containers/index.ts';
import type { Gop } from '../../core/chunk.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { Sink } from '../../core/streams/sink.ts';
import type { FrameRange } from '../../core/timeline.ts';
import type { JobDescription } from '../checkpoint/checkpoint.ts';
import { type FileWait, waitForFiles } from '../files/deadline.ts';
import {
  digest,
  LONGEST_PART,
  packPart,
  type PartOf,
  unpackPart,
} from '../checkpoint/part-file.ts';
import { whyUnreadable } from '../files/pipe.ts';

/** A part of a film, as a file: its first line says whose it is, behind it stand its GOPs. */
export interface ShardHeader {
  readonly stillmotion: 'shard';
  /** Counted from 1. */
  readonly shard: number;
  readonly shards: number;
  /** Its frames; where the last is before the first it has none. */
  readonly range: FrameRange;
  /** The whole film. */
  readonly film: FilmPlan;
  /** All that the film's bytes depend on, by what it is called in messages. */
  readonly job: JobDescription;
  /** Of a film that loses nothing: what was drawn of it, as `digestSamples` says. */
  readonly samples?: string;
}

/** Bytes; a job has some kB, unless it carries shaders. */
const LONGEST_HEADER = 2 ** 22;
/** Bytes of a GOP's first line: its name and length. */
const LONGEST_LINE = 128;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const counted = v.pipe(whole, v.minValue(1));
const range = v.strictObject({ first: whole, last: v.pipe(v.number(), v.safeInteger()) });

const HeaderSchema = v.strictObject({
  stillmotion: v.literal('shard'),
  shard: counted,
  shards: counted,
  range,
  // A plan may know of more than what is checked here.
  film: v.looseObject({
    codec: v.picklist(CODEC_NAMES),
    container: v.picklist(CONTAINER_NAMES),
    size: v.strictObject({ width: counted, height: counted }),
    fps: v.strictObject({ numerator: counted, denominator: counted }),
    frameCount: counted,
    codecString: v.string(),
    range,
    loops: counted,
    keyFrameInterval: counted,
    notes: v.array(v.string()),
  }),
  job: v.record(v.string(), v.string()),
  samples: v.exactOptional(v.string()),
});

/** The film that its GOPs are of. */
function partOf({ film, job, range: own }: ShardHeader): PartOf {
  return { job: digest(JSON.stringify([film, job])), range: own, fps: film.fps };
}

/** Writes a shard. The sink is closed at the end, aborted on failure. */
export async function writeShard(
  header: ShardHeader,
  gops: AsyncIterable<Gop>,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const { job } = partOf(header);
  let position = 0;
  const append = async (bytes: Uint8Array) => {
    await sink.write(bytes, position);
    position += bytes.byteLength;
  };
  try {
    await append(Buffer.from(`${JSON.stringify(header)}\n`));
    for await (const gop of gops) {
      signal.throwIfAborted();
      const { name, bytes } = packPart(gop, job);
      await append(Buffer.from(`${name} ${bytes.byteLength}\n`));
      await append(bytes);
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** @throws StillmotionError `merge-refused` for what is no shard */
export async function readShardHeader(path: string, wait: FileWait): Promise<ShardHeader> {
  const file = await waitForFiles(openShard(path), `reading ${path}`, wait);
  try {
    return (await waitForFiles(readHeader(file, path), `reading ${path}`, wait)).header;
  } finally {
    await file.close();
  }
}

/**
 * The GOPs of a shard, in order; one of them is in memory.
 *
 * @throws StillmotionError `merge-refused` where they are damaged or not all there
 */
export async function* shardGops(path: string, wait: FileWait): AsyncGenerator<Gop> {
  const patiently = <T>(work: Promise<T>) => waitForFiles(work, `reading ${path}`, wait);
  const file = await patiently(openShard(path));
  try {
    const { header, length } = await patiently(readHeader(file, path));
    const film = partOf(header);
    let next = header.range.first;
    for (let position = length; ;) {
      const line = await patiently(readLine(file, position, LONGEST_LINE));
      if (line === undefined) {
        if (next <= header.range.last) throw damaged(path, `it ends before frame ${next}`);
        return;
      }
      const gop = await patiently(readGop(file, path, position, line, film));
      if (gop === undefined || gop.gop.range.first !== next)
        throw damaged(path, `frame ${next} and those behind it can't be read`);
      yield gop.gop;
      next = gop.gop.range.last + 1;
      position = gop.end;
    }
  } finally {
    await file.close();
  }
}

async function readGop(
  file: FileHandle,
  path: string,
  position: number,
  line: string,
  film: PartOf,
): Promise<{ gop: Gop; end: number } | undefined> {
  const [name = '', digits = ''] = line.split(' ');
  const byteLength = Number(digits);
  if (!/^\d{1,10}$/.test(digits) || byteLength > LONGEST_PART) return undefined;
  const start = position + line.length + 1;
  const bytes = await readAt(file, start, byteLength);
  if (bytes.byteLength < byteLength) throw damaged(path, 'its end is missing');
  const part = unpackPart(name, bytes, film);
  return typeof part === 'string' ? undefined : { gop: part.gop, end: start + byteLength };
}

async function readHeader(
  file: FileHandle,
  path: string,
): Promise<{ header: ShardHeader; length: number }> {
  const line = await readLine(file, 0, LONGEST_HEADER);
  const header = parse(line);
  if (line === undefined || !v.is(HeaderSchema, header))
    throw refused(`${path} is no shard; expected a file that render --shard has made.`);
  // As it stands: its digest goes by the order of its fields.
  return { header: header as unknown as ShardHeader, length: Buffer.byteLength(line) + 1 };
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

/** Without its end; `undefined` where none begins. */
async function readLine(
  file: FileHandle,
  position: number,
  longest: number,
): Promise<string | undefined> {
  for (let length = Math.min(longest, 1 << 14); ; length *= 2) {
    const bytes = await readAt(file, position, length);
    const end = bytes.indexOf('\n');
    if (end >= 0) return bytes.toString('utf8', 0, end);
    if (bytes.byteLength === 0) return undefined;
    if (bytes.byteLength < length || length >= longest) return bytes.toString();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

async function openShard(path: string): Promise<FileHandle> {
  try {
    const file = await open(path);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (cause) {
    throw refused(`The shard ${path} can't be read: ${whyUnreadable(cause)}.`);
  }
  throw refused(`The shard ${path} can't be read: it is not a regular file.`);
}

function damaged(path: string, why: string): StillmotionError {
  return refused(`The shard ${path} is damaged: ${why}. Make it again.`);
}

function refused(message: string): StillmotionError {
  return new StillmotionError('merge-refused', message);
}
