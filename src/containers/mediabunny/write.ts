import { asNumber } from '../../core/fraction.ts';
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  type MetadataTags,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  WebMOutputFormat,
} from 'mediabunny';
import { findCodec } from '../../codecs/index.ts';
import type { Chunk, DecoderConfig } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { FilmTags } from '../../core/film-tags.ts';
import type { Sink } from '../../core/streams/sink.ts';
import { OPUS_RATE, withPreSkip } from '../../core/sound/opus.ts';
import type { Sound, SoundPacket } from '../../core/sound/sound.ts';
import { secondsAt } from '../../core/timeline.ts';
import type { Written } from '../container.ts';
import { atCreation } from '../creation-time.ts';
import { PLACEHOLDER, withCodecDelay } from './codec-delay.ts';
import { opusHeader, preSkipIn } from './opus-header.ts';
import { countFrames, createTally, filmChunks, filmSeconds } from '../film-chunks.ts';

/** What Mediabunny calls our codecs of video. */
const VIDEO = { h264: 'avc', vp9: 'vp9', av1: 'av1', hevc: 'hevc' } as const;

/** Kinds of files. The index comes first where there is room for it; where there is no way back, in pieces. */
const FORMATS = {
  mp4: (inPieces) => new Mp4OutputFormat(boxes(inPieces)),
  mov: (inPieces) => new MovOutputFormat(boxes(inPieces)),
  mkv: (inPieces) => new MkvOutputFormat({ appendOnly: inPieces }),
  webm: (inPieces) => new WebMOutputFormat({ appendOnly: inPieces }),
} as const satisfies Record<string, (inPieces: boolean) => OutputFormat>;

/** Tags have names, as in an MP4 that has no sound (`mp4/metadata.ts`). */
function boxes(inPieces: boolean) {
  return { fastStart: inPieces ? 'fragmented' : 'reserve', metadataFormat: 'mdta' } as const;
}

export type FormatName = keyof typeof FORMATS;

/** MP4 and MOV call their tracks something; tools know these as no title at all. */
const TRACK_NAMES = { video: { name: 'VideoHandler' }, audio: { name: 'SoundHandler' } } as const;
const NO_NAMES = { video: {}, audio: {} } as const;
const DELAYED = { video: {}, audio: { name: PLACEHOLDER } } as const;

/** Writes chunks, and a sound's packets beside those that are shown with them. */
export async function writeTracks(
  format: FormatName,
  chunks: AsyncIterable<Chunk>,
  film: FilmPlan,
  sink: Sink,
  signal: AbortSignal | undefined,
  sound: Sound | undefined,
): Promise<Written> {
  const tally = createTally();
  const isMatroska = format === 'mkv' || format === 'webm';
  // In MP4 an edit list leaves out what is before 0.
  const preSkip = isMatroska && sound ? preSkipIn(sound.config) : 0;
  const names = !isMatroska ? TRACK_NAMES : preSkip > 0 ? DELAYED : NO_NAMES;
  const output = atCreation(film.tags, () => {
    return new Output({
      format: FORMATS[format](sink.sequential ?? false),
      target: streamInto(sink, preSkip),
    });
  });
  if (film.tags) output.setMetadataTags(asMediabunny(film.tags, format));
  const video = new EncodedVideoPacketSource(videoCodec(film.codec));
  output.addVideoTrack(video, {
    frameRate: asNumber(film.fps),
    maximumPacketCount: countFrames(film),
    ...names.video,
  });
  const delay = preSkip / OPUS_RATE;
  const soundTrack = sound && addSound(output, sound, names.audio, delay, filmSeconds(film));
  try {
    await output.start();
    for await (const chunk of filmChunks(chunks, film, tally, signal)) {
      const [begins, ends] = [tally.frames - 1, tally.frames].map((n) => secondsAt(n, film.fps));
      await soundTrack?.addUntil(begins ?? 0);
      await video.add(asPacket(chunk, begins ?? 0, ends ?? 0), metadataOf(chunk, film));
    }
    await soundTrack?.addUntil(Infinity);
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => {});
    throw error;
  }
  return tally;
}

