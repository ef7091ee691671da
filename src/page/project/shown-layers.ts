import type { SpecDraft } from '../../film/options/option.ts';

// Motions, effects and titles that are switched off are in no spec. With which of them a draft was seen is known as long
// as the draft is: an undo brings it back, and so does the work that is kept.

/** A motion, an effect or a title as a spec has it, or would have it. */
export interface ShownLayer {
  readonly spec: { readonly [parameter: string]: unknown };
  /** What is off is kept by the page alone; the film has nothing of it. */
  readonly on: boolean;
}

/** By the fields that they are of. */
export type ShownLayers = Readonly<Record<string, readonly ShownLayer[]>>;

const shown = new WeakMap<SpecDraft, ShownLayers>();

export function rememberLayers(draft: SpecDraft, layers: ShownLayers = {}): void {
  shown.set(draft, { ...shown.get(draft), ...layers });
}

export function rememberedLayers(draft: SpecDraft): ShownLayers | undefined {
  return shown.get(draft);
}

/** The same draft, to be seen with these: another step to undo, where only what is off has changed. */
export function seenWith(draft: SpecDraft, layers: ShownLayers): SpecDraft {
  const next = { ...draft };
  rememberLayers(next, layers);
  return next;
}

/** Of two drafts that say the same: whether what is off is the same, too, as far as it is known of both. */
export function areSeenAlike(one: SpecDraft, other: SpecDraft): boolean {
  const [a = {}, b = {}] = [shown.get(one), shown.get(other)];
  return Object.keys(a).every(
    (field) => b[field] === undefined || JSON.stringify(a[field]) === JSON.stringify(b[field]),
  );
}
