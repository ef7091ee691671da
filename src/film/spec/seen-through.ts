import type { Codec } from '../../codecs/codec.ts';

/** Instead of a background's colour: nothing, in films that keep it. */
export const TRANSPARENT = 'transparent';
/** What is decided by the picture: nothing where that is transparent and its film keeps that, or else `PLAIN`. */
export const AUTO = 'auto';
/** What is behind pictures where nothing else is. */
export const PLAIN = '#ffffff';

/** Whether a codec can keep what has no background. */
export function keepsAlpha({ alpha }: Codec, { background }: { background: string }): boolean {
  return background !== TRANSPARENT || alpha !== undefined;
}

/** A spec whose background is decided, where nothing is known of the picture to be transparent. */
export function onPlain<S extends { readonly background: string }>(spec: S): S {
  return spec.background === AUTO ? { ...spec, background: PLAIN } : spec;
}

/** Whether the picture decides what is behind it, as nobody else has: a figure is printed on paper. */
export function isLeftToPicture({
  background,
  layout,
}: {
  readonly background: string;
  readonly layout: string;
}): boolean {
  return background === AUTO && layout === 'fill';
}
