/** Samples a second that Opus counts in, whatever its encoder was given. */
export const OPUS_RATE = 48_000;

/** Where the header says how many of its first samples a decoder gives are not heard (RFC 7845, 5.1). */
const PRE_SKIP_AT = 10;

/** @param header of the stream: `OpusHead` */
export function preSkipOf(header: Uint8Array): number {
  return (header[PRE_SKIP_AT] ?? 0) | ((header[PRE_SKIP_AT + 1] ?? 0) << 8);
}

/** The same header with another pre-skip, samples. */
export function withPreSkip(header: Uint8Array, samples: number): Uint8Array<ArrayBuffer> {
  const changed = header.slice();
  changed.set([samples & 255, samples >> 8], PRE_SKIP_AT);
  return changed;
}

/** Samples of a frame in each of the 32 configurations, in turn (RFC 6716, 3.1). */
const FRAME_SAMPLES = {
  silk: [480, 960, 1920, 2880],
  hybrid: [480, 960],
  celt: [120, 240, 480, 960],
} as const;

/** How many samples a packet holds, as its first bytes say. */
export function packetSamples([head = 0, second = 0]: Uint8Array): number {
  const { silk, hybrid, celt } = FRAME_SAMPLES;
  const configuration = head >> 3;
  const lengths = configuration < 12 ? silk : configuration < 16 ? hybrid : celt;
  const frames = [1, 2, 2, second & 63][head & 3] ?? 0;
  return frames * (lengths[configuration % lengths.length] ?? 0);
}
