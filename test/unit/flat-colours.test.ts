import { describe, expect, it } from 'vitest';
import { encodeEvenly } from '../../src/codecs/webcodecs/encode-evenly.ts';
import type { Encoded } from '../../src/codecs/webcodecs/group-encoder.ts';
import type { Told } from '../../src/codecs/webcodecs/plain-pictures.ts';
import { faultOfFlat, isKept } from '../../src/core/planes/flat-error.ts';
import {
  findFlatPlaces,
  hasChroma,
  kindOfFlat,
  type Planes,
} from '../../src/core/planes/flat-places.ts';
import { toPlanes } from '../browser/bt709.ts';
import { type Color, noise, paint, type Pixels } from '../browser/pixels.ts';
import { filmPlan } from '../film-plan.ts';

const SIDE = 64;

function planesOf(picture: Pixels): Planes {
  const { planes, width, height } = toPlanes(picture);
  const chroma = { stride: width / 2, step: 1 };
  return {
    width,
    height,
    peak: 255,
    isHalved: true,
    planes: [
      { samples: planes, offset: 0, stride: width, step: 1 },
      { samples: planes, offset: width * height, ...chroma },
      { samples: planes, offset: 1.25 * width * height, ...chroma },
    ],
  };
}

const plain = (color: Color) => paint({ width: SIDE, height: SIDE }, () => color);

/** The share of a picture that is flat. */
function shareOf(picture: Pixels): number {
  const flat = findFlatPlaces(planesOf(picture));
  return (flat?.places.length ?? 0) / ((picture.width * picture.height) / 4);
}

describe('what is flat of a picture', () => {
  it('is all of one colour, and what lies eight pixels inside two', () => {
    expect(shareOf(plain([200, 120, 40]))).toBe(1);
    const two = paint({ width: SIDE, height: SIDE }, (x) => (x < 32 ? [255, 0, 0] : [0, 0, 255]));
    expect(shareOf(two)).toBe(48 / 64);
  });

  it('is nothing of grain, nor of a gradient, nor of a photograph with a black corner', () => {
    expect(shareOf(noise({ width: SIDE, height: SIDE }, 1))).toBe(0);
    expect(shareOf(paint({ width: 256, height: 256 }, (_, y) => [y >> 3, y >> 3, y >> 3]))).toBe(0);
    const grain = noise({ width: 256, height: 256 }, 2);
    const corner = paint({ width: 256, height: 256 }, (x, y) =>
      x < 64 && y < 64 ? [0, 0, 0] : [grain.data[3 * (256 * y + x)] ?? 0, 90, 90],
    );
    expect(shareOf(corner)).toBe(0);
  });
});

describe('what a picture is flat by', () => {
  const kindOf = (picture: Pixels) => kindOfFlat(planesOf(picture), hasChroma);

  it('is greys, unless a sixteenth of it is flat and none', () => {
    expect(kindOf(plain([255, 255, 255]))).toBe('greys');
    expect(kindOf(plain([90, 90, 90]))).toBe('greys');
    const withRed = (rows: number) =>
      paint({ width: SIDE, height: SIDE }, (_, y) => (y < rows ? [200, 30, 30] : [255, 255, 255]));
    expect(kindOf(withRed(24))).toBe('colours');
    expect(kindOf(plain([250, 220, 235]))).toBe('colours');
    expect(kindOf(noise({ width: SIDE, height: SIDE }, 1))).toBeUndefined();
  });
});

describe('how far flat colours are off', () => {
  const faultBetween = (actual: Color, drawn: Color) => {
    const wanted = planesOf(plain(drawn));
    const flat = findFlatPlaces(wanted);
    if (flat === undefined) throw new Error('nothing is flat');
    return faultOfFlat(planesOf(plain(actual)), wanted, flat);
  };

  it('is nothing where planes are what they were, whatever their own rounding', () => {
    expect(faultBetween([200, 120, 40], [200, 120, 40])).toEqual({ off: 0, beyond: 0 });
  });

  it('is that of greys where there is no chroma', () => {
    expect(faultBetween([189, 189, 189], [187, 187, 187]).off).toBe(2);
  });

  it('is kept where it is two levels, and counts all pixels where it is more', () => {
    expect(isKept(faultBetween([129, 129, 129], [128, 128, 128]))).toBe(true);
    const fault = faultBetween([140, 128, 128], [128, 128, 128]);
    expect(fault.off).toBeGreaterThanOrEqual(10);
    expect(fault.beyond).toBe(SIDE ** 2);
  });
});

describe('a group of pictures with flat colours', () => {
  const TOLD: Told = {
    film: filmPlan({ codec: 'vp9', quantizer: 170 }),
    config: { codec: '', width: 2, height: 2 },
  };
  const PLACE = { isFirst: true, isLast: true };
  const chunk = (length: number) =>
    ({ track: 'video', data: new Uint8Array(length), key: true, timestamp: 0 }) as const;

  /** An encoder that keeps them from a quantizer on, with so many bytes by its quantizer. */
  function encoder(keeps: number, stands: boolean, bytesOf: (own: number) => number = () => 100) {
    const tried: (number | undefined)[] = [];
    const encodeOnce = async (told: Told): Promise<Encoded> => {
      const own = told.quantizers?.[0] ?? 170;
      tried.push(own);
      const off = own <= keeps ? 2 : own;
      return { chunks: [chunk(bytesOf(own))], told, flat: { off, beyond: off, stands } };
    };
    return { tried, encodeOnce };
  }

  it('is encoded with the quantizers of better qualities until they are kept', async () => {
    const { tried, encodeOnce } = encoder(24, true);
    await encodeEvenly(TOLD, PLACE, encodeOnce);
    expect(tried).toEqual([170, 80, 24]);
  });

  it('is encoded as finely as no quality is where they stand, and no finer than any where they move', async () => {
    const standing = encoder(3, true);
    await encodeEvenly(TOLD, PLACE, standing.encodeOnce);
    expect(standing.tried).toEqual([170, 80, 24, 12, 6, 3]);
    const moving = encoder(3, false);
    await encodeEvenly(TOLD, PLACE, moving.encodeOnce);
    expect(moving.tried).toEqual([170, 80, 24]);
  });

  it('where nothing keeps them, is what is least off of three times its bytes', async () => {
    const { encodeOnce } = encoder(0, false, (own) => (own > 24 ? 17_000 / own : 1000));
    const { told } = await encodeEvenly(TOLD, PLACE, encodeOnce);
    expect(told.quantizers).toEqual([80]);
  });

  it('is encoded again, looked at from its first frame, where they come behind it', async () => {
    const looks: (boolean | undefined)[] = [];
    await encodeEvenly(TOLD, PLACE, async (told) => {
      looks.push(told.isFlat);
      const flat = told.isFlat ? { off: 1, beyond: 0, stands: false } : ('unseen' as const);
      return { chunks: [chunk(100)], told, flat };
    });
    expect(looks).toEqual([undefined, true]);
  });
});
