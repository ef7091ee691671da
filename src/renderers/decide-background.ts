import { findCodec } from '../codecs/index.ts';
import { keepTransparent } from '../film/encoding/keep-transparent.ts';
import { isLeftToPicture, PLAIN } from '../film/spec/seen-through.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import { codecOf } from '../film/spec/usual-codec.ts';
import { type DecodedPicture, partOf } from '../gl/decode.ts';
import { hasTransparentPixels } from '../gl/transparent-pixels.ts';

/** A spec with what its picture decides, and what a person should know of that. */
export interface Decided {
  readonly spec: RenderSpec;
  /** A sentence each. */
  readonly notes: readonly string[];
  /** Its pixels were looked at, and none is transparent; left out: nobody has looked. */
  readonly isOpaque?: boolean;
}

/**
 * Leaves nothing behind a picture that is transparent, where nobody has said what is to be there and the film keeps it.
 * Where no codec was asked for, it is one that does.
 *
 * @param still the codec of a picture that is all that is wanted; left out: it is a film
 */
export function decideBackground(
  spec: RenderSpec,
  picture: DecodedPicture,
  still?: string,
): Decided {
  if (!isLeftToPicture(spec) || picture.isOpaque) return { spec, notes: [] };
  if (!hasTransparentPixels(picture.bitmap, partOf(picture, spec.crop)))
    return { spec, notes: [], isOpaque: true };
  const transparent = keepTransparent(spec, still);
  if (transparent === undefined)
    return {
      spec,
      notes: [
        `What is transparent in the picture shows ${PLAIN} (background); it stays so in WebM and Matroska of VP9, WebP, APNG, GIF and PNG.`,
      ],
    };
  const codec = findCodec(still ?? codecOf(transparent));
  const soft =
    codec.alpha === 'edges'
      ? ': pixels that are or aren’t there, without soft edges, which WebP and APNG keep'
      : '';
  const usual = findCodec(codecOf(spec));
  const isOther = still === undefined && usual.name !== codec.name;
  return {
    spec: transparent,
    notes: [
      `What is transparent in the picture stays so (background)${soft}.`,
      ...(isOther
        ? [
            `The film is ${codec.label} for that, as ${usual.label} has nothing transparent (codec).`,
          ]
        : []),
    ],
  };
}
