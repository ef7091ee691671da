import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EffectSpec } from '../../src/effects/effect.ts';
import { kinds } from '../faults/tries.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { type Color, paint, toPng } from './pixels.ts';

// What goes by a depth map, on two planes: one that is near, all red, and one behind it, all blue, both with the
// number of their column in green. So each pixel says where it comes from.

const SIZE = { width: 192, height: 128 };
const SHORTER = 128;
const EDGE = 96;
const DISC = { x: 90, y: 60, radius: 30 };
/** How far from the edge between the planes both may be seen, px: picture and map mix them within one. */
const TORN = 2;
/** How much of the other plane may be left in a pixel there, levels: renderers round places otherwise. */
const LEFT = 8;

/** How much of a pixel is near, 0…1. */
type Cover = (x: number, y: number) => number;
const beforeEdge: Cover = (x) => Number(x < EDGE);
const inDisc: Cover = (x, y) => Math.min(Math.max(0.5 - beyondDisc(x, y), 0), 1);

function beyondDisc(x: number, y: number): number {
  return Math.hypot(x - DISC.x, y - DISC.y) - DISC.radius;
}

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  for (const [name, cover] of [
    ['edge', beforeEdge],
    ['disc', inDisc],
  ] as const) {
    const levels = { length: SIZE.width * SIZE.height };
    const data = Uint16Array.from(levels, (_, n) =>
      Math.round(65_535 * cover((n % SIZE.width) + 0.5, Math.floor(n / SIZE.width) + 0.5)),
    );
    bundled.offer(`/${name}-depth.png`, encode({ ...SIZE, data, depth: 16, channels: 1 }));
    const color = (x: number, y: number): Color => {
      const red = Math.round(255 * cover(x + 0.5, y + 0.5));
      return [red, x, 255 - red];
    };
    bundled.offer(`/${name}.png`, toPng(paint(SIZE, color)));
  }
});
afterAll(() => bundled.close());

const FRAMES = 8;

async function draw(picture: string, effect: EffectSpec, indices: readonly number[]) {
  const frames = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    `/${picture}.png`,
    { motions: [], frames: FRAMES, effects: [{ ...effect, depth: `/${picture}-depth.png` }] },
    indices,
  );
  return frames.map(fromBase64);
}

/** Every pixel of a frame. */
function* pixelsOf(frame: Uint8Array | undefined) {
  expect(frame?.length).toBe(4 * SIZE.width * SIZE.height);
  if (frame === undefined) return;
  for (let n = 0; n < frame.length / 4; n++) {
    const [red = NaN, green = NaN, blue = NaN] = frame.subarray(4 * n, 4 * n + 3);
    yield { x: (n % SIZE.width) + 0.5, y: Math.floor(n / SIZE.width) + 0.5, red, green, blue };
  }
}

/** The share of light, 0…1, as depth-of-field.glsl mixes it. */
function lightOf(level: number): number {
  return (level / 255) ** 2;
}

/** How much of a disc, as a share of it, lies before a straight edge that is so far from its middle, in radii. */
function coveredBy(distance: number): number {
  const d = Math.min(Math.max(distance, -1), 1);
  return (Math.acos(d) - d * Math.sqrt(1 - d * d)) / Math.PI;
}

