import { isSameSize, type Size } from '../../core/size.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { arrange } from './layout.ts';

/** Of a picture: what is cut off beyond it is worth a word. */
const MOST_LOST = 1 / 3;

/**
 * Says which of several pictures lose much of themselves as they cover the film's frame, where nobody has asked for
 * that; `undefined` where none does.
 *
 * @param taken px of each after its crop
 * @param names what people call each
 */
export function describeLostParts(
  spec: RenderSpec,
  taken: readonly Size[],
  names: readonly string[],
): string | undefined {
  const [first] = taken;
  if (first === undefined || spec.fit !== undefined || spec.layout === 'figure') return undefined;
  const { canvas } = arrange(spec, first);
  const losing = taken.flatMap((image, n) => {
    if (isSameSize(image, canvas)) return [];
    const { width, height } = arrange({ ...spec, canvas }, image).window;
    return 1 - width * height > MOST_LOST ? [names[n] ?? `picture ${n + 1}`] : [];
  });
  const [name] = losing;
  if (name === undefined) return undefined;
  const who =
    losing.length === 1
      ? `${name} loses more than a third of itself, as it covers`
      : `${name} and ${losing.length - 1} more of ${taken.length} pictures lose more than a third of themselves, as they cover`;
  return `${who} the frame; --fit contain --background blur shows all of every picture.`;
}
