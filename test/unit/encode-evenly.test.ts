import { describe, expect, it } from 'vitest';
import { dipsOf, encodeEvenly } from '../../src/codecs/webcodecs/encode-evenly.ts';
import type { Told } from '../../src/codecs/webcodecs/plain-pictures.ts';
import { filmPlan } from '../film-plan.ts';

const COUNT = 20;
const TOLD: Told = {
  film: filmPlan({ depth: 10, quantizer: 24, keyQuantizer: 52 }),
  config: { codec: '', width: 2, height: 2 },
};

const ALONE = { isFirst: true, isLast: true };
const AMID = { isFirst: false, isLast: false };

/** An encoder whose frames have this many dB by their quantizers, and what it was told, try by try. */
function encoder(psnrOf: (place: number, quantizer: number) => number) {
  const tries: (readonly number[] | undefined)[] = [];
  const encodeOnce = async (told: Told, isFirst: boolean) => {
    expect(isFirst).toBe(tries.length === 0);
    tries.push(told.quantizers);
    const psnr = Array.from({ length: COUNT }, (_, place) =>
      psnrOf(place, told.quantizers?.[place] ?? (place === 0 ? 52 : 24)),
    );
    return { chunks: [], told, psnr };
  };
  return { tries, encodeOnce };
}

describe('a group of pictures', () => {
  it('is encoded once where no frame stands out, or none is measured', async () => {
    const { tries, encodeOnce } = encoder(() => 50);
    await encodeEvenly(TOLD, ALONE, encodeOnce);
    expect(tries).toEqual([undefined]);
    let count = 0;
    const unmeasured = async (told: Told) => ({ chunks: [], told, count: ++count });
    await encodeEvenly(TOLD, ALONE, unmeasured);
    expect(count).toBe(1);
  });

  it('is encoded again with a finer quantizer for what stands out, and the rest as before', async () => {
    const { tries, encodeOnce } = encoder((place, own) => (place === 8 && own > 10 ? 48 : 50));
    const { psnr, told } = await encodeEvenly(TOLD, ALONE, encodeOnce);
    expect(tries).toHaveLength(3);
    const expected = Array.from({ length: COUNT }, (_, place): number => (place === 0 ? 52 : 24));
    expect(tries[1]).toEqual(expected.with(8, 16));
    expect(tries[2]).toEqual(expected.with(8, 10));
    expect(told.quantizers).toBe(tries[2]);
    expect(psnr?.[8]).toBe(50);
  });

  it('is the most even of all tries where none is even', async () => {
    let count = 0;
    const depths = [3, 2, 4, 5, 5, 5];
    const { tries, encodeOnce } = encoder((place) => {
      if (place === 0) count++;
      return place === 8 ? 50 - (depths[count - 1] ?? 0) : 50;
    });
    const { psnr } = await encodeEvenly(TOLD, ALONE, encodeOnce);
    expect(tries).toHaveLength(6);
    expect(psnr?.[8]).toBe(48);
  });

  it('is better behind its key frame where its end lies below what comes next alone', async () => {
    const falling = (place: number, own: number) =>
      Math.max(own > 20 ? 48 : 52, Math.min(53, 53.5 - place / 2));
    const { tries, encodeOnce } = encoder(falling);
    const film = filmPlan({ quantizer: 24, keyQuantizer: 52 });
    await encodeEvenly({ ...TOLD, film }, AMID, encodeOnce);
    expect(tries).toHaveLength(2);
    const expected = Array.from({ length: COUNT }, (_, place) => (place === 0 ? 52 : 19));
    expect(tries[1]).toEqual(expected);
  });

  it('is held finer where it is held, all of it', async () => {
    const steady = { told: 1000, rehearsed: true, held: 25 };
    const film = filmPlan({ codec: 'h264', steady });
    const held: (number | undefined)[] = [];
    await encodeEvenly({ ...TOLD, film }, ALONE, async (told) => {
      const own = told.film.steady?.held ?? 0;
      held.push(own);
      const psnr = Array.from({ length: COUNT }, (_, place) => (place === 8 && own > 22 ? 50 : 52));
      return { chunks: [], told, psnr };
    });
    expect(held).toEqual([25, 23.5, 22]);
  });

  it('stays as it is, or becomes as others are, where it comes to detail', async () => {
    const plain = { bits: 0.1, psnr: 48 };
    const psnr = Array.from({ length: COUNT }, (_, place) => (place < 10 ? 53 : 44));
    const quantized = filmPlan({ quantizer: 24, plain });
    let count = 0;
    await encodeEvenly({ ...TOLD, film: quantized }, AMID, async (told) => {
      count++;
      return { chunks: [], told, psnr };
    });
    expect(count).toBe(1);

    const steady = { told: 1000, rehearsed: false };
    const film = filmPlan({ codec: 'h264', steady, plain });
    const measured: (boolean | undefined)[] = [];
    const encoded = await encodeEvenly({ ...TOLD, film }, AMID, async (told) => {
      measured.push(told.isMeasured);
      if (told.isMeasured === false) return { chunks: [], told };
      const held = { ...told.film, steady: { ...steady, held: 25 } };
      return { chunks: [], told: { ...told, film: held, isMeasured: true }, psnr };
    });
    expect(measured).toEqual([undefined, false]);
    expect(encoded.told.film).toBe(film);
  });

  it('is not tried again where nothing is finer', async () => {
    const { tries, encodeOnce } = encoder((place) => (place === 8 ? 48 : 50));
    const film = filmPlan({ depth: 10, quantizer: 1, keyQuantizer: 1 });
    await encodeEvenly({ ...TOLD, film }, ALONE, encodeOnce);
    expect(tries).toHaveLength(1);
  });
});

describe('how far frames stand out', () => {
  const even = Array.from({ length: COUNT }, () => 50);

  it('is seen at both ends of a group', () => {
    for (const place of [ALONE, AMID]) {
      expect(dipsOf(even.with(0, 48), place)[0]).toBe(2);
      expect(dipsOf(even.with(COUNT - 1, 47), place)[COUNT - 1]).toBe(3);
    }
  });

  it('is told at its ends by others like it, where a film has these', () => {
    const falling = even.map((_, n) => 50 - 0.2 * n);
    expect(dipsOf(falling, AMID).at(-1)).toBeGreaterThan(1.5);
    expect(dipsOf(falling, { isFirst: true, isLast: false }).at(-1)).toBeGreaterThan(1.5);
    expect(Math.max(...dipsOf(falling, ALONE))).toBeLessThan(0.7);
    // The first frame of a film has none of its end before it.
    const risen = even.with(0, 48).map((own, n) => (n < 10 ? own : 47));
    expect(dipsOf(risen, { isFirst: true, isLast: false })[0]).toBe(2);
    expect(dipsOf(risen, AMID)[0]).toBeLessThan(1);
  });

  it('is nothing where there is one frame, or two alike', () => {
    expect(Math.max(...dipsOf([50], ALONE))).toBeLessThanOrEqual(0);
    for (const place of [ALONE, AMID]) expect(dipsOf([50, 50], place)).toEqual([0, 0]);
  });
});
