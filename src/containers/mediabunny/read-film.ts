import { BlobSource, EncodedPacketSink, Input, MATROSKA, WEBM } from 'mediabunny';
import { copyDecoderConfig } from '../../codecs/webcodecs/decoder-config.ts';
import { StillmotionError } from '../../core/errors.ts';
import { codecInRecord } from '../codec-in-record.ts';
import type { FilmFile } from '../film-file.ts';

/**
 * Opens a Matroska or WebM film. Where its packets are is read once; they are read when they are asked for.
 *
 * @throws StillmotionError `film-unreadable`
 */
export async function openFilm(file: Blob): Promise<FilmFile> {
  const input = new Input({ formats: [MATROSKA, WEBM], source: new BlobSource(file) });
  try {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    if (!track || !config) throw unreadable('it has no film that is known');
    const sink = new EncodedPacketSink(track);
    const packets: { readonly time: number; readonly end: number; readonly key: boolean }[] = [];
    for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
      const { timestamp: time, duration, type } = packet;
      packets.push({ time, end: time + duration, key: type === 'key' });
    }
    const sound = await input.getPrimaryAudioTrack();
    const last = packets.at(-1);
    return {
      config: { ...config, codec: codecInRecord(copyDecoderConfig(config)) }, // by names that browsers know
      frames: packets.length,
      colorSpace: config.colorSpace ?? undefined,
      timeOf: (frame) => (frame === packets.length ? last?.end : packets[frame]?.time) ?? NaN,
      sound: (await sound?.computeDuration()) ?? undefined,
      keyFrameFor: (frame) => packets.findLastIndex(({ key }, n) => key && n <= frame),
      async read(frame) {
        const packet = await sink.getPacket(packets[frame]?.time ?? NaN).catch(refuse);
        if (packet === null) throw unreadable(`it has ${packets.length} frames, and no ${frame}`);
        const { data, type, sideData } = packet;
        return { data, alpha: sideData.alpha, key: type === 'key' };
      },
    };
  } catch (cause) {
    return refuse(cause);
  }
}

/** What Mediabunny throws of a damaged file; behind its first sentence it asks to be told of it. */
function refuse(cause: unknown): never {
  if (cause instanceof StillmotionError) throw cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw unreadable(why.replace(/\.( .*)?$/s, ''));
}

function unreadable(what: string): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `The film can't be read: ${what}; expected a Matroska or WebM file as stillmotion writes it.`,
  );
}
