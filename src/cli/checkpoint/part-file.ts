import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type FrameRange, type FrameRate, timestampAt } from '../../core/timeline.ts';
import type { Gop } from '../../core/chunk.ts';
import { packChunks, unpackChunks } from '../session/chunk-list.ts';

/** Bytes; a GOP lasts some seconds. */
export const LONGEST_PART = 2 ** 30;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(100_000));
const color = v.optional(v.nullable(v.string()));

/** The first line of a part: whose it is, and what is to be known of its chunks besides their bytes. */
const HeaderSchema = v.strictObject({
  job: v.string(),
  chunks: v.pipe(
    v.array(
      v.strictObject({
        track: v.literal('video'),
        byteLength: whole,
        alphaLength: v.exactOptional(whole),
        key: v.boolean(),
        timestamp: whole,
      }),
    ),
    v.minLength(1),
  ),
  decoderConfig: v.optional(
    v.strictObject({
      codec: text,
      colorSpace: v.strictObject({
        primaries: color,
        transfer: color,
        matrix: color,
        fullRange: v.optional(v.nullable(v.boolean())),
      }),
      description: v.optional(v.pipe(text, v.base64())),
    }),
  ),
});

/** The film that a part is of. */
export interface PartOf {
  /** The job's digest. */
  readonly job: string;
  readonly range: FrameRange;
  readonly fps: FrameRate;
}

/** What a part's bytes are: a GOP, one of another job, or nothing that we wrote. */
export type Part = { readonly gop: Gop } | 'of another job' | 'damaged';

/** A part, and its name: its first frame and the checksum of its bytes. */
export function packPart({ range, chunks }: Gop, job: string): { name: string; bytes: Buffer } {
  const { list, data } = packChunks(chunks);
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify({ job, ...list })}\n`), data]);
  return { name: `${range.first}-${digest(bytes)}`, bytes };
}

/** The first frame of the part of this name; `undefined`: it is the name of none. */
export function firstOf(name: string): number | undefined {
  const first = /^(\d{1,8})-[0-9a-f]{64}$/.exec(name)?.[1];
  return first === undefined ? undefined : Number(first);
}

/** The reverse of `packPart`; every word of it is checked. */
export function unpackPart(name: string, bytes: Buffer, film: PartOf): Part {
  const first = firstOf(name);
  if (first === undefined || name !== `${first}-${digest(bytes)}`) return 'damaged';
  const end = bytes.indexOf('\n');
  const header = readHeader(bytes.subarray(0, Math.max(end, 0)));
  if (header === undefined) return 'damaged';
  if (header.job !== film.job) return 'of another job';
  const data = bytes.subarray(end + 1);
  const last = first + header.chunks.length - 1;
  const length = header.chunks.reduce(
    (sum, { byteLength, alphaLength = 0 }) => sum + byteLength + alphaLength,
    0,
  );
  if (length !== data.length || last > film.range.last) return 'damaged';
  const inTime = header.chunks.every(
    ({ timestamp }, index) => timestamp === timestampAt(first + index, film.fps),
  );
  if (!inTime || header.chunks[0]?.key !== true) return 'damaged';
  const chunks = [...unpackChunks(data, header as Parameters<typeof unpackChunks>[1])];
  return { gop: { range: { first, last }, chunks } };
}

function readHeader(line: Buffer): v.InferOutput<typeof HeaderSchema> | undefined {
  try {
    const { success, output } = v.safeParse(HeaderSchema, JSON.parse(line.toString()));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

export function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
