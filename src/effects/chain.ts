import type { Values } from '../core/values/parameter.ts';
import type { Effect } from './effect.ts';

/** An effect with its values, at its place among others. */
export interface Link {
  readonly effect: Effect;
  readonly values: Values;
}

/** A pass of an effect. */
export interface Stage extends Link {
  /** Of the effect in its chain, from 0: keeps its names apart from those of others. */
  readonly index: number;
  readonly pass: number;
}

/** Stages that are one draw: each samples what the one before it makes. */
export interface Segment {
  /** The segment whose texture lies under the first stage; left out: the image as it is moved. */
  readonly under?: number;
  readonly stages: readonly Stage[];
  /** Earlier passes of an effect that these sample, by their names: the segments that draw them. */
  readonly targets: ReadonlyMap<string, number>;
  /** Of its texture: of the box, shares. */
  readonly scale: number;
}

/** A chain of effects as draws: each of `closed` into a texture, in order; `open` is where pixels are shown. */
export interface Chain {
  readonly closed: readonly Segment[];
  readonly open: Segment;
}

/** So many samples of the moved image may be made for one pixel before a texture is cheaper. */
const MOST_FUSED = 4;

/** A segment that grows. */
interface Growing {
  under?: number;
  stages: Stage[];
  targets: Map<string, number>;
  /** Samples of what lies under it for a pixel. */
  cost: number;
}

/** Folds effects into as few draws as their samples allow. */
export function planChain(links: readonly Link[]): Chain {
  const closed: Segment[] = [];
  let open = begin();
  const close = (scale = 1) => {
    const { cost: _, ...segment } = open;
    closed.push({ ...segment, scale });
    return closed.length - 1;
  };
  for (const [index, link] of links.entries()) {
    const { passes } = link.effect;
    const samples = Math.max(
      ...passes.map((pass) => (pass.samples === 'many' ? Infinity : pass.samples)),
    );
    const isCheap = open.cost * samples <= MOST_FUSED && (passes.length === 1 || isBare(open));
    // A texture with nothing over it is sampled as cheaply as it can be.
    if (!isCheap && !(isBare(open) && open.under !== undefined)) open = begin(close());
    const { under } = open;
    const targets = new Map<string, number>();
    for (const [pass, { target, scale }] of passes.entries()) {
      if (pass > 0) open = begin(under);
      open.stages.push({ ...link, index, pass });
      open.cost *= Math.max(samples, 1);
      for (const [name, at] of targets) open.targets.set(name, at);
      if (target !== undefined) targets.set(target, close(scale));
    }
  }
  if (open.stages.some(({ effect }) => looksAtNeighbours(effect))) open = begin(close());
  const { cost: _, ...last } = open;
  return { closed, open: { ...last, scale: 1 } };
}

function begin(under?: number): Growing {
  return { ...(under !== undefined && { under }), stages: [], targets: new Map(), cost: 1 };
}

/** Derivatives are differences of what is drawn side by side, and where planes are drawn those are no neighbours. */
function looksAtNeighbours({ tokens }: Effect): boolean {
  return tokens.some(({ text }) => /^(dFdx|dFdy|fwidth)$/.test(text));
}

function isBare({ stages }: Growing): boolean {
  return stages.length === 0;
}
