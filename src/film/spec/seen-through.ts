import type { Codec } from '../../codecs/codec.ts';

/** Instead of a background's colour: nothing, in films that keep it. */
export const TRANSPARENT = 'transparent';

/** Whether a codec can keep what has no background. */
export function keepsAlpha({ alpha }: Codec, { background }: { background: string }): boolean {
  return background !== TRANSPARENT || alpha !== undefined;
}
