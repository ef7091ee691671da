import { StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import { h264 } from '../../codecs/h264.ts';

/** A file's bytes, read where they are asked for. */
export interface Bytes {
  readonly size: number;
  /** Fewer at the file's end. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/** The film in an MP4 of ours: one track, its frames in the order in which they are shown. */
export interface FilmFile {
  /** As WebCodecs takes it. */
  readonly config: VideoDecoderConfig;
  readonly frames: number;
  /** The key frame at which decoding begins for a frame, counted from 0 as that is. */
  keyFrameFor(frame: number): number;
  read(frame: number): Promise<EncodedFrame>;
}

export interface EncodedFrame {
  readonly data: Uint8Array;
  readonly key: boolean;
}

/** Type and size of a box; the size may follow in eight bytes more. */
const LONGEST_HEADER = 16;
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
 * Reads what `mux` writes: ISO/IEC 14496-12 with one video track, without fragments or edits that matter.
 * Only the header is kept; frames are read when they are asked for.
 *
 * @throws StillmotionError `film-unreadable`
 */
export async function openFilm(file: Bytes): Promise<FilmFile> {
  const header = await readHeader(file);
  const table = boxAt(header, 'trak', 'mdia', 'minf', 'stbl');
  const sizes = readSizes(boxAt(table, 'stsz'));
  const places = readPlaces(table, sizes);
  const keys = readKeys(table, sizes.length);
  const isKey = new Set(keys);
  return {
    config: readConfig(boxAt(table, 'stsd')),
    frames: sizes.length,
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

/** @param room how far it may reach, from its own beginning */
function measureBox(view: DataView, room: number) {
  const short = view.getUint32(0);
  const isLong = short === 1 && view.byteLength >= LONGEST_HEADER;
  const headerSize = isLong ? LONGEST_HEADER : 8;
  // 0: to the end of the file.
  const size = isLong ? Number(view.getBigUint64(8)) : short || room;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((place) => view.getUint8(place)));
  if (size < headerSize || size > room) throw unreadable(`its box ${type} has ${size} bytes`);
  return { type, size, headerSize };
}

/** The body of the first box with this name, by its path. */
function boxAt(view: DataView, ...[name = '', ...rest]: string[]): DataView {
  const found = findBox(view, name);
  if (found === undefined) throw unreadable(`it has no box ${name}`);
  return rest.length === 0 ? found : boxAt(found, ...rest);
}

function findBox(view: DataView, name: string): DataView | undefined {
  for (let position = 0; position + 8 <= view.byteLength;) {
    const box = part(view, position);
    const { type, size, headerSize } = measureBox(box, box.byteLength);
    if (type === name) return part(box, headerSize, size - headerSize);
    position += size;
  }
  return undefined;
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

function readConfig(stsd: DataView): VideoDecoderConfig {
  const entry = part(stsd, 8);
  const { type, size, headerSize } = measureBox(entry, entry.byteLength);
  const body = part(entry, headerSize, size - headerSize);
  const coded: Size = {
    width: body.getUint16(ENTRY_WIDTH),
    height: body.getUint16(ENTRY_WIDTH + 2),
  };
  const read = CONFIGS[type];
  if (read === undefined) throw unreadable(`its codec is ${type}`);
  return {
    ...read(part(body, ENTRY_BOXES)),
    codedWidth: coded.width,
    codedHeight: coded.height,
  };
}

/** By the name of the sample entry: what a decoder has to know, from the codec's own box. */
const CONFIGS: Readonly<Record<string, (boxes: DataView) => VideoDecoderConfig>> = {
  avc1(boxes) {
    const description = bytesIn(boxAt(boxes, 'avcC'));
    return {
      codec: h264.codecInStream?.({ codec: 'avc1', colorSpace: {}, description }) ?? 'avc1',
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

function part(view: DataView, offset: number, length = view.byteLength - offset): DataView {
  if (offset > view.byteLength || length < 0) throw unreadable('a box of it ends too early');
  return new DataView(view.buffer, view.byteOffset + offset, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bytesIn(view: DataView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
}

function unreadable(what: string): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `The film can't be read: ${what}; expected an MP4 as stillmotion writes it.`,
  );
}
