import { AudioSample, type AudioSampleSource, type Output } from 'mediabunny';
import type { SoundBlock } from '../../core/sound/sound-edit.ts';

/** Gives an encoder all of a sound, and ends what it is written into. */
export async function feed(
  output: Output,
  source: AudioSampleSource,
  blocks: AsyncIterable<SoundBlock>,
  rate: number,
): Promise<void> {
  output.addAudioTrack(source);
  let at = 0;
  try {
    await output.start();
    for await (const block of blocks) {
      const sample = asSample(block, rate, at / rate);
      at += sample.numberOfFrames;
      await source.add(sample);
      sample.close();
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => {});
    throw error;
  }
}

function asSample(block: SoundBlock, sampleRate: number, timestamp: number): AudioSample {
  const length = block[0]?.length ?? 0;
  const data = new Float32Array(length * block.length);
  for (const [n, channel] of block.entries()) data.set(channel, n * length);
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: block.length,
    sampleRate,
    timestamp,
  });
}
