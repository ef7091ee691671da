import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { BackendChoice } from '../../src/cli/browser/graphics.ts';
import type { Session } from '../../src/cli/session/session.ts';
import { joinGops } from '../../src/codecs/join.ts';
import type { Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession, trySession } from '../session.ts';
import { noise, paint, type Pixels, smooth, toPng } from './pixels.ts';
import { SRGB_CHUNKS, withChunks } from './png-colors.ts';

async function drawing(gl: BackendChoice, skip: (why: string) => never): Promise<Session> {
  const session = await trySession(gl);
  return typeof session === 'string' ? skip(session) : session;
}

/** Frames as a film's codec is given them: Y′, Cb and Cr of each, 4:2:0. */
interface Drawn {
  readonly size: Size;
  readonly frames: readonly (Uint8Array | Uint16Array)[];
}

const isDeep = ({ depth = '8' }: SpecInput) => Number(depth) === 10;

async function draw(
  session: Session,
  spec: SpecInput,
  picture: Pixels | Uint8Array | undefined,
): Promise<Drawn> {
  const film = { ...spec, format: 'y4m', codec: 'i420' } as const;
  const file = picture instanceof Uint8Array ? picture : picture && toPng(picture);
  await openJob(session, film, file);
  const { film: plan, engine } = await session.startFilm();
  if (isDeep(spec)) expect(engine).toBe('drawn');
  const frames: (Uint8Array | Uint16Array)[] = [];
  for await (const { data } of joinGops(session.gops(), plan)) {
    const bytes = data.slice();
    frames.push(isDeep(spec) ? new Uint16Array(bytes.buffer) : bytes);
  }
  return { size: plan.size, frames };
}

const luma = ({ size, frames }: Drawn, frame = 0) =>
  (frames[frame] ?? new Uint16Array()).subarray(0, size.width * size.height);

/** Rec. ITU-R BT.709-6, 3.5: Y′ in ten bits of a grey that is so many of 255, before it is rounded. */
const deepLuma = (grey: number) => 64 + (876 * grey) / 255;

/** Grey levels from left to right, four apart. */
const RAMP = paint({ width: 65, height: 5 }, (x) => {
  const grey = Math.min(255, 4 * x);
  return [grey, grey, grey];
});
const GREY = 200;
const PLAIN = paint({ width: 16, height: 16 }, () => [GREY, GREY, GREY]);
const CANVAS = { width: 1024, height: 32 };

describe.each(['llvmpipe', 'swiftshader'] as const)('%s draws ten bits', (gl) => {
  it('of a ramp that a zoom enlarges: each sample is the double’s, rounded', async ({ skip }) => {
    const session = await drawing(gl, skip);
    const motions = [{ kind: 'zoom' }];
    const zoom = { canvas: CANVAS, fit: 'stretch', motions, frames: 3 } as const;
    const deep = luma(await draw(session, { ...zoom, depth: 10 }, RAMP));
    const exact = Array.from({ length: CANVAS.width }, (_, x) => {
      const place = Math.round((((x + 0.5) * RAMP.width) / CANVAS.width - 0.5) * 256) / 256;
      const left = Math.floor(place);
      const level = (n: number) => RAMP.data[3 * Math.min(64, Math.max(0, n))] ?? 0;
      return deepLuma(level(left) + (level(left + 1) - level(left)) * (place - left));
    });
    const off = exact.map((value, x) => Math.abs(value - (deep[x] ?? 0)));
    // Half a level is what rounding costs.
    expect(Math.max(...off)).toBeLessThan(0.51);
    expect(new Set(deep).size).toBeGreaterThan(850);
    expect(new Set(luma(await draw(session, zoom, RAMP))).size).toBeLessThan(221);
  });

  it('of an effect’s shading', async ({ skip }) => {
    const session = await drawing(gl, skip);
    const amount = 0.3;
    const effects = [{ name: 'vignette', amount, radius: 0, roundness: 0 }];
    const film = { canvas: CANVAS, fit: 'stretch', effects, frames: 1 } as const;
    const deep = luma(await draw(session, { ...film, depth: 10 }, PLAIN));
    const shade = (x: number, y: number) => {
      const [across, down] = [(x + 0.5) / CANVAS.width - 0.5, (y + 0.5) / CANVAS.height - 0.5];
      const t = (2 * (across ** 2 + down ** 2)) / 1.5625;
      return deepLuma(GREY * (1 - amount * t * t * (3 - 2 * t)) ** 2);
    };
    let worst = 0;
    for (let y = 0; y < CANVAS.height; y++)
      for (let x = 0; x < CANVAS.width; x++)
        worst = Math.max(worst, Math.abs(shade(x, y) - (deep[y * CANVAS.width + x] ?? 0)));
    expect(worst).toBeLessThan(0.6);
    const levels = [...new Set(deep)].toSorted((a, b) => a - b);
    const eight = new Set(luma(await draw(session, film, PLAIN)));
    expect(levels.length).toBeGreaterThan(3.5 * eight.size);
    // Along a row from its middle to its end no step is larger than a quarter of one of eight bits.
    const row = Array.from(deep.slice(CANVAS.width / 2, CANVAS.width));
    const steps = row.map((level, x) => level - (row[x + 1] ?? level));
    expect([Math.min(...steps), Math.max(...steps)]).toEqual([0, 1]);
  });

  it('through textures between effects, and through levels of what is drawn smaller', async ({
    skip,
  }) => {
    const session = await drawing(gl, skip);
    const effects = [{ name: 'vignette', radius: 0 }, { name: 'tilt-shift' }];
    const blurred = await draw(
      session,
      { canvas: CANVAS, fit: 'stretch', effects, frames: 1, depth: 10 },
      PLAIN,
    );
    expect(countLows(luma(blurred))).toEqual([true, true, true, true]);
    const wide = paint({ width: 1024, height: 64 }, (x, y) => {
      const grey = (x + y) >> 3;
      return [grey, grey, grey];
    });
    const away = [{ kind: 'zoom', from: 0.5, to: 0.3 }];
    const smaller = await draw(session, { motions: away, frames: 2, depth: 10 }, wide);
    expect(countLows(luma(smaller, 1))).toEqual([true, true, true, true]);
    const resampled = await draw(
      session,
      { size: { width: 256, height: 16 }, frames: 2, depth: 10 },
      wide,
    );
    expect(countLows(luma(resampled))).toEqual([true, true, true, true]);
  });
});

