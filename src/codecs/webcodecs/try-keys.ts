import { faultOfFlat, type FlatFault } from '../../core/planes/flat-error.ts';
import type { FlatPlaces, Planes } from '../../core/planes/flat-places.ts';
import { frameOptions } from './encoder-config.ts';
import { encoderFailed } from './encoder-output.ts';
import { copyPlanes } from './frame-planes.ts';
import type { Told } from './plain-pictures.ts';
import { decodedBy } from './watch-quality.ts';

/** A key frame of a picture. */
export interface TriedKey {
  readonly quantizer: number;
  readonly bytes: number;
  readonly fault: FlatFault;
}

/** An encoder, and a decoder, of key frames of one picture: starting these takes longer than what they do. */
export interface KeyTrier {
  try(quantizer: number): Promise<TriedKey>;
  /** The first key frame that was tried, as long as no other was: it is the group's then. */
  only(): Parameters<EncodedVideoChunkOutputCallback> | undefined;
  /** Gives its encoder away, which encodes a group of pictures as any other does. */
  handOver(callbacks: VideoEncoderInit): VideoEncoder;
  close(): void;
}

export function tryKeys(
  picture: VideoFrame,
  { film, config }: Told,
  drawn: Planes,
  flat: FlatPlaces,
): KeyTrier {
  let bytes = 0;
  const given: Parameters<EncodedVideoChunkOutputCallback>[] = [];
  let shown: Promise<Planes> | undefined;
  let failure: unknown;
  const decoder = new VideoDecoder({
    output(frame) {
      shown = copyPlanes(frame).finally(() => frame.close());
      // It is for whoever waits.
      shown.catch(() => {});
    },
    error: (cause) => (failure = cause),
  });
  let described: VideoDecoderConfig | undefined;
  let sink: VideoEncoderInit = {
    output(chunk, metadata = {}) {
      const own = metadata.decoderConfig;
      described ??= own;
      given.push([chunk, metadata]);
      bytes = chunk.byteLength;
      if (own && decoder.state === 'unconfigured') {
        const { codec, description } = own;
        decoder.configure(decodedBy({ codec, ...(description && { description }) }));
      }
      decoder.decode(chunk);
    },
    error: (cause) => (failure = encoderFailed(film.codec, 0, cause)),
  };
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => sink.output(chunk, metadata),
    error: (cause) => sink.error(cause),
  });
  let isOurs = true;
  return {
    async try(quantizer) {
      try {
        if (encoder.state === 'unconfigured') encoder.configure(config);
        encoder.encode(picture, frameOptions(film, 0, [quantizer]));
        await encoder.flush();
        await decoder.flush();
        if (shown === undefined) throw new Error('the decoder gave nothing');
        return { quantizer, bytes, fault: faultOfFlat(await shown, drawn, flat) };
      } catch (cause) {
        throw failure ?? cause;
      }
    },
    only: () => (given.length === 1 ? given[0] : undefined),
    handOver(callbacks) {
      isOurs = false;
      // Encoders tell it once.
      let untold = given.length === 1 ? undefined : described;
      sink = {
        output(chunk, metadata) {
          callbacks.output(chunk, { ...(untold && { decoderConfig: untold }), ...metadata });
          untold = undefined;
        },
        error: callbacks.error,
      };
      return encoder;
    },
    close() {
      if (decoder.state !== 'closed') decoder.close();
      if (isOurs && encoder.state !== 'closed') encoder.close();
    },
  };
}
