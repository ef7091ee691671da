import type { Sink } from '../core/streams/sink.ts';

/** Writes bytes one behind the other, from the sink's beginning. */
export function appendTo(sink: Sink): (bytes: Uint8Array) => Promise<void> {
  let position = 0;
  return async (bytes) => {
    await sink.write(bytes, position);
    position += bytes.byteLength;
  };
}