/** A PNG of 16 bits whose grey rises from left to right, from one level to another; of one to four samples a pixel. */
function deepRamp(
  [from, to]: readonly [number, number],
  channels: 1 | 2 | 3 | 4 = 3,
  alpha = 65_535,
): Uint8Array {
  const { width, height } = CANVAS;
  const isSeenThrough = channels % 2 === 0;
  const data = Uint16Array.from({ length: width * height * channels }, (_, n) => {
    if (isSeenThrough && n % channels === channels - 1) return alpha;
    return levelAt([from, to], Math.floor(n / channels) % width);
  });
  return encode({ width, height, data, channels, depth: 16 });
}

const levelAt = ([from, to]: readonly [number, number], x: number) =>
  Math.round(from + ((to - from) * x) / (CANVAS.width - 1));

/** A quarter of all greys, above and below the middle. */
const NARROW = [24_000, 40_000] as const;
/** What the levels of a picture of 16 bits are rounded by as half floats, levels of ten bits, and half of one. */
const MOST_OFF = 0.75;

function worstOff(samples: Uint8Array | Uint16Array, exact: (x: number) => number): number {
  let worst = 0;
  for (const [n, sample] of samples.entries())
    worst = Math.max(worst, Math.abs(sample - exact(n % CANVAS.width)));
  return worst;
}

describe.each(['llvmpipe', 'swiftshader'] as const)('%s reads a PNG of 16 bits', (gl) => {
  const exact = (x: number) => deepLuma(levelAt(NARROW, x) / 257);
  const levels = Math.round(exact(CANVAS.width - 1) - exact(0));

  it.for([1, 3] as const)('of %i colours to all levels of ten', async (channels, { skip }) => {
    const session = await drawing(gl, skip);
    const film: SpecInput = { motions: [], frames: 1, depth: 10 };
    const deep = luma(await draw(session, film, deepRamp(NARROW, channels)));
    expect(worstOff(deep, exact)).toBeLessThan(MOST_OFF);
    expect(new Set(deep).size).toBeGreaterThanOrEqual(levels);
    const eight = await draw(session, { ...film, depth: 8 }, deepRamp(NARROW, channels));
    expect(new Set(luma(eight)).size).toBeLessThan(levels / 3);
  });
});

