import { readFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { Rect } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession } from '../session.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { drawStill, fromPng, noise, type Pixels, smooth, toPng } from './pixels.ts';

// What is taken of a picture is drawn as a file of that part would be: in every sample.

const PART: Rect = { x: 7, y: 11, width: 41, height: 23 };
const CROP = '41x23+7+11';
const PICTURE = { width: 67, height: 45 };

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

function cut({ width, data, channels }: Pixels, part: Rect): Pixels {
  const rows = Array.from({ length: part.height }, (_, row) => {
    const from = channels * ((part.y + row) * width + part.x);
    return data.subarray(from, from + channels * part.width);
  });
  const { width: columns, height } = part;
  return { width: columns, height, channels, data: new Uint8Array(Buffer.concat(rows)) };
}

describe('what is taken of a picture', () => {
  const pictures = [noise(PICTURE, 1), noise(PICTURE, 2, 4), smooth(PICTURE, 3)];

  it.each<[string, SpecInput]>([
    ['as it is', { motions: [] }],
    ['rolls around', { motions: [{ kind: 'roll', step: 1.5 }] }],
    ['is resampled', { size: { width: 30, height: 50 } }],
    ['is zoomed out, with its levels', { motions: [{ kind: 'zoom', from: 1, to: 0.2 }] }],
    ['is turned, cubic', { motions: [{ kind: 'rotate' }], filter: 'cubic' }],
    ['stands before itself, blurred', { canvas: '1:1', fit: 'contain', background: 'blur' }],
    ['has a point of interest of its own', { canvas: '9:16', position: 'auto' }],
    ['is printed as a figure', { layout: 'figure', canvas: { width: 160, height: 120 } }],
  ])('%s', async (_, spec) => {
    for (const picture of pictures) {
      const film = { ...spec, frames: 8 };
      // oxlint-disable-next-line no-await-in-loop -- one session, one job
      const cropped = await drawStill(session, { ...film, crop: CROP }, picture, 3);
      // oxlint-disable-next-line no-await-in-loop -- one session, one job
      expect(cropped).toEqual(await drawStill(session, film, cut(picture, PART), 3));
    }
  });

  it('is of the built-in one, too', async () => {
    const whole = await drawStill(session, { motions: [] }, undefined);
    const part = { x: 100, y: 200, width: 64, height: 48 };
    const cropped = await drawStill(session, { motions: [], crop: '64x48+100+200' }, undefined);
    expect(cropped).toEqual(cut(whole, part));
  });

  it('is counted in the picture as it stands upright', async () => {
    const file = readFileSync(new URL('../fixtures/pictures/card-exif-6.png', import.meta.url));
    await openJob(session, { motions: [] }, file);
    const whole = fromPng(await session.still(0));
    await openJob(session, { motions: [], crop: '5x9+2+3' }, file);
    expect(fromPng(await session.still(0))).toEqual(
      cut(whole, { x: 2, y: 3, width: 5, height: 9 }),
    );
  });

  it('may be a part of a picture that is larger than any texture', async () => {
    const wide = noise({ width: 40_000, height: 6 }, 4);
    await expect(openJob(session, {}, toPng(wide))).rejects.toMatchObject({
      code: 'picture-too-large',
    });
    const cropped = await drawStill(session, { motions: [], crop: '50x6+39000+0' }, wide);
    expect(cropped).toEqual(cut(wide, { x: 39_000, y: 0, width: 50, height: 6 }));
    await expect(openJob(session, { crop: '99%x100%' }, toPng(wide))).rejects.toMatchObject({
      code: 'picture-too-large',
      message: expect.stringContaining('39600x6 pixels'),
    });
  });

  it('must lie in it', async () => {
    const picture = toPng(smooth(PICTURE));
    await expect(openJob(session, { crop: '60x10+8+0' }, picture)).rejects.toMatchObject({
      code: 'usage',
      message: 'The crop 60x10+8+0 reaches beyond the picture, which has 67x45 px.',
    });
  });
});

describe('its depth map', () => {
  let bundled: BundledPage;
  beforeAll(async () => {
    bundled = await openBundledPage('test/browser/effects-page.ts');
  });
  afterAll(() => bundled.close());

  it.each([8, 16] as const)('of %i bits is cut as it is', async (depth) => {
    const picture = smooth(PICTURE, 5);
    // Half as long a side, so that the part begins and ends between its pixels, too.
    const levels = smooth({ width: 134, height: 90 }, 6);
    const map = (part: Rect) => {
      const { data, ...size } = cut(levels, part);
      const grey = Uint16Array.from({ length: size.width * size.height }, (_, n) =>
        depth === 16 ? 256 * (data[3 * n] ?? 0) + (data[3 * n + 1] ?? 0) : (data[3 * n] ?? 0),
      );
      const bytes = depth === 16 ? grey : Uint8Array.from(grey);
      return encode({ ...size, channels: 1, data: bytes, depth });
    };
    bundled.offer('/whole.png', toPng(picture));
    bundled.offer('/part.png', toPng(cut(picture, PART)));
    bundled.offer('/whole-depth.png', map({ x: 0, y: 0, width: 134, height: 90 }));
    bundled.offer('/part-depth.png', map({ x: 14, y: 22, width: 82, height: 46 }));
    const draw = async (name: string, spec: SpecInput) => {
      const effects = [{ name: 'parallax', depth: `/${name}-depth.png` }];
      const [frame] = await bundled.page.evaluate(
        (...args) => globalThis.effectsPage.draw(...args),
        `/${name}.png`,
        { ...spec, motions: [], frames: 8, effects },
        [3],
      );
      return fromBase64(frame ?? '');
    };
    expect(await draw('whole', { crop: CROP })).toEqual(await draw('part', {}));
  });
});
