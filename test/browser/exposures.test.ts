import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { exposuresOf } from '../../src/film/frame/exposures.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { sharedSession } from '../session.ts';
import { decodeWithFfmpeg, ffmpegUnavailable } from './decoding.ts';
import { renderFilm } from './film.ts';
import { difference, drawStill, noise, paint, type Pixels, smooth } from './pixels.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

function toLight(level: number): number {
  return level <= 0.04045 * 255 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
}

function toLevel(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}

/** A white bar on black, one pixel wide. */
const BAR = paint({ width: 48, height: 16 }, (x) => (x === 20 ? [255, 255, 255] : [0, 0, 0]));

function row({ width, channels, data }: Pixels, y: number): number[] {
  return Array.from({ length: width }, (_, x) => data[(y * width + x) * channels] ?? 0);
}

describe('--shutter', () => {
  it('spreads light over the way that a picture goes while it is open', async () => {
    const motions = readMotions('roll:step=16');
    const still = await drawStill(session, { motions, shutter: 180, frames: 3 }, BAR, 0);
    // It goes 8 px, half of a step, from where it stands.
    const light = row(still, 5).map(toLight);
    expect(light.slice(0, 19).every((level) => level === 0)).toBe(true);
    // At sixteen places ¼ and ¾ of a pixel from others: the bar is ¾ as bright in one, ¼ in the next.
    const expected = (2 * (toLight(0.75 * 255) + toLight(0.25 * 255))) / 16;
    for (const each of light.slice(22, 27)) expect(each).toBeCloseTo(expected, 2);
    expect(light.slice(30).every((level) => level === 0)).toBe(true);
  });

  it('is the mean of its moments in linear light', async () => {
    const picture = noise({ width: 40, height: 30 }, 4);
    const spec = { motions: readMotions('roll:step=3'), shutter: 120, frames: 9 };
    const still = await drawStill(session, spec, picture, 2);
    const sums = new Float64Array(still.data.length);
    const exposures = exposuresOf({ samples: 1, shutter: 120 });
    for (const { time } of exposures) {
      const motions = readMotions(`roll:step=${(3 * (2 + time)).toFixed(9)}`);
      const moment = await drawStill(session, { motions, frames: 9 }, picture, 1);
      for (const [i, level] of moment.data.entries()) sums[i] = (sums[i] ?? 0) + toLight(level);
    }
    const data = Uint8Array.from(sums, (sum) => Math.round(toLevel(sum / exposures.length)));
    const off = difference(still, { ...still, data });
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(1);
  });

  it('never mixes the end of a film that stays open into its beginning', async () => {
    const picture = smooth({ width: 40, height: 30 }, 4);
    const spec = { motions: readMotions('zoom:to=3'), frames: 300 };
    const sharp = await drawStill(session, spec, picture, 0);
    const blurred = await drawStill(session, { ...spec, shutter: 360 }, picture, 0);
    expect(difference(blurred, sharp).largest).toBeLessThan(4);
  });
});

describe('--samples', () => {
  it('smooths what one sample makes stairs of', async () => {
    const half = paint({ width: 40, height: 40 }, (x) => (x < 20 ? [0, 0, 0] : [255, 255, 255]));
    const motions = readMotions('rotate:from=10,to=10,edges=clamp');
    const levels = async (samples: number) => {
      const spec = { motions, frames: 1, filter: 'nearest', samples } as const;
      return new Set(row(await drawStill(session, spec, half), 10)).size;
    };
    expect(await levels(1)).toBe(2);
    expect(await levels(4)).toBeGreaterThan(2);
  });

  it('takes every place of the pixel as often, each at moments of its own', () => {
    for (const samples of [1, 2, 3, 5, 8]) {
      const exposures = exposuresOf({ samples, shutter: 180 });
      const places = new Map<string, number[]>();
      for (const { x, y, time } of exposures) {
        const key = `${x},${y}`;
        places.set(key, [...(places.get(key) ?? []), time]);
      }
      expect(places.size).toBe(samples ** 2);
      const each = exposures.length / samples ** 2;
      expect([...places.values()].every((times) => times.length === each)).toBe(true);
      expect(new Set(exposures.map(({ time }) => time)).size).toBe(exposures.length);
      expect(exposures.length).toBeGreaterThanOrEqual(16);
      const mean = exposures.reduce((sum, { time }) => sum + time, 0) / exposures.length;
      expect(mean).toBeCloseTo(0.25, 9);
    }
    expect(exposuresOf({ samples: 1, shutter: 0 })).toEqual([]);
  });

  it('and shutter are drawn alike by both renderers, and in films', async () => {
    const picture = smooth({ width: 48, height: 32 }, 9);
    const motions = readMotions('rotate:to=90 + zoom:to=2');
    const spec = { motions, frames: 6, samples: 3, shutter: 270, quality: 'high' } as const;
    const still = await drawStill(session, spec, picture, 3);
    const other = await sharedSession('swiftshader');
    const off = difference(await drawStill(other, spec, picture, 3), still);
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(1);
    if (ffmpegUnavailable() !== undefined) return;
    const film = await renderFilm(session, spec, picture);
    expect(film.start.engine).toBe('drawn');
    const frame = decodeWithFfmpeg(film.bytes, 48, 32)[3];
    const at = 16 * 48 + 24;
    const [red = 0, green = 0, blue = 0] = still.data.subarray(3 * at);
    const luma = 16 + (219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)) / 255;
    expect(Math.abs((frame?.planes[at] ?? 0) - luma)).toBeLessThan(4);
  });

  it('and shutter are refused where vectors write the film', async () => {
    const film = renderFilm(session, { encoder: 'rolled', shutter: 180, frames: 4 }, BAR);
    await expect(film).rejects.toThrow(/samples and shutter mix them/);
  });
});
