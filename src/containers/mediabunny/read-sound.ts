import {
  BufferSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  MATROSKA,
  OGG,
  WEBM,
} from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { OPUS_RATE, packetSamples } from '../../core/sound/opus.ts';
import {
  type Sound,
  SOUND_CODECS,
  type SoundCodecName,
  type SoundPacket,
} from '../../core/sound/sound.ts';
import { mp3Padding } from './encoder-delay.ts';
import { preSkipIn } from './opus-header.ts';
import { SOUND_FILES } from './sound-files.ts';

/** A sound's file, opened. */
export interface SoundFile extends Sound {
  /** Samples a second. */
  readonly sampleRate: number;
  readonly channels: number;
  /** s of what a decoder gives before the sound begins, of which its packets' times know nothing. */
  readonly skipped: number;
  /** The picture that comes with it, encoded, if one does. */
  readonly cover: Uint8Array | undefined;
}

/**
 * Reads the packets of a sound's file, as they are.
 *
 * @param name what people call the file
 * @throws StillmotionError `input-unreadable`
 */
export async function readSound(bytes: Uint8Array, name: string): Promise<SoundFile> {
  const input = new Input({ formats: SOUND_FILES, source: new BufferSource(bytes) });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw unreadable(name, 'it has no sound');
    const { codec } = track;
    const config = await track.getDecoderConfig();
    if (!isKnown(codec) || config === null)
      throw unreadable(name, `its codec ${codec ?? 'of no name'} is not among those that are read`);
    const format = await input.getFormat();
    const padding = codec === 'mp3' ? mp3Padding(bytes) : { before: 0, behind: 0 };
    const preSkip = preSkipIn(config);
    // Matroska's times count from the first sample that is decoded, of which it says so beside them (CodecDelay).
    const isBeside = format === MATROSKA || format === WEBM;
    const delay = padding.before / track.sampleRate + (isBeside ? preSkip / OPUS_RATE : 0);
    const { packetCount } = await track.computePacketStats();
    const { images = [] } = await input.getMetadataTags();
    const cover = images.find(({ kind }) => kind === 'coverFront') ?? images[0];
    return {
      codec,
      config,
      duration: (await endOf(track, isBeside)) - delay - padding.behind / track.sampleRate,
      packetCount,
      packets: () =>
        codec === 'opus' && format === OGG ? packetsInOgg(track, preSkip) : packetsOf(track, delay),
      sampleRate: track.sampleRate,
      channels: track.numberOfChannels,
      skipped: delay,
      cover: cover?.data,
    };
  } catch (cause) {
    throw cause instanceof StillmotionError
      ? cause
      : unreadable(name, cause instanceof Error ? cause.message : String(cause));
  }
}

async function* packetsOf(track: InputAudioTrack, delay: number): AsyncGenerator<SoundPacket> {
  for await (const { data, timestamp, duration } of new EncodedPacketSink(track).packets())
    yield { data, timestamp: timestamp - delay, duration };
}

/** @param isMatroska where a last packet of Opus may say nothing of its length, but by itself */
async function endOf(track: InputAudioTrack, isMatroska: boolean): Promise<number> {
  const end = await track.computeDuration();
  if (track.codec !== 'opus' || !isMatroska) return end;
  const last = await new EncodedPacketSink(track).getPacket(Infinity);
  return last ? last.timestamp + packetSamples(last.data) / OPUS_RATE : end;
}

/** The reader has packets before 0 begin there, and those that are all before it of no length. */
async function* packetsInOgg(track: InputAudioTrack, preSkip: number): AsyncGenerator<SoundPacket> {
  let at = -preSkip / OPUS_RATE;
  for await (const packet of packetsOf(track, 0)) {
    const { data, timestamp, duration } = packet;
    if (timestamp > 0) {
      yield packet;
      continue;
    }
    const end = duration > 0 ? duration : at + packetSamples(data) / OPUS_RATE;
    yield { data, timestamp: at, duration: end - at };
    at = end;
  }
}

function isKnown(codec: string | null): codec is SoundCodecName {
  return codec !== null && Object.hasOwn(SOUND_CODECS, codec);
}

function unreadable(name: string, why: string): StillmotionError {
  return new StillmotionError(
    'input-unreadable',
    `The sound ${name} can't be read: ${why.replace(/\.$/, '')}; expected an MP3, M4A, AAC, Ogg, Opus, FLAC or WAV file.`,
  );
}
