import { describe, expect, it } from 'vitest';
import { fitBytes, type Judge } from '../../src/cli/film/fit-bytes.ts';
import type { FilmPlan } from '../../src/core/film-plan.ts';
import { parseSpec, type RenderSpec } from '../../src/film/spec.ts';
import { filmPlan } from '../film-plan.ts';

/** Makes films whose size a quantizer or a bit rate says, and notes with what. */
function maker(film: FilmPlan, sizeOf: (spec: RenderSpec) => number) {
  const made: { quantizer: number | undefined; bitrate: number | undefined }[] = [];
  const make = async (spec: RenderSpec, judge: Judge) => {
    const { quantizer, bitrate } = spec;
    made.push({ quantizer, bitrate });
    judge(film, sizeOf(spec));
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
    expect(said).toEqual(['quantizer 80: 250 kB of 100 kB; going on with quantizer 136.']);
  });

  it('is made again with fewer bits where its encoder takes no quantizer', async () => {
    const film = filmPlan({ codec: 'h264' });
    const sizeOf = ({ bitrate }: RenderSpec) => (bitrate === undefined ? 90_000 : bitrate / 20);
    const { made, make } = maker(film, sizeOf);
    await fitBytes(30_000, parseSpec({}), make, () => {});
    expect(made.at(-1)?.bitrate).toBeLessThanOrEqual(600_000);
    expect(made.at(-1)?.bitrate).toBeGreaterThan(500_000);
  });

  it('is refused where the coarsest is larger, or nothing makes it smaller', async () => {
    const { make } = maker(VP9, () => 250_000);
    await expect(fitBytes(100_000, ASKED, make, () => {})).rejects.toThrow(
      'The film has 250 kB at its coarsest (quantizer 255), and --max-bytes allows 100 kB.',
    );
    const gif = maker(filmPlan({ codec: 'gif' }), () => 250_000);
    await expect(fitBytes(100_000, ASKED, gif.make, () => {})).rejects.toThrow(
      'GIF has nothing that --max-bytes could make smaller',
    );
  });
});
