import {
  type AudioEncodingConfig,
  AudioSampleSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  NullTarget,
  OggOutputFormat,
  Output,
} from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';
import { OPUS_RATE, preSkipOf, withPreSkip } from '../../core/sound/opus.ts';
import { type DecodedSound, silence, type SoundBlock } from '../../core/sound/sound-edit.ts';
import { SOUND_CODECS } from '../../core/sound/sound.ts';
import { feed } from './feed.ts';
import { opusHeader } from './opus-header.ts';

/** Bits a second of a channel, at which Opus is taken for the original. */
const BITS_A_CHANNEL = 80_000;
/** What every encoder of Opus takes. */
const USUAL = { sampleRate: OPUS_RATE, channels: 2 };
/** Samples of each packet: 20 ms, which is what WebCodecs has where nothing else is asked for. */
const PACKET = 960;
/** Samples, at the rate it is given, by which Chromium's encoder is late where it resamples: half of its filter. */
const RESAMPLED_LATE = 32;

/**
 * Encodes a sound as an Ogg file of Opus that gives exactly its samples.
 *
 * All packets have one length, and an MP4 whose last one is to be cut is not cut by every decoder. So silence is put before
 * the sound, as much as makes it end where a packet does, and counted as pre-skip, which all decoders leave out.
 *
 * @throws StillmotionError `codec-unsupported`
 */
export async function encodeOpus(sound: DecodedSound): Promise<Uint8Array<ArrayBuffer>> {
  const config = await chooseConfig(sound);
  const { rate, length, channels } = sound;
  const heard = Math.round((length * OPUS_RATE) / rate);
  const toSource = (samples: number) => Math.round((samples * rate) / OPUS_RATE);
  const resampled = rate !== OPUS_RATE && config.transform === undefined;
  const late = resampled ? Math.round((RESAMPLED_LATE * OPUS_RATE) / rate) : 0;
  const delay = late + preSkipOf((await encode(config, rate, quiet(1, channels))).header);
  const count = Math.ceil((delay + heard) / PACKET);
  const preSkip = count * PACKET - heard;
  // What follows it pushes the last of it out of the encoder.
  const all = within(sound, toSource(preSkip - delay), toSource(delay + PACKET));
  const { packets, header, config: decoder } = await encode(config, rate, all);
  if (packets.length < count)
    throw new Error(`the encoder gave ${packets.length} packets where ${count} were due`);
  const description = withPreSkip(header, preSkip);
  return asOgg(packets.slice(0, count), { ...decoder, description });
}

/** A sound with silence on both sides, samples. */
async function* within(
  sound: DecodedSound,
  before: number,
  behind: number,
): AsyncGenerator<SoundBlock> {
  const { channels, length } = sound;
  yield* silence(before, channels);
  let left = length;
  for await (const block of sound.blocks()) {
    left -= block[0]?.length ?? 0;
    yield block;
  }
  yield* silence(left + behind, channels);
}

async function* quiet(samples: number, channels: number): AsyncGenerator<SoundBlock> {
  yield* silence(samples, channels);
}

async function encode(
  encoding: AudioEncodingConfig,
  rate: number,
  blocks: AsyncIterable<SoundBlock>,
) {
  const packets: EncodedPacket[] = [];
  let config: AudioDecoderConfig | undefined;
  const source = new AudioSampleSource({
    ...encoding,
    onEncodedPacket(packet, meta) {
      packets.push(packet);
      config ??= meta?.decoderConfig;
    },
  });
  const output = new Output({ format: new OggOutputFormat(), target: new NullTarget() });
  await feed(output, source, blocks, rate);
  const header = config && opusHeader(config);
  if (config === undefined || header === undefined)
    throw new Error('the encoder did not describe its Opus');
  return { packets, config, header };
}

async function asOgg(
  packets: readonly EncodedPacket[],
  decoderConfig: AudioDecoderConfig,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  for (const packet of packets) await source.add(packet, { decoderConfig });
  await output.finalize();
  if (target.buffer === null) throw new Error('a sound was written into nothing');
  return new Uint8Array(target.buffer);
}

/** Its own rate where the encoder takes it, which resamples better than we would. */
async function chooseConfig({ rate, channels }: DecodedSound): Promise<AudioEncodingConfig> {
  const codec = 'opus';
  const bitrate = BITS_A_CHANNEL * channels;
  if (await takes({ codec, sampleRate: rate, numberOfChannels: channels, bitrate }))
    return { codec, bitrate };
  const numberOfChannels = Math.min(channels, USUAL.channels);
  const usual = { sampleRate: USUAL.sampleRate, numberOfChannels };
  const usualRate = BITS_A_CHANNEL * numberOfChannels;
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