describe('depth of field', () => {
  const APERTURE = 0.06;
  const reach = APERTURE * SHORTER;
  const softly = (focus: number, highlights: number): EffectSpec => ({
    name: 'depth-of-field',
    aperture: APERTURE,
    range: 0,
    focus,
    highlights,
  });

  it.each(kinds([0.4, 0, 1], 1))(
    'keeps what is sharp and near off what is soft behind it',
    async (bright) => {
      const [frame] = await draw('edge', softly(1, bright), [0]);
      const wrong: string[] = [];
      for (const { x, y, red, green, blue } of pixelsOf(frame)) {
        const isNear = beforeEdge(x, y) === 1;
        // What is near is as it was; nothing of it, and of its columns, shines around it.
        const isRight = isNear
          ? red === 255 && blue === 0 && Math.abs(green - Math.floor(x)) <= 1
          : red === 0 && blue === 255 && green >= EDGE - 1;
        if (!isRight) wrong.push(`${x},${y}: ${red} ${green} ${blue}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(kinds([0.4, 0, 1], 1))(
    'lays what is soft and near over what is sharp behind it',
    async (bright) => {
      const [frame] = await draw('edge', softly(0, bright), [0]);
      const wrong: string[] = [];
      for (const { x, y, red, green, blue } of pixelsOf(frame)) {
        // The second pass smooths the first, over a third of its circles.
        const isBeyond = x > EDGE + 1.3 * reach + 1;
        const isSharp = red === 0 && blue === 255 && green === Math.floor(x);
        const wanted = coveredBy((x - EDGE) / reach);
        const isCovered = [lightOf(red), 1 - lightOf(blue)].every(
          (share) => Math.abs(share - wanted) < 0.12,
        );
        const isRight = isBeyond ? isSharp : isCovered;
        if (!isRight) wrong.push(`${x},${y}: ${red} ${green} ${blue}, not ${wanted}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('parallax', () => {
  const STRENGTH = 0.05;
  const MOST = STRENGTH * SHORTER;
  const INDICES = [0, 1, 3, 6];

  /** How far near and far part in a frame, px, as the effect's own words have it. */
  function parting(path: string, index: number, u: number, v: number): readonly [number, number] {
    const angle = (2 * Math.PI * index) / FRAMES;
    if (path === 'sway') return [MOST * Math.sin(angle), 0];
    if (path === 'nod') return [0, MOST * Math.sin(angle)];
    if (path === 'orbit') return [MOST * Math.cos(angle), MOST * Math.sin(angle)];
    const nearer = (2 * MOST * Math.sin(angle / 2) ** 2) / SIZE.width;
    return [nearer * (u - 0.5) * SIZE.width, nearer * (v - 0.5) * SIZE.height];
  }

  /** Where the two planes are seen in a pixel, px of the picture. */
  function seenAt(path: string, focus: number, index: number, x: number, y: number) {
    const [u, v] = [x / SIZE.width, y / SIZE.height];
    const [dx, dy] = parting(path, index, u, v);
    const enlarged = 1 - 2 * STRENGTH * Math.max(focus, 1 - focus);
    const along = (share: number, length: number) => (0.5 + (share - 0.5) * enlarged) * length;
    const [atX, atY] = [along(u, SIZE.width), along(v, SIZE.height)];
    const at = (level: number) => ({
      x: atX - dx * (level - focus),
      y: atY - dy * (level - focus),
    });
    return { near: at(1), far: at(0) };
  }

  it.each(kinds(['orbit', 'dolly', 'sway', 'nod'], 2))(
    'along %s parts two planes whole',
    async (path) => {
      for (const focus of [0, 0.5, 1]) {
        const effect = { name: 'parallax', strength: STRENGTH, path, focus };
        const frames = await draw('disc', effect, INDICES);
        for (const [n, index] of INDICES.entries()) {
          const wrong: string[] = [];
          for (const { x, y, red, green, blue } of pixelsOf(frames[n])) {
            const { near, far } = seenAt(path, focus, index, x, y);
            const from = beyondDisc(near.x, near.y);
            // No pixel is anything but the picture's; only along the edge it may be both planes'.
            let isRight = Math.abs(red + blue - 255) <= LEFT;
            if (Math.abs(from) > TORN) isRight &&= Math.abs(red - (from < 0 ? 255 : 0)) <= LEFT;
            const isSeen = from > TORN && beyondDisc(far.x, far.y) > TORN;
            // Each plane lies where it should; what was hidden comes from anywhere on the one behind.
            const place = from < -TORN ? near.x : isSeen ? far.x : undefined;
            if (place !== undefined) isRight &&= Math.abs(green - (place - 0.5)) <= 1;
            if (!isRight) wrong.push(`${x},${y}: ${red} ${green} ${blue}, ${from.toFixed(1)}`);
          }
          expect(wrong.slice(0, 5), `focus ${focus}, frame ${index}, of ${wrong.length}`).toEqual(
            [],
          );
        }
      }
    },
  );
});
