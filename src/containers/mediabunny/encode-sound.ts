import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  OggOutputFormat,
  Output,
  WavOutputFormat,
} from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { editSound, type SoundBlock } from '../../core/sound/sound-edit.ts';
import {
  type EncodedSound,
  type EncodedSoundName,
  SOUND_CODECS,
  type SoundJob,
} from '../../core/sound/sound.ts';
import { decodeSound } from './decode-sound.ts';

/** Bits a second of a channel, at which Opus is taken for the original. */
const BITS_A_CHANNEL = 80_000;
/** What every encoder of Opus takes. */
const USUAL = { sampleRate: 48_000, channels: 2 };

/** Files that hold what is encoded. */
const FILES: Readonly<Record<EncodedSoundName, () => OggOutputFormat | WavOutputFormat>> = {
  opus: () => new OggOutputFormat(),
  'pcm-s16': () => new WavOutputFormat(),
};

/**
 * Decodes a sound, changes it, and encodes it with this browser's encoder.
 *
 * @param onProgress told from 0 to 1
 * @throws StillmotionError `codec-unsupported`, `decoding-failed`, `encoding-failed`
 */
export async function encodeSound(
  file: Blob,
  { codec, skip, duration, edit, until }: SoundJob,
  onProgress: (done: number) => void,
): Promise<EncodedSound> {
  const sound = await decodeSound(file, skip, duration);
  const target = new BufferTarget();
  const output = new Output({ format: FILES[codec](), target });
  const source = new AudioSampleSource(await encoding(codec, sound.rate, sound.channels));
  output.addAudioTrack(source);
  let at = 0;
  let peak = 0;
  try {
    await output.start();
    for await (const block of editSound(sound, edit, until)) {
      peak = block.reduce(loudest, peak);
      const sample = asSample(block, sound.rate, at / sound.rate);
      at += sample.numberOfFrames;
      await source.add(sample);
      sample.close();
      onProgress(Math.min(1, at / sound.rate / until));
    }
    await output.finalize();
  } catch (cause) {
    await output.cancel().catch(() => {});
    if (cause instanceof StillmotionError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StillmotionError(
      'encoding-failed',
      `The sound could not be encoded as ${SOUND_CODECS[codec]}: ${why}`,
      { cause },
    );
  }
  if (target.buffer === null) throw new Error('a sound was encoded into nothing');
  return { bytes: new Uint8Array(target.buffer), peak };
}

/** Its own rate where the encoder takes it, which resamples better than we would. */
async function encoding(codec: EncodedSoundName, sampleRate: number, numberOfChannels: number) {
  if (codec !== 'opus') return { codec };
  const own = { codec, sampleRate, numberOfChannels };
  const bitrate = BITS_A_CHANNEL * numberOfChannels;
  if (await takes({ ...own, bitrate })) return { codec, bitrate };
  const channels = Math.min(numberOfChannels, USUAL.channels);
  const usual = { sampleRate: USUAL.sampleRate, numberOfChannels: channels };
  const usualRate = BITS_A_CHANNEL * channels;
  if (await takes({ ...usual, codec, bitrate: usualRate }))
    return { codec, bitrate: usualRate, transform: usual };
  throw new StillmotionError(
    'codec-unsupported',
    `This browser can't encode the sound as ${SOUND_CODECS[codec]}; choose a format that takes it as it is.`,
  );
}

async function takes(config: AudioEncoderConfig): Promise<boolean> {
  if (typeof AudioEncoder === 'undefined') return false;
  return (await AudioEncoder.isConfigSupported(config)).supported === true;
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

function loudest(peak: number, channel: Float32Array): number {
  return channel.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak);
}
