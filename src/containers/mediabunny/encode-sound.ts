import { AudioSampleSource, BufferTarget, Output, WavOutputFormat } from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { type DecodedSound, editedSound } from '../../core/sound/sound-edit.ts';
import {
  type EncodedSound,
  type EncodedSoundName,
  SOUND_CODECS,
  type SoundJob,
} from '../../core/sound/sound.ts';
import { decodeSound } from './decode-sound.ts';
import { encodeOpus } from './encode-opus.ts';
import { feed } from './feed.ts';

/** Into a file each. */
const ENCODERS: Readonly<
  Record<EncodedSoundName, (sound: DecodedSound) => Promise<Uint8Array<ArrayBuffer>>>
> = { opus: encodeOpus, 'pcm-s16': encodePcm };

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
  const edited = editedSound(await decodeSound(file, skip, duration), edit, until);
  let at = 0;
  let peak = 0;
  const watched: DecodedSound = {
    ...edited,
    async *blocks() {
      for await (const block of edited.blocks()) {
        peak = block.reduce(loudest, peak);
        at += block[0]?.length ?? 0;
        yield block;
        onProgress(Math.min(1, at / edited.length));
      }
    },
  };
  try {
    return { bytes: await ENCODERS[codec](watched), peak };
  } catch (cause) {
    if (cause instanceof StillmotionError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StillmotionError(
      'encoding-failed',
      `The sound could not be encoded as ${SOUND_CODECS[codec]}: ${why}`,
      { cause },
    );
  }
}

async function encodePcm(sound: DecodedSound): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: new WavOutputFormat(), target });
  await feed(output, new AudioSampleSource({ codec: 'pcm-s16' }), sound.blocks(), sound.rate);
  if (target.buffer === null) throw new Error('a sound was encoded into nothing');
  return new Uint8Array(target.buffer);
}

function loudest(peak: number, channel: Float32Array): number {
  return channel.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak);
}
