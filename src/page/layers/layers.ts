// What is laid over the picture, motions or effects: an ordered list, of which some may be switched off.

/** A motion or an effect as a spec has it. */
export interface LayerSpec {
  readonly [parameter: string]: unknown;
}

export interface Layer {
  readonly spec: LayerSpec;
  /** What is off is kept by the page alone; the film has nothing of it. */
  readonly on: boolean;
}

/** What of the layers is in the film. */
export function specsOf(layers: readonly Layer[]): readonly LayerSpec[] {
  return layers.filter(({ on }) => on).map(({ spec }) => spec);
}

/**
 * The layers of a spec that has changed: as many as before are the same ones, edited; else what was off and
 * is in the spec is on again, and what is new comes in where the spec has it.
 */
export function reconcile(before: readonly Layer[], specs: readonly LayerSpec[]): readonly Layer[] {
  if (specsOf(before).length === specs.length) {
    const rest = [...specs];
    return before.map(({ spec, on }) => ({ spec: on ? (rest.shift() ?? spec) : spec, on }));
  }
  const layers: Layer[] = [];
  let next = 0;
  for (const spec of specs) {
    const same = before.findIndex((layer, n) => n >= next && isSame(layer.spec, spec));
    if (same !== -1) {
      layers.push(...before.slice(next, same).filter(({ on }) => !on));
      next = same + 1;
    }
    layers.push({ spec, on: true });
  }
  return [...layers, ...before.slice(next).filter(({ on }) => !on)];
}

export function replaceAt(layers: readonly Layer[], place: number, layer: Layer): readonly Layer[] {
  return layers.with(place, layer);
}

export function removeAt(layers: readonly Layer[], place: number): readonly Layer[] {
  return layers.toSpliced(place, 1);
}

/** Up by one (-1) or down (1); at either end it stays. */
export function move(layers: readonly Layer[], place: number, by: 1 | -1): readonly Layer[] {
  const [moved, other] = [layers[place], layers[place + by]];
  if (moved === undefined || other === undefined) return layers;
  return layers.with(place, other).with(place + by, moved);
}

function isSame(a: LayerSpec, b: LayerSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
