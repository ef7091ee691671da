import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { everyNth, kinds } from '../faults/tries.ts';
import { BACKENDS } from './backends.ts';
import { fromBase64 } from './base64.ts';
import { half, toPlanes } from './bt709.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import {
  boundsWhere,
  type Color,
  colorAt,
  difference,
  noise,
  paint,
  type Pixels,
  smooth,
  toPng,
} from './pixels.ts';

/** In the order in which they are drawn; back to the first, which must be the same again. */
const INDICES = [0, 1, 2, 5, 37, 1000, 0];

const CASES: readonly { name: string; width: number; height: number; spec: SpecInput }[] = [
  { name: 'by one pixel', width: 40, height: 24, spec: {} },
  { name: 'of a width that is no multiple of four', width: 37, height: 23, spec: {} },
  { name: 'by two pixels', width: 38, height: 22, spec: roll({ step: 2 }) },
  { name: 'backwards by more than its width', width: 41, height: 20, spec: roll({ step: -67 }) },
  { name: 'along y', width: 40, height: 24, spec: roll({ step: 1, axis: 'y' }) },
  { name: 'along y of odd sizes', width: 35, height: 21, spec: roll({ step: 3, axis: 'y' }) },
  { name: 'standing still', width: 33, height: 19, spec: roll({ step: 0 }) },
  { name: 'by half pixels', width: 40, height: 24, spec: roll({ step: 0.5 }) },
  { name: 'by parts of a pixel', width: 37, height: 23, spec: roll({ step: 0.37 }) },
  {
    name: 'by parts of a pixel along y',
    width: 37,
    height: 23,
    spec: roll({ step: -1.3, axis: 'y' }),
  },
  { name: 'enlarged in a figure', width: 40, height: 40, spec: figure({}) },
  {
    name: 'enlarged in a figure along y',
    width: 31,
    height: 40,
    spec: figure(roll({ axis: 'y' })),
  },
  {
    name: 'for two frames in a figure',
    width: 40,
    height: 40,
    spec: figure({ frames: 2, ...roll({ step: 0.4 }) }),
  },
  { name: 'for two frames', width: 37, height: 23, spec: { frames: 2, ...roll({ step: 3 }) } },
  {
    name: 'of nearest pixels in a figure',
    width: 41,
    height: 40,
    spec: figure({ filter: 'nearest', ...roll({ step: 3 }) }),
  },
  {
    name: 'by millionths of a pixel',
    width: 37,
    height: 23,
    spec: { frames: 60, ...roll({ step: 0.123457 }) },
  },
  { name: 'made smaller in a figure', width: 250, height: 200, spec: figure(roll({ step: 3 })) },
  {
    name: 'of nearest pixels',
    width: 37,
    height: 23,
    spec: { ...roll({ step: 0.4 }), filter: 'nearest' },
  },
  { name: 'at one to one in a figure', width: 93, height: 74, spec: figure({}) },
  {
    name: 'under a title',
    width: 61,
    height: 43,
    spec: { title: 'Frame {f}', ...roll({ step: 2 }) },
  },
  {
    name: 'under a title, found in strips',
    width: 62,
    height: 44,
    spec: { title: 'Frame {f}', ...roll({ step: 3 }) },
  },
  {
    name: 'along y under a title, found in strips',
    width: 62,
    height: 44,
    spec: { title: '{f}', ...roll({ axis: 'y' }) },
  },
  {
    name: 'under a title in a figure',
    width: 40,
    height: 30,
    spec: { ...figure({}), title: '{f}/{n}' },
  },
  {
    name: 'under a title of two lines',
    width: 120,
    height: 90,
    spec: { title: 'Frame {f}\nof {n}', ...roll({ step: 2 }) },
  },
  {
    name: 'under a title in colours',
    width: 121,
    height: 83,
    spec: { title: '🎉 {f} 🎉', ...roll({ step: 2 }) },
  },
  {
    name: 'under a title in colours in a figure',
    width: 40,
    height: 30,
    spec: { ...figure({}), title: '🎉 {f}' },
  },
  {
    name: 'under a title from right to left',
    width: 121,
    height: 83,
    spec: { title: 'שלום {f} עולם', ...roll({ step: 2 }) },
  },
  {
    name: 'with a card in perspective after it',
    width: 61,
    height: 43,
    spec: {
      motions: [
        { kind: 'roll', step: 2 },
        { kind: 'tilt', yaw: 30 },
      ],
      background: '#204080',
    },
  },
  {
    name: 'turned on a colour, of which less is seen from frame to frame and more',
    width: 64,
    height: 40,
    spec: { motions: [{ kind: 'rotate', to: 3600 }], background: '#c06020', frames: 1001 },
  },
  {
    name: 'turned about a corner, in VP9 of odd sides',
    width: 61,
    height: 43,
    spec: {
      codec: 'vp9',
      motions: [{ kind: 'rotate', about: [0, 1], to: 90 }],
      background: '#204080',
      frames: 40,
    },
  },
  {
    name: 'a spiral that comes out of nothing',
    width: 60,
    height: 44,
    spec: {
      motions: [{ kind: 'zoom', from: 0.02, to: 1.2, edges: 'background' }, { kind: 'rotate' }],
      background: '#103010',
      title: '{f}',
      frames: 40,
    },
  },
  {
    name: 'in VP9, which takes odd sizes, under a title',
    width: 63,
    height: 45,
    spec: { codec: 'vp9', title: 'No. {f}' },
  },
];

