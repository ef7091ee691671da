import type { SpecDraft } from '../../film/options/option.ts';

// Motions and effects that are switched off are in no spec. With which of them a draft was seen is known as long as the
// draft is: an undo brings it back, and so does the work that is kept.

/** A motion or an effect as a spec has it, or would have it. */
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
