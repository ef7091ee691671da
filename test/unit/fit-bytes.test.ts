import { describe, expect, it } from 'vitest';
import { fitBytes, type Judge } from '../../src/cli/film/fit-bytes.ts';
import type { FilmPlan } from '../../src/core/film-plan.ts';
import { parseSpec, type RenderSpec } from '../../src/film/spec/spec.ts';
import { filmPlan } from '../film-plan.ts';

/** Makes films whose size a quantizer or a bit rate says, and notes with what. */
function maker(film: FilmPlan, sizeOf: (spec: RenderSpec) => number, soundBytes = 0) {
  const made: { quantizer: number | undefined; bitrate: number | undefined }[] = [];
  const make = async (spec: RenderSpec, judge: Judge) => {
    const { quantizer, bitrate } = spec;
    made.push({ quantizer, bitrate });
    judge(film, sizeOf(spec) + soundBytes, soundBytes);
    return made.length;
  };
  return { made, make };
}

const ASKED = parseSpec({ codec: 'vp9' });
const VP9 = filmPlan({ quantizer: 80 });
const byQuantizer = ({ quantizer = 80 }: RenderSpec) => 1e6 * 2 ** (-quantizer / 40);

describe('a film of at most so many bytes', () => {
  it('is made once where it fits, or nobody says how many', async () => {
    const { make } = maker(VP9, byQuantizer);
    expect(await fitBytes(undefined, ASKED, make, () => {})).toBe(1);
    expect(await fitBytes(1e6, ASKED, make, () => {})).toBe(2);
  });

  it('is made again with a coarser quantizer, which is said', async () => {
    const { made, make } = maker(VP9, byQuantizer);
    const said: string[] = [];
    await fitBytes(100_000, ASKED, make, (text) => said.push(text));
    expect(made).toEqual([
      { quantizer: undefined, bitrate: undefined },
      { quantizer: 136, bitrate: undefined },
    ]);
    expect(said).toEqual([
      'The film has 250 kB with quantizer 80, and 100 kB are allowed; trying quantizer 136.',
    ]);
  });

  it('is as coarse as its pictures need, whatever its sound takes', async () => {
    const { made, make } = maker(VP9, byQuantizer, 1e6);
    await fitBytes(1_100_000, ASKED, make, () => {});
    expect(made.map(({ quantizer }) => quantizer)).toEqual([undefined, 136]);
  });

  it('is made again with fewer bits where its encoder takes no quantizer', async () => {
    const film = filmPlan({ codec: 'h264' });
    const sizeOf = ({ bitrate }: RenderSpec) => (bitrate === undefined ? 90_000 : bitrate / 20);
    const { made, make } = maker(film, sizeOf);
    await fitBytes(30_000, parseSpec({}), make, () => {});
    expect(made.at(-1)?.bitrate).toBeLessThanOrEqual(600_000);
    expect(made.at(-1)?.bitrate).toBeGreaterThan(500_000);
  });

  it('gets a smaller frame of the same film where its codec has nothing coarser', async () => {
    const film = filmPlan({ codec: 'gif', size: { width: 600, height: 400 }, frameCount: 200 });
    const made: RenderSpec[] = [];
    const make = async (spec: RenderSpec, judge: Judge) => {
      made.push(spec);
      const { width, height } = canvasOf(spec) ?? film.size;
      judge(film, 4 * width * height, 0);
    };
    const said: string[] = [];
    await fitBytes(240_000, parseSpec({ codec: 'gif' }), make, (text) => said.push(text));
    expect(said).toEqual([
      'The film has 960 kB with 600x400 px, and 240 kB are allowed; trying 294x196 px.',
    ]);
    // As long as it was: the default length of a roll goes by its frame.
    expect(made.at(-1)).toMatchObject({ canvas: { width: 294, height: 196 }, frames: 200 });
  });

  it('gets a smaller frame where the coarsest of its encoder is too large', async () => {
    const film = filmPlan({ codec: 'h264', size: { width: 640, height: 480 } });
    const made: RenderSpec[] = [];
    const make = async (spec: RenderSpec, judge: Judge) => {
      made.push(spec);
      const { width, height } = canvasOf(spec) ?? film.size;
      const least = width * height;
      judge(film, spec.canvas ? least : Math.max(least, (spec.bitrate ?? 2e7) / 20), 0);
    };
    await fitBytes(100_000, parseSpec({}), make, () => {});
    const last = made.at(-1);
    expect(last?.quality).toBe('draft');
    const { width, height } = canvasOf(last ?? parseSpec({})) ?? film.size;
    expect(width * height).toBeLessThanOrEqual(100_000);
    expect(width * height).toBeGreaterThan(90_000);
    // An encoder that is at its end isn't asked for less again and again.
    expect(made.length).toBeLessThanOrEqual(8);
  });

  it('keeps a size that was asked for, and says which would do', async () => {
    const canvas = { width: 640, height: 480 };
    const { make } = maker(filmPlan({ quantizer: 80, size: canvas }), () => 250_000);
    const sized = parseSpec({ codec: 'vp9', canvas });
    await expect(fitBytes(100_000, sized, make, () => {})).rejects.toThrow(
      'The film has 250 kB at its coarsest (quantizer 255), and --max-bytes allows 100 kB. Allow more, or ask for fewer frames or a smaller frame, about 384x288.',
    );
    const page = maker(filmPlan({ codec: 'scene', container: 'html' }), () => 250_000);
    await expect(fitBytes(100_000, parseSpec({}), page.make, () => {})).rejects.toThrow(
      'An HTML page has nothing that --max-bytes could make smaller',
    );
  });
});

function canvasOf({ canvas }: RenderSpec) {
  return typeof canvas === 'object' ? canvas : undefined;
}