/** What the engine `scaled` makes. */
const SCALED: readonly { name: string; width: number; height: number; spec: SpecInput }[] = [
  { name: 'a zoom', width: 64, height: 48, spec: { motions: [{ kind: 'zoom' }] } },
  {
    name: 'a zoom of a width that is no multiple of eight, mirrored at its edges',
    width: 37,
    height: 23,
    spec: { motions: [{ kind: 'zoom', from: 1.7, to: 0.6, about: [0.2, 0.9] }], frames: 40 },
  },
  {
    name: 'a zoom out to a quarter, of levels',
    width: 150,
    height: 101,
    spec: { motions: [{ kind: 'zoom', from: 2, to: 0.25, edges: 'repeat' }], frames: 40 },
  },
  {
    name: 'a zoom by an edge that goes on',
    width: 61,
    height: 43,
    spec: { motions: [{ kind: 'zoom', to: 0.7, edges: 'clamp' }], title: 'Frame {f}', frames: 40 },
  },
  {
    name: 'Ken Burns over a larger picture',
    width: 201,
    height: 151,
    spec: { canvas: { width: 64, height: 64 }, motions: [{ kind: 'kenburns' }], frames: 40 },
  },
  {
    name: 'a picture stretched, which is seen smaller along one axis alone',
    width: 161,
    height: 41,
    spec: {
      canvas: { width: 60, height: 60 },
      fit: 'stretch',
      motions: [{ kind: 'zoom', to: 1.5 }],
    },
  },
  {
    name: 'a pan by parts of a pixel',
    width: 90,
    height: 40,
    spec: { canvas: { width: 40, height: 40 }, motions: [{ kind: 'pan' }], frames: 47 },
  },
  {
    name: 'mirrored tiles',
    width: 41,
    height: 40,
    spec: { motions: [{ kind: 'mirror-tile', tiles: 3 }] },
  },
  {
    name: 'a shake, composed with a zoom, in VP9 of odd sides',
    width: 63,
    height: 45,
    spec: { codec: 'vp9', motions: [{ kind: 'shake', turn: 0 }, { kind: 'zoom' }] },
  },
  {
    name: 'a zoom in a figure, under a title',
    width: 41,
    height: 40,
    spec: { ...figure({ title: '{f}' }), motions: [{ kind: 'zoom' }] },
  },
  {
    name: 'a picture with its background at both sides, from an odd column on',
    width: 30,
    height: 50,
    spec: {
      canvas: { width: 75, height: 41 },
      codec: 'vp9',
      fit: 'contain',
      background: '#c04080',
      motions: [{ kind: 'zoom', from: 0.7, edges: 'repeat' }],
      frames: 40,
    },
  },
  {
    name: 'a picture with its background above and below',
    width: 60,
    height: 20,
    spec: {
      canvas: { width: 40, height: 50 },
      fit: 'contain',
      background: '#206010',
      motions: [{ kind: 'sway' }],
    },
  },
  {
    name: 'a single line',
    width: 31,
    height: 1,
    spec: { canvas: { width: 62, height: 16 }, fit: 'stretch', motions: [{ kind: 'zoom' }] },
  },
  {
    name: 'a single pixel',
    width: 1,
    height: 1,
    spec: { canvas: { width: 16, height: 16 }, motions: [{ kind: 'orbit' }] },
  },
];

function roll(motion: { step?: number; axis?: 'x' | 'y' }): SpecInput {
  return { motion: { kind: 'roll', ...motion } };
}

function figure(spec: SpecInput): SpecInput {
  return { ...spec, layout: 'figure', canvas: { width: 120, height: 96 }, background: '#e8f0d8' };
}

/** How far two frames are apart, levels. */
function worstByte(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((worst, byte, at) => Math.max(worst, Math.abs(byte - (other[at] ?? NaN))), 0);
}

