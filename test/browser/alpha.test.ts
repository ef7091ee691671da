import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { kinds } from '../faults/tries.ts';
import { BACKENDS } from './backends.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { noise, paint, type Pixels, toPng } from './pixels.ts';

describe.each(kinds(Object.entries(BACKENDS), 1))(
  'what is drawn before its background, with %s',
  (_, flags) => {
    let bundled: BundledPage;
    beforeAll(async () => {
      bundled = await openBundledPage('test/browser/alpha-page.ts', flags);
    });
    afterAll(() => bundled.close());

    const draw = async (picture: Pixels, spec: SpecInput, index = 0) => {
      bundled.offer('/picture.png', toPng(picture));
      const drawn = await bundled.page.evaluate(
        (...job) => globalThis.alphaPage.draw('/picture.png', ...job),
        spec,
        index,
      );
      expect(bundled.errors).toEqual([]);
      return { ...drawn, data: fromBase64(drawn.data) };
    };

    it('has the alpha of its picture, and colours premultiplied by it', async () => {
      const picture = noise({ width: 70, height: 66 }, 5, 4);
      const step = 3;
      const { data, isOpaque } = await draw(picture, { motion: { kind: 'roll', step } }, 2);
      expect(isOpaque).toBe(false);
      let worst = 0;
      for (let at = 0; at < data.length; at += 4) {
        const x = (at / 4) % 70;
        const from = at + 4 * (((x - 2 * step + 70) % 70) - x);
        const alpha = picture.data[from + 3] ?? NaN;
        expect(data[at + 3]).toBe(alpha);
        for (let i = 0; i < 3; i++) {
          const wanted = ((picture.data[from + i] ?? NaN) * alpha) / 255;
          worst = Math.max(worst, Math.abs((data[at + i] ?? NaN) - wanted));
        }
      }
      // Rounded once.
      expect(worst).toBeLessThanOrEqual(0.51);
    });

    it('keeps the alpha of a picture that is resampled, and none around it in a figure', async () => {
      const half = paint({ width: 40, height: 40 }, () => [200, 100, 50, 128]);
      const spec: SpecInput = {
        layout: 'figure',
        canvas: { width: 120, height: 100 },
        size: { width: 20, height: 30 },
        background: '#ff0000',
      };
      const { data, canvas } = await draw(half, spec);
      const at = (x: number, y: number) => [
        ...data.subarray(4 * (y * canvas.width + x)).subarray(0, 4),
      ];
      expect(at(2, 2)).toEqual([0, 0, 0, 0]);
      expect(at(60, 50)[3]).toBe(128);
      expect(Math.abs((at(60, 50)[0] ?? NaN) - 100)).toBeLessThanOrEqual(1);
    });

    it.each<[string, readonly [number, number]]>([
      ['first', [0, 0]],
      ['last', [69, 65]],
      ['middle', [64, 30]],
    ])('takes a picture for opaque unless one pixel is not, the %s', async (_name, [x, y]) => {
      const size = { width: 70, height: 66 };
      const solid = paint(size, (column, row) => [column, row, 9, 255]);
      expect((await draw(solid, {})).isOpaque).toBe(true);
      const holed = paint(size, (column, row) => [
        column,
        row,
        9,
        column === x && row === y ? 254 : 255,
      ]);
      expect((await draw(holed, {})).isOpaque).toBe(false);
    });
  },
);
