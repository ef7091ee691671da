import { writePosition } from '../../core/values/value-text.ts';
import { looksForFocus } from '../../motions/movement.ts';
import type { RenderSpec } from '../spec/spec.ts';

/** True where something of a film goes by the picture's point of interest. */
export function usesFocus({
  position,
  motions,
}: Pick<RenderSpec, 'position' | 'motions'>): boolean {
  return position === 'auto' || motions.some(looksForFocus);
}

/** Says where it is, once it is found or given. */
export function describeFocus(spec: RenderSpec): string[] {
  if (spec.focus === undefined || !usesFocus(spec)) return [];
  return [`The picture’s point of interest, its focus, is at ${writePosition(spec.focus)}.`];
}
