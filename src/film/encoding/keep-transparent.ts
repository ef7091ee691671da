import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { codecOf } from '../spec/usual-codec.ts';

/**
 * The spec of a film whose picture is transparent and stays so, in a codec that keeps it where none was asked for;
 * `undefined` where its file keeps nothing of it, or something else that is asked for speaks against it.
 *
 * @param still the codec of a picture that is all that is wanted; left out: it is a film
 */
export function keepTransparent(spec: RenderSpec, still?: string): RenderSpec | undefined {
  const transparent = { ...spec, background: TRANSPARENT };
  if (still !== undefined) return findCodec(still).alpha === undefined ? undefined : transparent;
  const codec = codecOf(meansCodec(spec) ? spec : transparent);
  return keeps(spec, codec) ? { ...transparent, codec } : undefined;
}

/** Whether something was said that has a meaning in the format's usual codec alone. */
function meansCodec({ encoder, quantizer }: RenderSpec): boolean {
  return encoder === 'rolled' || quantizer !== undefined;
}

function keeps({ quality, chroma, depth, capture, format }: RenderSpec, codec: string): boolean {
  const { alpha, takes } = findCodec(codec);
  if (alpha === undefined || takes !== 'planes') return alpha !== undefined;
  const isUsual = quality !== 'lossless' && chroma === '420' && depth === '8';
  return isUsual && capture !== 'canvas' && findContainer(format).alpha === true;
}
