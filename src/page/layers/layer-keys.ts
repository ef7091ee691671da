// Which layer is which, whatever is set of it, before and behind it: a change of the film may wait for others, and a
// place says nothing of what stands there then. Specs are never altered, so an undo brings back the same layers.

/** A motion or an effect as a spec has it. */
export interface LayerSpec {
  readonly [parameter: string]: unknown;
}

const keys = new WeakMap<LayerSpec, number>();
let latest = 0;

/** Of a motion or an effect as a spec has it. */
export function keyOf(spec: LayerSpec): number {
  const known = keys.get(spec);
  if (known !== undefined) return known;
  keys.set(spec, ++latest);
  return latest;
}

/** The layer that `before` was, with other values. */
export function keepKey<T extends LayerSpec>(next: T, before: LayerSpec): T {
  keys.set(next, keyOf(before));
  return next;
}

/** Where one is among others; -1 where it isn't. */
export function placeOf(key: number, specs: readonly LayerSpec[]): number {
  return specs.findIndex((spec) => keyOf(spec) === key);
}

/**
 * Where the layer is now that was at a place.
 *
 * @param seen the layers that the place is of
 */
export function placeSince(
  place: number,
  seen: readonly LayerSpec[],
  now: readonly LayerSpec[],
): number {
  const spec = seen[place];
  return spec === undefined ? -1 : placeOf(keyOf(spec), now);
}