describe.each(kinds(Object.entries(BACKENDS), 1))(
  'the planes of a film, drawn with %s',
  (name, flags) => {
    // What is right in one renderer is mostly right in the other, too.
    const of = <T>(all: readonly T[]) =>
      everyNth(name === 'swiftshader' ? all : all.filter((_, n) => n % 3 === 0), 5);
    const cases = [...of(CASES), ...of(SCALED).map((film) => ({ ...film, engine: 'scaled' }))];
    let bundled: BundledPage;
    beforeAll(async () => {
      bundled = await openBundledPage('test/browser/planes-page.ts', flags);
      await addColoredFont(bundled);
    });
    afterAll(() => bundled.close());

    it.each(cases)('are those of its stills: $name', async (film) => {
      const { width, height, spec, engine: wantedEngine } = { engine: undefined, ...film };
      const picture = spec.title ? smooth({ width, height }) : noise({ width, height }, 7);
      bundled.offer('/picture.png', toPng(picture));
      const drawn = await bundled.page.evaluate(
        (job, indices) => globalThis.planesPage.draw('/picture.png', job, indices),
        spec,
        INDICES,
      );
      if (wantedEngine) expect(drawn.engine).toBe(wantedEngine);
      for (const [n, frame] of drawn.frames.entries()) {
        const { planes, drawn: others, drawnBeside, pixels } = frame;
        const still = { ...drawn.canvas, data: fromBase64(pixels), channels: 4 as const };
        const wanted = toPlanes(still, drawn.film);
        for (const [engine, nv12] of Object.entries({ 'its engine': planes, drawn: others })) {
          const off = worstDifference(fromBase64(nv12), wanted);
          expect(off.luma, `Y′ of frame ${INDICES[n]} by ${engine}`).toBeLessThanOrEqual(1);
          expect(off.chroma, `Cb, Cr of frame ${INDICES[n]} by ${engine}`).toBeLessThanOrEqual(1);
        }
        expect(drawnBeside, `frame ${INDICES[n]} in the row beside`).toBe(others);
        const apart = worstByte(fromBase64(planes), fromBase64(others));
        expect(apart, `frame ${INDICES[n]} by its engine and drawn`).toBeLessThanOrEqual(1);
      }
      expect(drawn.frames.at(-1)?.planes).toEqual(drawn.frames[0]?.planes);
      expect(bundled.errors).toEqual([]);
    });
  },
);

/** On a machine without one, too, there are emoji in colour: U+1F389. */
async function addColoredFont(bundled: BundledPage): Promise<void> {
  bundled.offer('/colored.ttf', readFileSync('test/fixtures/fonts/colored.ttf'));
  await bundled.page.evaluate(() => globalThis.planesPage.addFont('/colored.ttf', 'U+1F389'));
}

const TITLES: readonly [string, SpecInput][] = [
  ['on a panel', { title: 'Frame {f:3d} {t:.1f}' }],
  ['in a figure', { ...figure({}), title: '{f} of {n}' }],
];

describe('a title', () => {
  it.each(kinds(TITLES, 1))('%s is the same whatever was drawn before it', async (_, spec) => {
    const bundled = await openBundledPage('test/browser/planes-page.ts');
    try {
      bundled.offer('/picture.png', toPng(noise({ width: 200, height: 100 }, 5)));
      const draw = (indices: readonly number[]) =>
        bundled.page.evaluate(
          (job, frames) => globalThis.planesPage.draw('/picture.png', job, frames),
          spec,
          indices,
        );
      const indices = [9, 10, 11, 99, 100, 100, 8, 111, 11];
      const drawn = await draw(indices);
      const at = (n: number) => drawn.frames[n];
      // One more digit, the same frame again, and one after a narrower and a wider title.
      for (const [n, index] of [
        [4, 100],
        [8, 11],
      ] as const)
        expect(at(n), `frame ${index}`).toEqual((await draw([index])).frames[0]);
      expect(at(5)).toEqual(at(4));
      expect(at(2)).toEqual(at(8));
      expect(bundled.errors).toEqual([]);
    } finally {
      await bundled.close();
    }
  });
});

