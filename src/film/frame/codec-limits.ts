import { type Size } from '../../core/size.ts';
import type { Level, VideoCodec } from '../../codecs/codec.ts';

/** An odd side lies between two even ones; the larger loses nothing of the picture. */
export function roundUp({ width, height }: Size, multiple: number): Size {
  const up = (side: number) => Math.ceil(side / multiple) * multiple;
  return { width: up(width), height: up(height) };
}

export function fitsLevel(codec: VideoCodec, { frame, sides }: Level, size: Size): boolean {
  return (
    Math.min(size.width, size.height) >= codec.smallest &&
    size.width <= sides.width &&
    size.height <= sides.height &&
    codec.measure(size) <= frame
  );
}

export function accepts(codec: VideoCodec, size: Size): boolean {
  return (
    codec.levels.some((level) => fitsLevel(codec, level, size)) &&
    size.width % codec.multiple === 0 &&
    size.height % codec.multiple === 0
  );
}

/** The largest size of the same shape inside the limits, or the smallest where it is too small. */
export function nearestFit(codec: VideoCodec, { width, height }: Size): Size {
  const whole = (side: number) =>
    Math.max(codec.smallest, Math.floor(side / codec.multiple) * codec.multiple);
  const scaled = (longer: number): Size => {
    const scale = longer / Math.max(width, height);
    return { width: whole(Math.round(width * scale)), height: whole(Math.round(height * scale)) };
  };
  for (let longer = Math.max(width, height); longer > codec.smallest; longer--) {
    const size = scaled(longer);
    if (accepts(codec, size)) return size;
  }
  return { width: codec.smallest, height: codec.smallest };
}

/** The largest frame of the same shape that a codec takes of an image that it does not take. */
export function largestFrame(codec: VideoCodec, image: Size): Size | undefined {
  const rounded = roundUp(image, codec.multiple);
  const tooSmall = Math.min(rounded.width, rounded.height) < codec.smallest;
  return tooSmall || accepts(codec, rounded) ? undefined : nearestFit(codec, image);
}
