import type { DecodedSound } from './sound-edit.ts';

/** How loud each of so many equal parts of a sound is: its furthest sample from 0, of all channels. */
export async function findPeaks(sound: DecodedSound, count: number): Promise<Float32Array> {
  const peaks = new Float32Array(count);
  let begins = 0;
  for await (const block of sound.blocks()) {
    const length = block[0]?.length ?? 0;
    for (const channel of block) raise(peaks, channel, begins, sound.length);
    begins += length;
  }
  return peaks;
}

function raise(peaks: Float32Array, channel: Float32Array, begins: number, length: number): void {
  const parts = peaks.length / length;
  for (let n = 0; n < channel.length; n++) {
    const part = Math.floor((begins + n) * parts);
    const level = Math.abs(channel[n] ?? 0);
    if (level > (peaks[part] ?? Infinity)) peaks[part] = level;
  }
}
