import type { Palette } from './palette.ts';

/** Finds the place of the palette's nearest colour; of several as near the first. */
export type Nearest = (red: number, green: number, blue: number) => number;

/** Levels along each side of a cell, as a shift. */
const SHIFT = 3;
const SPAN = (1 << SHIFT) - 1;
/** Colours that were found last are kept in 2 ** 18 slots, a MiB: in more they would be farther away than the palette is. */
const FOUND_BITS = 18;
/** Bits of a cell's place along each side. */
const BITS = 8 - SHIFT;

/**
 * The cube of all colours is cut into cells. Of each that a colour falls into, the palette's colours that are nearest to
 * anything in it are listed once: a few of 256.
 */
export function createNearest(palette: Palette): Nearest {
  const reds = Int32Array.from(palette, ([red]) => red);
  const greens = Int32Array.from(palette, ([, green]) => green);
  const blues = Int32Array.from(palette, ([, , blue]) => blue);
  const cells: (Uint8Array | undefined)[] = Array.from({ length: 1 << (3 * BITS) });
  const find: Nearest = (red, green, blue) => {
    const cell = ((((red >> SHIFT) << BITS) | (green >> SHIFT)) << BITS) | (blue >> SHIFT);
    const near = (cells[cell] ??= nearCell(palette, red, green, blue));
    let least = Infinity;
    let nearest = 0;
    for (let n = 0; n < near.length; n++) {
      const index = near[n] ?? 0;
      const r = (reds[index] ?? 0) - red;
      const g = (greens[index] ?? 0) - green;
      const b = (blues[index] ?? 0) - blue;
      const distance = r * r + g * g + b * b;
      if (distance >= least) continue;
      least = distance;
      nearest = index;
    }
    return nearest;
  };
  // Each entry is a colour, and where it is found: 24 and 8 bits. Black has the first slot.
  const found = new Uint32Array(1 << FOUND_BITS).fill(find(0, 0, 0));
  return (red, green, blue) => {
    const color = (red << 16) | (green << 8) | blue;
    const slot = Math.imul(color, 0x9e3779b1) >>> (32 - FOUND_BITS);
    const entry = found[slot] ?? 0;
    if (entry >>> 8 === color) return entry & 255;
    const nearest = find(red, green, blue);
    found[slot] = (color << 8) | nearest;
    return nearest;
  };
}

/** Those that are no farther from a cell, where they are closest to it, than another is where it is farthest. */
function nearCell(palette: Palette, ...color: [number, number, number]): Uint8Array {
  const [red, green, blue] = color.map((level) => level & ~SPAN) as typeof color;
  let reach = Infinity;
  for (const [r, g, b] of palette)
    reach = Math.min(reach, farthest(r, red) + farthest(g, green) + farthest(b, blue));
  const near: number[] = [];
  for (const [n, [r, g, b]] of palette.entries())
    if (closest(r, red) + closest(g, green) + closest(b, blue) <= reach) near.push(n);
  return Uint8Array.from(near);
}

/** How far a level is from the cell's nearest one, squared. */
function closest(level: number, start: number): number {
  const outside = Math.max(start - level, 0, level - start - SPAN);
  return outside * outside;
}

/** And from its farthest. */
function farthest(level: number, start: number): number {
  const within = Math.max(level - start, start + SPAN - level);
  return within * within;
}