/** Matroska's own names are in capitals; MP4 and QuickTime tell the time in their header. */
function asMediabunny(tags: FilmTags, format: FormatName): MetadataTags {
  const { stillmotion, created, ...others } = tags;
  if (format === 'mp4' || format === 'mov')
    return { ...others, ...(stillmotion && { raw: { stillmotion } }) };
  const raw = {
    ...(stillmotion && { STILLMOTION: stillmotion }),
    ...(created && { DATE_ENCODED: created.replace('T', ' ').replace('Z', '') }),
  };
  return { ...others, raw };
}

/**
 * Each write is waited for before the next one.
 *
 * @param preSkip of a sound in Matroska, samples; 0: there is none
 */
function streamInto(sink: Sink, preSkip: number): StreamTarget {
  let isDue = preSkip > 0;
  const stream = new WritableStream<{ data: Uint8Array; position: number }>(
    {
      write({ data, position }) {
        const delayed = isDue ? withCodecDelay(data, preSkip) : undefined;
        if (delayed) isDue = false;
        return sink.write(delayed ?? data, position);
      },
      close() {
        if (isDue) throw new Error('the header has no place for the delay of its sound');
      },
    },
    { highWaterMark: 1 },
  );
  return new StreamTarget(stream, { chunked: sink.sequential !== true, chunkSize: 1 << 20 });
}

/**
 * @param delay that all of its times are later by, s
 * @param until s
 */
function addSound(
  output: Output,
  sound: Sound,
  name: { readonly name?: string },
  delay: number,
  until: number,
) {
  const source = new EncodedAudioPacketSource(sound.codec);
  output.addAudioTrack(source, {
    maximumPacketCount: sound.packetCount,
    ...name,
  });
  const packets = sound.packets()[Symbol.asyncIterator]();
  let next: IteratorResult<SoundPacket> | undefined;
  let isFirst = true;
  return {
    /** Adds the packets that begin before a time, s; none from the film's end on. */
    async addUntil(time: number) {
      for (;;) {
        next ??= await packets.next();
        if (next.done === true || next.value.timestamp >= Math.min(time, until)) return;
        const { data, timestamp, duration } = next.value;
        const packet = new EncodedPacket(data, 'key', timestamp + delay, duration);
        const decoderConfig = isFirst ? withoutEdited(sound.config, packet.timestamp) : undefined;
        await source.add(packet, decoderConfig && { decoderConfig });
        isFirst = false;
        next = undefined;
      }
    },
  };
}

/**
 * A sound's configuration without that part of its pre-skip which lies before 0 and is left out by an edit list: in an MP4 it
 * is for information only (Encapsulation of Opus in ISOBMFF, 4.3.2), but Chromium leaves both out.
 */
function withoutEdited(config: AudioDecoderConfig, begins: number): AudioDecoderConfig {
  const header = config.codec === 'opus' ? opusHeader(config) : undefined;
  if (header === undefined || begins >= 0) return config;
  const left = Math.max(0, preSkipIn(config) + Math.round(begins * OPUS_RATE));
  return { ...config, description: withPreSkip(header, left) };
}

function asPacket({ data, alpha, key }: Chunk, begins: number, ends: number): EncodedPacket {
  const type = key ? 'key' : 'delta';
  const beside = alpha && { alpha };
  return new EncodedPacket(data, type, begins, ends - begins, undefined, undefined, beside);
}

function metadataOf(
  { decoderConfig }: Chunk,
  { size }: FilmPlan,
): EncodedVideoChunkMetadata | undefined {
  return decoderConfig && { decoderConfig: asWebCodecs(decoderConfig, size) };
}

function asWebCodecs(
  { codec, colorSpace, description }: DecoderConfig,
  { width, height }: FilmPlan['size'],
): VideoDecoderConfig {
  return {
    codec,
    colorSpace,
    codedWidth: width,
    codedHeight: height,
    ...(description && { description: description.slice().buffer }),
  };
}

function videoCodec(name: string): (typeof VIDEO)[keyof typeof VIDEO] {
  const codec = Object.entries(VIDEO).find(([ours]) => ours === name)?.[1];
  if (codec === undefined) throw new Error(`no track of ours holds ${findCodec(name).label}`);
  return codec;
}
