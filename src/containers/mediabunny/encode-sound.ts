import { BlobSource, BufferTarget, Conversion, Input, OggOutputFormat, Output } from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { SOUND_FILES } from './sound-files.ts';

/** Bits a second of a channel, at which Opus is taken for the original. */
const BITS_A_CHANNEL = 80_000;

/**
 * Decodes a sound and encodes it as Opus, in Ogg, with this browser's encoder.
 *
 * @param skip s of what a decoder gives that are left out
 * @param onProgress told from 0 to 1
 * @throws StillmotionError `codec-unsupported`, `encoding-failed`
 */
export async function encodeSound(
  file: Blob,
  skip: number,
  onProgress: (done: number) => void,
): Promise<Uint8Array> {
  const input = new Input({ formats: SOUND_FILES, source: new BlobSource(file) });
  const track = await input.getPrimaryAudioTrack();
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const conversion = await Conversion.init({
    input,
    output,
    tags: {},
    trim: { start: skip },
    video: { discard: true },
    audio: {
      codec: 'opus',
      sampleRate: 48_000,
      bitrate: BITS_A_CHANNEL * (track?.numberOfChannels ?? 2),
      forceTranscode: true,
    },
  });
  const [discarded] = conversion.discardedTracks.filter((each) => each.track.type === 'audio');
  if (!conversion.isValid || discarded !== undefined) {
    throw new StillmotionError(
      'codec-unsupported',
      `This browser can't encode the sound as Opus (${discarded?.reason ?? 'no track'}); choose a format that takes it as it is.`,
    );
  }
  conversion.onProgress = (done) => onProgress(done);
  await conversion.execute().catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StillmotionError(
      'encoding-failed',
      `The sound could not be encoded as Opus: ${why}`,
      { cause },
    );
  });
  if (target.buffer === null) throw new Error('a sound was encoded into nothing');
  return new Uint8Array(target.buffer);
}
