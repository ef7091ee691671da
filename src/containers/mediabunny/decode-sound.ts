import { AudioSampleSink, BlobSource, Input, type InputAudioTrack } from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { OPUS_RATE } from '../../core/sound/opus.ts';
import type { DecodedSound, SoundBlock } from '../../core/sound/sound-edit.ts';
import { preSkipIn } from './opus-header.ts';
import { SOUND_FILES } from './sound-files.ts';

/** Bytes of decoded sound that are kept, so that what loops isn't decoded each time. */
const MOST_KEPT = 1 << 26;

/**
 * Decodes a sound with this browser's decoder, sample by sample: without what an encoder has put before and behind it.
 *
 * @param skip s of what a decoder gives before it begins, of which its packets' times know nothing
 * @param duration s
 * @throws StillmotionError `codec-unsupported`, `decoding-failed`
 */
export async function decodeSound(
  file: Blob,
  skip: number,
  duration: number,
): Promise<DecodedSound> {
  const input = new Input({ formats: SOUND_FILES, source: new BlobSource(file) });
  const track = await input.getPrimaryAudioTrack();
  if (track === null || !(await track.canDecode()))
    throw new StillmotionError(
      'codec-unsupported',
      `This browser can't decode the sound (${track?.codec ?? 'no track'}); leave it as it is, or give it as another kind of file.`,
    );
  const { rate, channels } = await measure(track);
  const length = Math.round(duration * rate);
  const config = await track.getDecoderConfig();
  const skipped = (config ? preSkipIn(config) : 0) / OPUS_RATE;
  const decode = () => decodedBlocks(track, skip - skipped, rate);
  return {
    rate,
    channels,
    length,
    blocks: 4 * length * channels <= MOST_KEPT ? keeping(decode) : decode,
  };
}

/** As a decoder gives it, which is not always what its file says. */
async function measure(track: InputAudioTrack): Promise<{ rate: number; channels: number }> {
  try {
    for await (const sample of new AudioSampleSink(track).samples()) {
      const { sampleRate: rate, numberOfChannels: channels } = sample;
      sample.close();
      return { rate, channels };
    }
  } catch (cause) {
    throw failed(cause);
  }
  return { rate: track.sampleRate, channels: track.numberOfChannels };
}

/** @param skip s before the first sample that are left out, besides those that the decoder leaves out */
async function* decodedBlocks(
  track: InputAudioTrack,
  skip: number,
  rate: number,
): AsyncGenerator<SoundBlock> {
  /** Samples that are left out before the first; one after another from there, whatever their times are rounded to. */
  let leftOut: number | undefined;
  try {
    for await (const sample of new AudioSampleSink(track).samples()) {
      const { timestamp, numberOfFrames, numberOfChannels } = sample;
      leftOut ??= Math.max(0, Math.round((skip - timestamp) * rate));
      const channels = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
        const channel = new Float32Array(numberOfFrames);
        sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
        return channel;
      });
      sample.close();
      const cut = Math.min(leftOut, numberOfFrames);
      leftOut -= cut;
      if (cut < numberOfFrames) yield channels.map((channel) => channel.subarray(cut));
    }
  } catch (cause) {
    throw failed(cause);
  }
}

/** Decodes once. */
function keeping(decode: () => AsyncIterable<SoundBlock>): () => AsyncGenerator<SoundBlock> {
  let kept: SoundBlock[] | undefined;
  return async function* decodeOnce() {
    if (kept) {
      yield* kept;
      return;
    }
    const blocks: SoundBlock[] = [];
    for await (const block of decode()) {
      blocks.push(block);
      yield block;
    }
    kept = blocks;
  };
}

function failed(cause: unknown): StillmotionError {
  const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
  return new StillmotionError('decoding-failed', `The sound can't be decoded: ${why}.`, { cause });
}
