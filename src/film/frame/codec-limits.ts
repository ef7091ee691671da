import { greatestCommonDivisor } from '../../core/fraction.ts';
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

/** A frame that keeps its shape to the last digit may be so much shorter than one that hardly does. */
const FOR_THE_SHAPE = 0.99;

/** The largest size of the same shape inside the limits, or the smallest where it is too small. */
export function nearestFit(codec: VideoCodec, asked: Size): Size {
  const rounded = roundedFit(codec, asked);
  const exact = exactFit(codec, asked, rounded);
  return exact !== undefined && exact.width >= FOR_THE_SHAPE * rounded.width ? exact : rounded;
}

/** The largest whose sides are multiples of the codec's, near the shape. */
function roundedFit(codec: VideoCodec, { width, height }: Size): Size {
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

/**
 * The largest that has the shape exactly, in what fits nearly: nothing is stretched, and what is a whole pixel of the
 * picture is more often one of the frame.
 */
function exactFit(codec: VideoCodec, { width, height }: Size, most: Size): Size | undefined {
  const common = greatestCommonDivisor(width, height);
  const [across, down] = [width / common, height / common];
  const atMost = Math.floor(Math.min(most.width / across, most.height / down));
  for (let times = atMost; times > 0; times--) {
    const size = { width: times * across, height: times * down };
    if (accepts(codec, size)) return size;
  }
  return undefined;
}

/** The largest frame of the same shape that a codec takes of an image that it does not take. */
export function largestFrame(codec: VideoCodec, image: Size): Size | undefined {
  const rounded = roundUp(image, codec.multiple);
  const tooSmall = Math.min(rounded.width, rounded.height) < codec.smallest;
  return tooSmall || accepts(codec, rounded) ? undefined : nearestFit(codec, image);
}