describe('the characters of a title', () => {
  const size = { width: 300, height: 100 };
  let bundled: BundledPage;
  beforeAll(async () => {
    bundled = await openBundledPage('test/browser/planes-page.ts');
    bundled.offer('/picture.png', toPng(paint(size, () => [255, 255, 255])));
    await addColoredFont(bundled);
  });
  afterAll(() => bundled.close());

  const still = async (title: string, index = 57): Promise<Pixels> => {
    const spec = { title, ...roll({ step: 0 }), frames: 500 };
    const { canvas, pixels } = await bundled.page.evaluate(
      (job, frame) => globalThis.planesPage.still('/picture.png', job, frame),
      spec,
      index,
    );
    return { ...canvas, data: fromBase64(pixels), channels: 4 };
  };

  const alike = [
    ['Arabic', 'الإطار {f} من {n}'],
    ['Hebrew and Latin', 'roll {f} שלום {n}'],
    ['Hebrew', 'שלום {f} עולם'],
    ['Persian', 'فریم {f:3d} گل‌ها'],
    ['Latin between overrides', '\u202eframe {f}\u202c'],
  ];
  it.each(kinds(alike, 2))(
    'of %s stand as they do in a title without numbers',
    async (_, template) => {
      const text = template.replace('{f}', '57').replace('{f:3d}', ' 57').replace('{n}', '500');
      expect(difference(await still(template), await still(text))).toMatchObject({ largest: 0 });
    },
  );

  const placed = [
    ['Hebrew', 'שלום {f} עולם'],
    ['Arabic', 'الإطار {f} من كل'],
    ['Hebrew, a number last', 'שלום {f}'],
    ['Persian', 'فریم {f} گل‌ها'],
  ];
  it.each(kinds(placed, 2))('of %s stand where the page itself shows them', async (_, template) => {
    const before = await still(template, 51);
    const changed = boundsWhere(await still(template, 57), (color, x, y) =>
      color.some((level, channel) => level !== colorAt(before, x, y)[channel]),
    );
    const ink = boundsWhere(before, ([red], x, y) => red > 60 && y < 16 && isPanel(before, x));
    const text = template.replace('{f}', '51');
    const { whole, part } = await bundled.page.evaluate(
      (line) => globalThis.planesPage.place(line, '1', 10, 300),
      text,
    );
    expect(changed?.x).toBeGreaterThanOrEqual(Math.floor(part.left) - 1);
    expect((changed?.x ?? 0) + (changed?.width ?? 0)).toBeLessThanOrEqual(
      Math.ceil(part.right) + 1,
    );
    // Letters that aren't joined take more room.
    expect(Math.abs((ink?.x ?? 0) - whole.left)).toBeLessThanOrEqual(3);
    expect(Math.abs((ink?.x ?? 0) + (ink?.width ?? 0) - whole.right)).toBeLessThanOrEqual(3);
  });

  it('that have colours keep them, beside letters in the ink of the title', async () => {
    const drawn = await still('🎉 {f}');
    const isNear = (wanted: Color) => (color: Color) =>
      color.every((level, channel) => Math.abs(level - (wanted[channel] ?? 0)) <= 2);
    // Two of the font's squares; the third is half transparent, over the panel's black.
    for (const color of [
      [230, 26, 26],
      [26, 179, 51],
    ] as const)
      expect(boundsWhere(drawn, isNear(color))).toBeDefined();
    const panel = boundsWhere(drawn, isNear([0, 0, 0]));
    expect(panel?.y).toBe(0);
    const party = boundsWhere(
      drawn,
      ([red, green, blue]) => Math.max(red, green, blue) - Math.min(red, green, blue) > 20,
    );
    const digits = boundsWhere(
      drawn,
      ([red, green, blue], x, y) =>
        red === green &&
        green === blue &&
        red > 100 &&
        y < 16 &&
        x > (party?.x ?? 0) + (party?.width ?? 0) &&
        isPanel(drawn, x),
    );
    expect(digits?.width).toBeGreaterThan(8);
    expect(bundled.errors).toEqual([]);
  });
});

/** Whether the panel is behind the text in this column. */
function isPanel(drawn: Pixels, x: number): boolean {
  return colorAt(drawn, x, 0).every((level) => level === 0);
}

describe('planes in the middle of larger ones', () => {
  it('are taken by VideoFrame from where they lie', async () => {
    const bundled = await openBundledPage('test/browser/planes-capture-page.ts');
    try {
      const { taken, given } = await bundled.page.evaluate(() =>
        globalThis.planesCapturePage.capture(),
      );
      expect(taken).toEqual(given);
      expect(bundled.errors).toEqual([]);
    } finally {
      await bundled.close();
    }
  });
});

/** Levels between NV12 planes, one behind the other, and planar ones. */
function worstDifference(
  nv12: Uint8Array,
  { width, height, planes }: ReturnType<typeof toPlanes>,
): { luma: number; chroma: number } {
  const [columns, rows] = [half(width), half(height)];
  const worst = { luma: 0, chroma: 0 };
  const compare = (plane: 'luma' | 'chroma', at: number, wanted: number | undefined) => {
    worst[plane] = Math.max(worst[plane], Math.abs((nv12[at] ?? NaN) - (wanted ?? NaN)));
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) compare('luma', y * width + x, planes[y * width + x]);
  }
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = width * height + 2 * (y * columns + x);
      const place = width * height + y * columns + x;
      compare('chroma', at, planes[place]);
      compare('chroma', at + 1, planes[place + columns * rows]);
    }
  }
  return worst;
}
