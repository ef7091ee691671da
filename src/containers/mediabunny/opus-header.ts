import { preSkipOf } from '../../core/sound/opus.ts';

/** The header of a stream of Opus, if its configuration has one. */
export function opusHeader({ description }: AudioDecoderConfig): Uint8Array | undefined {
  if (description === undefined) return undefined;
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

/** Samples that a decoder leaves out by itself before a sound begins; 0 of what isn't Opus. */
export function preSkipIn(config: AudioDecoderConfig): number {
  const header = config.codec === 'opus' ? opusHeader(config) : undefined;
  return header ? preSkipOf(header) : 0;
}
