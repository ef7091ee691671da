import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendChoice } from '../../src/cli/browser/graphics.ts';
import type { Session } from '../../src/cli/session/session.ts';
import type { Rect, Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { kinds } from '../faults/tries.ts';
import { openJob, sharedSession, trySession } from '../session.ts';
import { boundsWhere, type Color, colorAt, difference, drawStill, noise } from './pixels.ts';
import { paint, type Pixels, toPng } from './pixels.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const square = noise({ width: 64, height: 64 }, 11);
const differs = (a: Color, b: Color) => a.some((level, channel) => level !== b[channel]);

/** What a title changes in a frame. */
async function titleBounds(spec: SpecInput, picture: Pixels, index = 0) {
  const { title: _, ...untitled } = spec;
  const bare = await drawStill(session, untitled, picture, index);
  const titled = await drawStill(session, spec, picture, index);
  const bounds = boundsWhere(titled, (color, x, y) => differs(color, colorAt(bare, x, y)));
  return { bare, titled, bounds };
}

function middle({ x, width }: Rect): number {
  return x + width / 2;
}

function isWithin(rect: Rect, x: number, y: number): boolean {
  const { width, height } = rect;
  return x >= rect.x && x < rect.x + width && y >= rect.y && y < rect.y + height;
}

/** The darkest and the lightest red of an area. */
function range(picture: Pixels, { x, y, width, height }: Rect): [number, number] {
  const levels = Array.from(
    { length: width * height },
    (_, i) => colorAt(picture, x + (i % width), y + Math.floor(i / width))[0],
  );
  return [Math.min(...levels), Math.max(...levels)];
}

describe('the title of a figure', () => {
  const figure = { layout: 'figure', title: 'Frame {f:3d}' } as const;

  it('stands centred above the picture, and changes nothing else', async () => {
    const { bounds } = await titleBounds(figure, square, 100);
    expect(bounds).toBeDefined();
    if (bounds === undefined) return;
    // Matplotlib's: 12 pt at 100 dpi, its baseline 6 pt above the picture, centred at 328.
    expect(Math.abs(middle(bounds) - 328)).toBeLessThanOrEqual(1.5);
    expect(bounds.y).toBeGreaterThanOrEqual(35);
    expect(bounds.y + bounds.height).toBeLessThanOrEqual(51);
    expect(bounds.height).toBeGreaterThanOrEqual(11);
    // "Frame 100" in DejaVu Sans of 16.67 px.
    expect(bounds.width).toBeGreaterThan(78);
    expect(bounds.width).toBeLessThan(92);
  });

  it('is black on a light background and white on a dark one', async () => {
    const small = { ...figure, canvas: { width: 320, height: 240 } };
    for (const [background, ink, paper] of [
      ['#ffffff', 0, 255],
      ['#dddddd', 0, 221],
      ['#000000', 255, 0],
      ['#333333', 255, 51],
    ] as const) {
      const { titled, bounds } = await titleBounds({ ...small, background }, square);
      if (bounds === undefined) throw new Error(`no title on ${background}`);
      const levels = range(titled, bounds);
      // The stems of letters are wider than a pixel, but may straddle two.
      const [inked, bare] = ink < paper ? levels : levels.toReversed();
      expect(Math.abs((inked ?? -1) - ink), `ink on ${background}`).toBeLessThanOrEqual(40);
      expect(bare, `paper of ${background}`).toBe(paper);
    }
  });

  it('counts: only the digits change from frame to frame', async () => {
    const still = { ...figure, motion: { kind: 'roll', step: 0 } } as const;
    const [seventh, eighth] = [
      await drawStill(session, still, square, 107),
      await drawStill(session, still, square, 108),
    ];
    const bounds = boundsWhere(seventh, (color, x, y) => differs(color, colorAt(eighth, x, y)));
    expect(bounds?.width).toBeLessThanOrEqual(11);
    expect(bounds?.x).toBeGreaterThan(328 + 25);
    expect(bounds?.height).toBeLessThanOrEqual(14);
  });

  it('grows with the canvas', async () => {
    const canvas = { width: 320, height: 240 };
    const small = (await titleBounds({ ...figure, canvas }, square)).bounds;
    const large = (await titleBounds(figure, square)).bounds;
    expect((large?.height ?? 0) / (small?.height ?? 1)).toBeCloseTo(2, 0);
    expect((large?.width ?? 0) / (small?.width ?? 1)).toBeCloseTo(2, 1);
  });

  it('is made smaller where it is wider than the canvas, and says so', async () => {
    const long = `${'M'.repeat(60)} {f}`;
    const spec = { ...figure, title: long, frames: 1000 };
    const plan = await openJob(session, spec, toPng(square));
    expect(plan.notes.join()).toMatch(
      /wider than the film: its letters are \d.* px high instead of 16.7 px/,
    );
    const { bounds } = await titleBounds(spec, square, 999);
    expect(bounds?.x).toBeGreaterThan(4);
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBeLessThan(640 - 4);
    expect(bounds?.width).toBeGreaterThan(560);
    const fits = await openJob(session, figure, toPng(square));
    expect(fits.notes).toEqual([]);
  });

  it('has two lines where it has a line break', async () => {
    const one = (await titleBounds({ ...figure, title: 'Frame {f}' }, square)).bounds;
    const { bounds, bare, titled } = await titleBounds(
      { ...figure, title: 'IIII\nFrame {f}' },
      square,
    );
    if (!bounds || !one) throw new Error('no title');
    expect([bounds.x, bounds.width]).toEqual([one.x, one.width]);
    expect(bounds.y).toBe(one.y - 20);
    expect(bounds.y + bounds.height).toBe(one.y + one.height);
    const between = boundsWhere(
      titled,
      (color, x, y) => y >= one.y - 6 && y < one.y && differs(color, colorAt(bare, x, y)),
    );
    expect(between).toBeUndefined();
  });

  it('names what no font has', async () => {
    // For private use, on a plane where nobody has any.
    const job = await openJob(
      session,
      { ...figure, title: 'a\u{10ff00}\u{10ff01} {f}' },
      toPng(square),
    );
    expect(job.notes.join()).toMatch(/No font .*\(U\+10FF00\).*\(U\+10FF01\)/);
    const known = await openJob(session, { ...figure, title: 'Ä ж λ ع ש ☺ → {f}' }, toPng(square));
    expect(known.notes).toEqual([]);
  });

  it.each<Size>([
    { width: 16, height: 16 },
    { width: 1, height: 1 },
    { width: 3, height: 200 },
    { width: 200, height: 3 },
  ])('has a place on a canvas of %o', async (canvas) => {
    const still = await drawStill(session, { ...figure, canvas }, square);
    expect([still.width, still.height]).toEqual([canvas.width, canvas.height]);
  });

  it('leaves the frame as it is when it is empty', async () => {
    for (const title of ['', '   ']) {
      const spec = { ...figure, title, canvas: { width: 160, height: 120 } };
      expect((await titleBounds(spec, square)).bounds).toBeUndefined();
    }
  });
});

describe('the title over a picture', () => {
  const white = paint({ width: 300, height: 200 }, () => [255, 255, 255]);

  it('is white on a black panel at the top, and changes nothing else', async () => {
    const { titled, bounds } = await titleBounds({ title: 'Frame {f:3d}' }, white, 100);
    if (bounds === undefined) throw new Error('no title');
    // The panel is of whole blocks of 16 px; the text in it is what stands in the middle.
    expect(bounds).toEqual({ x: 112, y: 0, width: 80, height: 16 });
    const ink = boundsWhere(titled, ([red], x, y) => red > 127 && isWithin(bounds, x, y));
    expect(Math.abs(middle(ink ?? bounds) - 150)).toBeLessThanOrEqual(1.5);
    expect(colorAt(titled, bounds.x, bounds.y)).toEqual([0, 0, 0]);
    const [dark, light] = range(titled, bounds);
    expect(dark).toBe(0);
    expect(light).toBeGreaterThan(220);
  });

  it.each(['', '   '])('has no panel when it is %j', async (title) => {
    expect((await titleBounds({ title }, white)).bounds).toBeUndefined();
  });

  it('fits on pictures of any size', async () => {
    for (const size of [
      { width: 1, height: 1 },
      { width: 16, height: 16 },
      { width: 400, height: 5 },
      { width: 5, height: 400 },
    ]) {
      const still = await drawStill(session, { title: 'Frame {f}' }, noise(size, 1));
      expect([still.width, still.height]).toEqual([size.width, size.height]);
    }
  });
});

describe('a title looks the same', () => {
  const flat = paint({ width: 64, height: 64 }, () => [90, 140, 200]);
  const specs: readonly SpecInput[] = [
    { layout: 'figure', title: 'Frame {f:3d} – {t:.2f} s, ÄÖÜ ffi AVA {{}}' },
    { title: 'Frame {f:03d} of {n}', motion: { kind: 'roll', step: 3 } },
  ];

  const elsewhere: readonly [string, BackendChoice, string | undefined][] = [
    ['on SwiftShader', 'swiftshader', undefined],
    ['on llvmpipe', 'llvmpipe', undefined],
    ['in an installed browser', 'auto', 'system'],
    ['in the embedded browser', 'auto', 'embedded'],
  ];
  it.for(kinds(elsewhere, 1))('%s', async ([, gl, browser], { skip }) => {
    const other = await trySession(gl, browser);
    if (typeof other === 'string') {
      skip(other);
      return;
    }
    for (const spec of specs) {
      for (const index of [0, 57]) {
        const here = await drawStill(session, spec, flat, index);
        const there = await drawStill(other, spec, flat, index);
        expect(difference(there, here)).toMatchObject({ largest: 0 });
      }
    }
  });
});
