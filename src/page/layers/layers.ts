import type { ShownLayer } from '../project/shown-layers.ts';
import { keepKey, keyOf, type LayerSpec } from './layer-keys.ts';

// What is laid over the picture, motions or effects: an ordered list, of which some may be switched off.

export type Layer = ShownLayer;

/** What of the layers is in the film. */
export function specsOf(layers: readonly Layer[]): readonly LayerSpec[] {
  return layers.filter(({ on }) => on).map(({ spec }) => spec);
}

/**
 * The layers of a spec that has changed: what was there is known again, by its key or by what it says; what is left
 * is the same, edited, where it is as many as before. What was off and is in the spec is on again; what is off
 * stays behind whatever it was behind.
 */
export function reconcile(before: readonly Layer[], specs: readonly LayerSpec[]): readonly Layer[] {
  const left = new Set(before);
  const found = new Map<LayerSpec, Layer>();
  const know = (fits: (layer: Layer, spec: LayerSpec) => boolean) => {
    for (const spec of specs) {
      if (found.has(spec)) continue;
      const layer = [...left].find((each) => fits(each, spec));
      if (layer === undefined) continue;
      found.set(spec, layer);
      left.delete(layer);
    }
  };
  know((layer, spec) => keyOf(layer.spec) === keyOf(spec));
  know(({ on, spec: known }, spec) => on && isSame(known, spec));
  know(({ spec: known }, spec) => isSame(known, spec));
  const lost = [...left].filter(({ on }) => on).length;
  if (lost === specs.length - found.size) know(({ on }) => on);
  const layers: Layer[] = specs.map((spec) => {
    const layer = found.get(spec);
    return { spec: layer ? keepKey(spec, layer.spec) : spec, on: true };
  });
  for (const [n, layer] of before.entries()) {
    if (layer.on || !left.has(layer)) continue;
    const ahead = before.slice(0, n).map(({ spec }) => keyOf(spec));
    layers.splice(layers.findLastIndex(({ spec }) => ahead.includes(keyOf(spec))) + 1, 0, layer);
  }
  return layers;
}

/** The specs with one of the layers, that was off, at its place. */
export function inserted(
  specs: readonly LayerSpec[],
  { spec }: Layer,
  layers: readonly Layer[],
): readonly LayerSpec[] {
  const keys = layers.map((layer) => keyOf(layer.spec));
  const ahead = keys.slice(0, keys.indexOf(keyOf(spec)));
  return specs.toSpliced(specs.findLastIndex((each) => ahead.includes(keyOf(each))) + 1, 0, spec);
}

/** One of them at another place; where there is none, or no such place, all as they are. */
export function movedTo<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const one = list[from];
  if (one === undefined || !(to in list)) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, one);
}

/** The specs in the order of the layers; those that have come since, behind them. */
export function inOrderOf(
  layers: readonly Layer[],
  specs: readonly LayerSpec[],
): readonly LayerSpec[] {
  const keys = layers.map(({ spec }) => keyOf(spec));
  const placeIn = (spec: LayerSpec) => {
    const place = keys.indexOf(keyOf(spec));
    return place === -1 ? keys.length : place;
  };
  return specs.toSorted((a, b) => placeIn(a) - placeIn(b));
}

function isSame(a: LayerSpec, b: LayerSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
