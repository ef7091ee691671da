import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { BackendChoice } from '../../src/cli/browser/graphics.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { kinds } from '../faults/tries.ts';
import { trySession } from '../session.ts';
import { toRgb } from './bt709.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { type Decoder, sharedDecoder } from './decoding.ts';
import { renderFilm } from './film.ts';
import { type Color, colorAt, paint, toPng } from './pixels.ts';

let decoder: Decoder;
beforeAll(async () => {
  decoder = await sharedDecoder();
});

const BLOCK = 40;
const COLORS: readonly Color[] = [
  [255, 0, 0],
  [0, 160, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [200, 120, 40],
  [30, 90, 60],
];
const patches = paint({ width: 4 * BLOCK - 1, height: 2 * BLOCK - 1 }, (x, y) => {
  return COLORS[4 * Math.floor(y / BLOCK) + Math.floor(x / BLOCK)] ?? [0, 0, 0];
});
/** In the middle of each patch. */
const PLACES = COLORS.map((_, n) => {
  return { x: (n % 4) * BLOCK + BLOCK / 2, y: Math.floor(n / 4) * BLOCK + BLOCK / 2 };
});

describe.each(kinds(['swiftshader', 'llvmpipe'] as const, 1))(
  'films drawn with %s',
  (gl: BackendChoice) => {
    let session: Session | string;
    beforeAll(async () => {
      session = await trySession(gl);
      if (typeof session === 'string') console.warn(`Skipped without ${gl}: ${session}`);
    });

    it('are the same by planes and by canvas, within two levels', async (context) => {
      if (typeof session === 'string') {
        context.skip(session);
        return;
      }
      const spec = {
        quality: 'high',
        frames: 8,
        motion: { kind: 'roll', step: 0 },
        encoder: 'webcodecs',
      } as const satisfies SpecInput;
      const byPlanes = await renderFilm(session, { ...spec, capture: 'planes' }, patches);
      const byCanvas = await renderFilm(session, { ...spec, capture: 'canvas' }, patches);
      expect([byPlanes.start.capture, byCanvas.start.capture]).toEqual(['planes', 'canvas']);
      const [planes, canvas] = [
        (await decoder.decode(byPlanes.bytes)).at(-1),
        (await decoder.decode(byCanvas.bytes)).at(-1),
      ];
      if (!planes || !canvas) throw new Error('a film without frames');
      expect(canvas.width).toBe(planes.width);
      expect(canvas.height).toBe(planes.height);
      for (const { x, y } of PLACES) {
        const [expected, actual] = [toRgb(planes), toRgb(canvas)].map((rgb) => colorAt(rgb, x, y));
        const off = actual?.map((level, i) => Math.abs(level - (expected?.[i] ?? 0))) ?? [];
        expect(
          Math.max(...off),
          `at ${x},${y}: ${String(actual)} and ${String(expected)}`,
        ).toBeLessThanOrEqual(2);
      }
      // The film's last row and column, which the canvas doesn't have, repeat its edge.
      const rgb = toRgb(canvas);
      const off = colorAt(rgb, rgb.width - 1, 4).map((level, i) =>
        Math.abs(level - (colorAt(rgb, rgb.width - 4, 4)[i] ?? 0)),
      );
      expect(Math.max(...off)).toBeLessThanOrEqual(2);
      expect(rgb.width).toBe(4 * BLOCK);
    });
  },
);

describe('a GPU', () => {
  let bundled: BundledPage;
  beforeAll(async () => {
    bundled = await openBundledPage('test/browser/capture-page.ts');
    bundled.offer('/picture.png', toPng(patches));
  });
  afterAll(() => bundled.close());

  it('is read from where its encoder is software', async () => {
    const { name, reason } = await bundled.page.evaluate(() => globalThis.capturePage.choose());
    expect(name).toBe('planes');
    expect(reason).toContain('the encoder is software');
    expect(bundled.errors).toEqual([]);
  });
});
