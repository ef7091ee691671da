import { codecInRecord } from '../codec-in-record.ts';
import type { Size } from '../../core/size.ts';
import type { FilmFile } from '../film-file.ts';
import {
  boxAt,
  boxesIn,
  bytesIn,
  findBox,
  LONGEST_HEADER,
  measureBox,
  part,
  unreadable,
  viewOf,
} from './boxes.ts';
import { readColor, readSeconds, readTimes } from './track.ts';

/** A file's bytes, read where they are asked for. */
export interface Bytes {
  readonly size: number;
  /** Fewer at the file's end. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/** Of a visual sample entry, ISO/IEC 14496-12, 12.1.3: where its width stands, and where boxes begin. */
const ENTRY_WIDTH = 24;
const ENTRY_BOXES = 78;

export function bytesOf(file: Blob): Bytes {
  return {
    size: file.size,
    read: async (position, length) =>
      new Uint8Array(await file.slice(position, position + length).arrayBuffer()),
  };
}

/**
 * Reads what we write: ISO/IEC 14496-12 with one video track, perhaps a sound, without fragments or edits that
 * matter. Only the header is kept; frames are read when they are asked for.
 *
 * @throws StillmotionError `film-unreadable`
 */
export async function openFilm(file: Bytes): Promise<FilmFile> {
  const header = await readHeader(file);
  const [video, sound] = boxesIn(header, 'trak');
  if (video === undefined) throw unreadable('it has no box trak');
  const media = boxAt(video, 'mdia');
  const table = boxAt(media, 'minf', 'stbl');
  const sizes = readSizes(boxAt(table, 'stsz'));
  const places = readPlaces(table, sizes);
  const keys = readKeys(table, sizes.length);
  const isKey = new Set(keys);
  const entry = readEntry(boxAt(table, 'stsd'));
  const times = readTimes(findBox(media, 'mdhd'), findBox(table, 'stts'), sizes.length);
  return {
    config: entry.config,
    frames: sizes.length,
    colorSpace: readColor(entry.boxes),
    timeOf: (frame) => times[frame] ?? NaN,
    sound: sound && readSeconds(header, sound),
    keyFrameFor: (frame) => keys.findLast((key) => key <= frame) ?? 0,
    async read(frame) {
      const length = sizes[frame];
      if (length === undefined) throw unreadable(`it has ${sizes.length} frames, and no ${frame}`);
      const data = await file.read(places[frame] ?? 0, length);
      if (data.byteLength < length) throw unreadable(`it ends in the middle of frame ${frame}`);
      return { data, key: isKey.has(frame) };
    },
  };
}

/** The body of the box `moov`. */
async function readHeader(file: Bytes): Promise<DataView> {
  for (let position = 0; position < file.size;) {
    const head = viewOf(await file.read(position, LONGEST_HEADER));
    if (head.byteLength < 8) break;
    const { type, size, headerSize } = measureBox(head, file.size - position);
    if (type === 'moov') {
      return viewOf(await file.read(position + headerSize, size - headerSize));
    }
    position += size;
  }
  throw unreadable('it has no header (moov)');
}

/** Bytes of each frame. */
function readSizes(stsz: DataView): Uint32Array {
  const same = stsz.getUint32(4);
  const count = stsz.getUint32(8);
  return Uint32Array.from({ length: count }, (_, i) => same || stsz.getUint32(12 + 4 * i));
}

/** Where each frame begins in the file: frames stand one behind the other in chunks of their own kind. */
function readPlaces(table: DataView, sizes: Uint32Array): Float64Array {
  const chunks = readChunkPlaces(table);
  const runs = boxAt(table, 'stsc');
  const places = new Float64Array(sizes.length);
  let frame = 0;
  let run = 0;
  for (const [index, start] of chunks.entries()) {
    const runAt = (n: number) => 8 + 12 * n;
    const last = runs.getUint32(4) - 1;
    while (run < last && runs.getUint32(runAt(run + 1)) <= index + 1) run++;
    let place = start;
    for (let n = runs.getUint32(runAt(run) + 4); n > 0 && frame < sizes.length; n--) {
      places[frame] = place;
      place += sizes[frame] ?? 0;
      frame++;
    }
  }
  if (frame < sizes.length)
    throw unreadable(`only ${frame} of its ${sizes.length} frames have a place`);
  return places;
}

function readChunkPlaces(table: DataView): number[] {
  const far = findBox(table, 'co64');
  const near = far ?? boxAt(table, 'stco');
  return Array.from({ length: near.getUint32(4) }, (_, i) =>
    far ? Number(far.getBigUint64(8 + 8 * i)) : near.getUint32(8 + 4 * i),
  );
}

/** In order; without a list of them all frames are key frames. */
function readKeys(table: DataView, frames: number): Uint32Array {
  const stss = findBox(table, 'stss');
  if (stss === undefined) return Uint32Array.from({ length: frames }, (_, i) => i);
  return Uint32Array.from({ length: stss.getUint32(4) }, (_, i) => stss.getUint32(8 + 4 * i) - 1);
}

function readEntry(stsd: DataView): { config: VideoDecoderConfig; boxes: DataView } {
  const entry = part(stsd, 8);
  const { type, size, headerSize } = measureBox(entry, entry.byteLength);
  const body = part(entry, headerSize, size - headerSize);
  const coded: Size = {
    width: body.getUint16(ENTRY_WIDTH),
    height: body.getUint16(ENTRY_WIDTH + 2),
  };
  const read = CONFIGS[type];
  if (read === undefined) throw unreadable(`its codec is ${type}`);
  const boxes = part(body, ENTRY_BOXES);
  return {
    config: { ...read(boxes), codedWidth: coded.width, codedHeight: coded.height },
    boxes,
  };
}

/** By the name of the sample entry: what a decoder has to know, from the codec's own box. */
const CONFIGS: Readonly<Record<string, (boxes: DataView) => VideoDecoderConfig>> = {
  avc1(boxes) {
    const description = bytesIn(boxAt(boxes, 'avcC'));
    return {
      codec: codecInRecord({ codec: 'avc1', description }),
      description,
    };
  },
  hvc1(boxes) {
    const description = bytesIn(boxAt(boxes, 'hvcC'));
    return {
      codec: codecInRecord({ codec: 'hvc1', description }),
      description,
    };
  },
  // VP Codec ISO Media File Format Binding, 2.2 and 2.6.
  vp09(boxes) {
    const [profile, level, depths = 0, primaries, transfer, matrix] = bytesIn(
      part(boxAt(boxes, 'vpcC'), 4),
    );
    const fields = [profile, level, depths >> 4, (depths >> 1) & 7, primaries, transfer, matrix];
    return { codec: ['vp09', ...[...fields, depths & 1].map(twoDigits)].join('.') };
  },
  // AV1 Codec ISO Media File Format Binding, 2.3 and 5.
  av01(boxes) {
    const [, levels = 0, flags = 0] = bytesIn(boxAt(boxes, 'av1C'));
    const tier = flags & 0x80 ? 'H' : 'M';
    const depth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8;
    return {
      codec: `av01.${levels >> 5}.${twoDigits(levels & 31)}${tier}.${twoDigits(depth)}`,
    };
  },
};

function twoDigits(value = 0): string {
  return String(value).padStart(2, '0');
}
