import type { Sink } from '../../core/streams/sink.ts';
import { letters, uint } from './metadata.ts';

/** Bytes of a file, and where they are in it. */
export interface Section {
  readonly bytes: Uint8Array;
  readonly position: number;
}

/** What a box of nothing takes. */
const LEAST_FREE = 8;

/**
 * Adds a box to the end of a header whose room was kept in front: at the cost of the free box behind it.
 *
 * @param last what the muxer wrote at its end, the header among it
 */
export async function addToHeader(
  added: Uint8Array,
  last: readonly Section[],
  sink: Sink,
): Promise<void> {
  const at = findHeader(last);
  const size = uint32At(last, at);
  const free = uint32At(last, at + size);
  const left = free - added.byteLength;
  if (left < LEAST_FREE) throw new Error('no room was kept for what is added to the header');
  await sink.write(uint(size + added.byteLength), at);
  await sink.write(added, at + size);
  await sink.write(
    Uint8Array.from([...uint(left), ...letters('free')]),
    at + size + added.byteLength,
  );
}

/** The header follows the file's type, its first box. */
function findHeader(sections: readonly Section[]): number {
  for (const { bytes, position } of sections) {
    const at = position === 0 ? viewOf(bytes).getUint32(0) : 0;
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'moov') return position + at;
  }
  throw new Error('the muxer wrote no header');
}

function uint32At(sections: readonly Section[], position: number): number {
  const section = sections.find(
    ({ bytes, position: start }) => position >= start && position + 4 <= start + bytes.byteLength,
  );
  if (section === undefined) throw new Error('the muxer wrote no whole header');
  return viewOf(section.bytes).getUint32(position - section.position);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