describe('a PNG of 16 bits', () => {
  const film: SpecInput = { motions: [], frames: 1, depth: 10 };

  it.each(Object.entries(SRGB_CHUNKS))('has all of its bits with %s', async (_, chunks) => {
    const session = await sharedSession();
    const exact = (x: number) => deepLuma(levelAt(NARROW, x) / 257);
    const deep = luma(await draw(session, film, withChunks(deepRamp(NARROW), chunks)));
    expect(worstOff(deep, exact)).toBeLessThan(MOST_OFF);
  });

  it('lies on what is behind it, by its alpha', async () => {
    const session = await sharedSession();
    const half = 32_896;
    for (const channels of [2, 4] as const) {
      const spec = { ...film, background: '#ffffff' };
      const deep = luma(await draw(session, spec, deepRamp(NARROW, channels, half)));
      const share = half / 65_535;
      const exact = (x: number) => deepLuma((levelAt(NARROW, x) / 257) * share + 255 * (1 - share));
      expect(worstOff(deep, exact)).toBeLessThan(1.1);
      expect(new Set(deep).size).toBeGreaterThan(100);
    }
  });

  it('is cropped, resampled and drawn smaller with all of its bits', async () => {
    const session = await sharedSession();
    const wide = [0, 65_535] as const;
    const cropped = await draw(session, { ...film, crop: '512x16+256+8' }, deepRamp(NARROW));
    expect(cropped.size).toEqual({ width: 512, height: 16 });
    const row = luma(cropped).subarray(0, 512);
    for (const [x, sample] of row.entries())
      expect(Math.abs(sample - deepLuma(levelAt(NARROW, x + 256) / 257))).toBeLessThan(MOST_OFF);
    const resized = { ...film, size: { width: 900, height: 28 } };
    expect(new Set(luma(await draw(session, resized, deepRamp(wide)))).size).toBeGreaterThan(600);
    const away = { ...film, motions: [{ kind: 'zoom', from: 0.9, to: 0.8 }], frames: 2 };
    const smaller = luma(await draw(session, away, deepRamp(wide)), 1);
    expect(new Set(smaller).size).toBeGreaterThan(600);
  });
});

/** Which of the four levels of ten bits that are one of eight come often: of shifted bytes it would be one. */
function countLows(samples: Uint8Array | Uint16Array): boolean[] {
  const counts = [0, 0, 0, 0];
  for (const sample of samples) counts[sample & 3] = (counts[sample & 3] ?? 0) + 1;
  return counts.map((count) => count > samples.length / 12);
}

const PICTURE = smooth({ width: 120, height: 90 }, 7);
const TITLED = { title: 'Frame {f}', frames: 12 } as const;

describe('a frame of ten bits is the one of eight, rounded less', () => {
  it.each<[string, SpecInput, Pixels | undefined]>([
    ['rolled by whole pixels', { motions: [{ kind: 'roll', step: 3 }] }, PICTURE],
    ['rolled by parts of a pixel', { motions: [{ kind: 'roll', step: 0.4 }] }, PICTURE],
    ['of odd sides', { canvas: { width: 63, height: 45 }, ...TITLED }, PICTURE],
    [
      'turned, on a colour, under a title',
      { ...TITLED, motions: [{ kind: 'rotate' }], background: '#204080' },
      PICTURE,
    ],
    ['in a figure, under a title', { layout: 'figure', title: '{t:.2f} s', frames: 3 }, PICTURE],
    ['under a title in colours', { ...TITLED, title: '🎉 {f}' }, PICTURE],
    [
      'in perspective, before itself, blurred',
      { motions: [{ kind: 'tilt', yaw: 40 }], background: 'blur', fit: 'contain' },
      PICTURE,
    ],
    [
      'drawn smaller, along ellipses',
      { motions: [{ kind: 'zoom', from: 0.6, to: 0.2 }], filter: 'cubic', frames: 6 },
      PICTURE,
    ],
    ['with a shutter', { shutter: 180, motions: [{ kind: 'roll', step: 5 }] }, PICTURE],
    ['with effects', { effects: [{ name: 'vignette' }, { name: 'bloom' }], frames: 4 }, PICTURE],
    [
      'partly transparent, on a colour, resampled',
      { size: { width: 50, height: 40 }, background: '#c02040' },
      noise({ width: 64, height: 48 }, 3, 4),
    ],
    ['built in', { size: { width: 100, height: 80 } }, undefined],
  ])('%s', async (_, spec, picture) => {
    const session = await sharedSession();
    const film = { frames: 5, ...spec };
    const eight = await draw(session, film, picture);
    const ten = await draw(session, { ...film, depth: 10 }, picture);
    expect(ten.size).toEqual(eight.size);
    expect(ten.frames).toHaveLength(eight.frames.length);
    let worst = 0;
    for (const [n, samples] of ten.frames.entries()) {
      expect(samples).toHaveLength(eight.frames[n]?.length ?? 0);
      for (const [at, sample] of samples.entries())
        worst = Math.max(worst, Math.abs(sample / 4 - (eight.frames[n]?.[at] ?? 0)));
    }
    // Each pass through bytes rounds by half a level.
    expect(worst).toBeLessThanOrEqual(1.5);
  });
});
