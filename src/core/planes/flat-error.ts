import { type FlatPlaces, type Planes, sampleAt } from './flat-places.ts';

/** What people are promised of flat colours, levels of red, green and blue of 255. */
const MOST_OFF = 2;

/** How far flat colours are off. */
export interface FlatFault {
  /** Where they are furthest, levels. */
  readonly off: number;
  /** How many pixels are further off than is promised. */
  readonly beyond: number;
}

export const NO_FAULT: FlatFault = { off: 0, beyond: 0 };

export function isKept({ off }: FlatFault): boolean {
  return off <= MOST_OFF;
}

/** Of several frames. */
export function joinFaults(faults: readonly FlatFault[]): FlatFault {
  return {
    off: Math.max(0, ...faults.map(({ off }) => off)),
    beyond: faults.reduce((sum, { beyond }) => sum + beyond, 0),
  };
}

/** Below 0 where the first is the lesser one. */
export function compareFaults(a: FlatFault, b: FlatFault): number {
  return a.off - b.off || a.beyond - b.beyond;
}

/** Red, green and blue, 0 to 255; or Y′, Cb and Cr. */
type Triple = readonly [number, number, number];

/**
 * How far flat colours of a picture are off where they are furthest, as a screen shows them: levels of red, green and blue.
 * Planes are of BT.709 in limited range, and are rounded themselves: what they were made of is found again, not what they say.
 */
export function faultOfFlat(
  actual: Planes,
  drawn: Planes,
  { columns, places }: FlatPlaces,
): FlatFault {
  const offOf = createMeter(drawn.peak);
  const [luma, blue, red] = actual.planes;
  const [wantedLuma, wantedBlue, wantedRed] = drawn.planes;
  const pixels = drawn.isHalved ? 2 : 1;
  let [worst, beyond] = [0, 0];
  for (const place of places) {
    const row = Math.floor(place / columns);
    const column = place - row * columns;
    const x = pixels * column;
    const y = pixels * row;
    const wantedLevel = sampleAt(wantedLuma, x, y);
    const wantedB = sampleAt(wantedBlue, column, row);
    const wantedR = sampleAt(wantedRed, column, row);
    const b = sampleAt(blue, column, row);
    const r = sampleAt(red, column, row);
    for (let n = 0; n < pixels ** 2; n++) {
      const level = sampleAt(luma, x + (n & 1), y + (n >> 1));
      if (level === wantedLevel && b === wantedB && r === wantedR) continue;
      const off = offOf(level, b, r, wantedLevel, wantedB, wantedR);
      if (off > worst) worst = off;
      if (off > MOST_OFF) beyond++;
    }
  }
  return { off: worst, beyond };
}

/** Says how far samples are off others. It keeps what it has said: pictures have few different ones where they are flat. */
function createMeter(peak: number) {
  const count = peak + 1;
  const all = new Map<
    number,
    { readonly made: readonly Triple[]; readonly offs: Map<number, number> }
  >();
  let lastWanted = -1;
  let lastSeen = -1;
  let lastOff = 0;
  return (y: number, b: number, r: number, wantedY: number, wantedB: number, wantedR: number) => {
    const seen = (y * count + b) * count + r;
    const wanted = (wantedY * count + wantedB) * count + wantedR;
    if (seen === lastSeen && wanted === lastWanted) return lastOff;
    const known = all.get(wanted) ?? {
      made: colorsOf([wantedY, wantedB, wantedR], peak),
      offs: new Map<number, number>(),
    };
    all.set(wanted, known);
    const off = known.offs.get(seen) ?? furthestOfAll(toRgb([y, b, r], peak), known.made);
    known.offs.set(seen, off);
    lastWanted = wanted;
    lastSeen = seen;
    lastOff = off;
    return off;
  };
}

function furthestOfAll(shown: Triple, colors: readonly Triple[]): number {
  return Math.max(...colors.map((color) => furthest(shown, color)));
}

/** The same of pixels: red, green and blue are what planes hold. */
export function faultOfPixels(
  actual: Planes,
  drawn: Planes,
  { columns, places }: FlatPlaces,
): FlatFault {
  let [worst, beyond] = [0, 0];
  for (const place of places) {
    const [column, row] = [place % columns, Math.floor(place / columns)];
    const off = furthest(colorAt(actual, column, row), colorAt(drawn, column, row));
    worst = Math.max(worst, off);
    if (off > MOST_OFF) beyond++;
  }
  return { off: worst, beyond };
}

function colorAt({ planes: [red, green, blue] }: Planes, column: number, row: number): Triple {
  return [sampleAt(red, column, row), sampleAt(green, column, row), sampleAt(blue, column, row)];
}

/**
 * All colours of eight bits that these samples come of; what effects draw may lie between, and is rounded. Without chroma they
 * are greys: others beside these are hardly ever meant.
 */
function colorsOf(samples: Triple, peak: number): readonly Triple[] {
  const nearest = toRgb(samples, peak);
  const colors: Triple[] = [];
  for (let n = 0; n < 125; n++) {
    const color: Triple = [
      nearest[0] + (n % 5) - 2,
      nearest[1] + (Math.floor(n / 5) % 5) - 2,
      nearest[2] + Math.floor(n / 25) - 2,
    ];
    if (color.every((level) => level >= 0 && level <= 255) && isMadeOf(samples, color, peak))
      colors.push(color);
  }
  const greys = colors.filter(([red, green, blue]) => red === green && green === blue);
  if (greys.length > 0) return greys;
  return colors.length > 0 ? colors : [nearest];
}

function isMadeOf(samples: Triple, [red, green, blue]: Triple, peak: number): boolean {
  const steps = (peak + 1) / 256;
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (
    samples[0] === Math.round(steps * (16 + (219 * light) / 255)) &&
    samples[1] === Math.round(steps * (128 + (224 * (blue - light)) / 1.8556 / 255)) &&
    samples[2] === Math.round(steps * (128 + (224 * (red - light)) / 1.5748 / 255))
  );
}

function toRgb([luma, blueOff, redOff]: Triple, peak: number): Triple {
  const steps = (peak + 1) / 256;
  const light = (luma / steps - 16) / 219;
  const red = light + (1.5748 * (redOff / steps - 128)) / 224;
  const blue = light + (1.8556 * (blueOff / steps - 128)) / 224;
  const green = (light - 0.2126 * red - 0.0722 * blue) / 0.7152;
  return [toLevel(red), toLevel(green), toLevel(blue)];
}

function toLevel(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

function furthest(a: Triple, b: Triple): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}
