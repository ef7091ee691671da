import { av1 } from './av1.ts';
import type { Codec, ImageCodec, VideoCodec } from './codec.ts';
import { gif } from './gif.ts';
import { h264 } from './h264.ts';
import { hevc } from './hevc.ts';
import { i420 } from './i420.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { rgba } from './rgba.ts';
import { scene } from './scene.ts';
import { vp9 } from './vp9.ts';
import { losslessWebp, webp } from './webp.ts';

// A codec is a file beside this one and a row here.

/** Every codec, in the order in which they are offered; the first is the default. */
export const CODECS = [
  h264,
  vp9,
  av1,
  hevc,
  png,
  jpeg,
  webp,
  losslessWebp,
  gif,
  i420,
  rgba,
  scene,
] as const satisfies readonly Codec[];

export type CodecName = (typeof CODECS)[number]['name'];
export const CODEC_NAMES: readonly CodecName[] = CODECS.map(({ name }) => name);

/** Those that the browser encodes as video, on any machine. */
export const VIDEO_CODEC_NAMES: readonly CodecName[] = CODECS.filter(isEverywhere).map(
  ({ name }) => name,
);

/** The spec has checked the name. */
export function findCodec(name: string): Codec & { readonly name: CodecName } {
  const codec = CODECS.find((each) => each.name === name);
  if (codec === undefined) throw new Error(`there is no codec ${name}`);
  return codec;
}

/** One that the browser encodes as video. */
export function findVideoCodec(name: string): VideoCodec {
  const codec = findCodec(name);
  if (codec.takes !== 'planes') throw new Error(`${codec.label} is no codec of video`);
  return codec;
}

/** One whose frames are pictures. */
export function findImageCodec(name: string): ImageCodec {
  const codec = findCodec(name);
  if (codec.takes !== 'rgba') throw new Error(`${codec.label} is no codec of pictures`);
  return codec;
}

/** A codec of video that browsers have on any machine. */
export function isEverywhere(codec: Codec): boolean {
  return codec.takes === 'planes' && codec.inHardwareAlone === undefined;
}

/** `vp9, av1`: what may be tried in a codec's place. */
export function otherCodecs(name: string): string {
  return CODECS.filter((each) => isEverywhere(each) && each.name !== name)
    .map((each) => each.name)
    .join(', ');
}
