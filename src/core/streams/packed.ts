/** Bytes in fewer of them, by gzip. */
export function pack(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return through(bytes, new CompressionStream('gzip'));
}

/**
 * What was packed.
 *
 * @param packed base64
 */
export function unpack(packed: string): Promise<ArrayBuffer> {
  return through(fromBase64(packed), new DecompressionStream('gzip'));
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}
