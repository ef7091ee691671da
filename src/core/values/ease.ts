/** The two handles of a curve of time from 0,0 to 1,1: x of the first, its y, then the second's. */
export type Handles = readonly [x1: number, y1: number, x2: number, y2: number];

/** The names that CSS has for curves (CSS Easing Functions Level 1, 2.2). */
const NAMED: Readonly<Record<string, Handles>> = {
  linear: [0, 0, 1, 1],
  ease: [0.25, 0.1, 0.25, 1],
  'ease-in': [0.42, 0, 1, 1],
  'ease-out': [0, 0, 0.58, 1],
  'ease-in-out': [0.42, 0, 0.58, 1],
};
export const EASE_NAMES = Object.keys(NAMED);

/** How far a curve may lie beyond its ends. */
const FARTHEST = 10;

/** A curve as CSS writes it, by name or as `cubic-bezier(x1, y1, x2, y2)`; `undefined` for any other text. */
export function readEase(text: string): Handles | undefined {
  if (Object.hasOwn(NAMED, text)) return NAMED[text];
  const list = /^cubic-bezier\(([^()]*)\)$/.exec(text)?.[1]?.split(',').map(toNumber);
  if (list?.length !== 4) return undefined;
  const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = list;
  // Time does not go back.
  const forward = [x1, x2].every((x) => x >= 0 && x <= 1);
  const near = [y1, y2].every((y) => Math.abs(y) <= FARTHEST);
  return forward && near ? [x1, y1, x2, y2] : undefined;
}

function toNumber(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : NaN;
}
