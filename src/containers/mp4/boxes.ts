import { StillmotionError } from '../../core/errors.ts';

// Boxes of ISO/IEC 14496-12, found and measured.

/** Type and size of a box; the size may follow in eight bytes more. */
export const LONGEST_HEADER = 16;

/** @param room how far it may reach, from its own beginning */
export function measureBox(view: DataView, room: number) {
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
export function boxAt(view: DataView, ...[name = '', ...rest]: string[]): DataView {
  const found = findBox(view, name);
  if (found === undefined) throw unreadable(`it has no box ${name}`);
  return rest.length === 0 ? found : boxAt(found, ...rest);
}

export function findBox(view: DataView, name: string): DataView | undefined {
  for (const box of boxesIn(view, name)) return box;
  return undefined;
}

/** The bodies of all boxes with this name. */
export function* boxesIn(view: DataView, name: string): Generator<DataView> {
  for (let position = 0; position + 8 <= view.byteLength;) {
    const box = part(view, position);
    const { type, size, headerSize } = measureBox(box, box.byteLength);
    if (type === name) yield part(box, headerSize, size - headerSize);
    position += size;
  }
}

export function part(view: DataView, offset: number, length = view.byteLength - offset): DataView {
  if (offset > view.byteLength || length < 0) throw unreadable('a box of it ends too early');
  return new DataView(view.buffer, view.byteOffset + offset, length);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function bytesIn(view: DataView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
}

export function unreadable(what: string): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `The film can't be read: ${what}; expected an MP4 as stillmotion writes it.`,
  );
}
