import { describe, expect, it } from 'vitest';
import { mp3Padding } from '../../src/containers/mediabunny/encoder-delay.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const PICTURE = { width: 64, height: 48 };
const FPS = { numerator: 10, denominator: 1 };

function planned(spec: SpecInput) {
  const plan = planRender(parseSpec({ fps: FPS, ...spec }), PICTURE);
  const { loops, length } = planFilm(plan);
  return { frames: plan.range.last - plan.range.first + 1, loops, length };
}

const LOOP = { motions: [{ kind: 'roll', step: 1 }] };

describe('a film that lasts for a time', () => {
  it.each<[string, SpecInput, object]>([
    [
      'is its loop over and over, cut',
      { ...LOOP, lasts: 15 },
      { frames: 64, loops: 3, length: 150 },
    ],
    ['has no more frames than that', { ...LOOP, lasts: 2 }, { frames: 20, loops: 1, length: 20 }],
    [
      'has its loop several times where that is short',
      { motions: [{ kind: 'roll', step: 8 }], lasts: 600 },
      { frames: 56, loops: 108, length: 6000 },
    ],
    [
      'repeats what was asked for',
      { ...LOOP, frames: 10, lasts: 2.5 },
      { frames: 10, loops: 3, length: 25 },
    ],
    [
      'shows a motion once that does not close',
      { motions: [{ kind: 'zoom' }], lasts: 30 },
      { frames: 300, loops: 1, length: 300 },
    ],
  ])('%s', (_, spec, film) => expect(planned(spec)).toEqual(film));

  it('is not played several times, too, and not for ever', () => {
    expect(() => parseSpec({ lasts: 2, loops: 2 })).toThrow('takes lasts or loops, not both');
    expect(() => planned({ lasts: 1e9 })).toThrow(/would have 10000000000 frames; at most/);
  });
});

describe('what was added to an MP3', () => {
  const tagged = (encoder: string) => {
    const bytes = new Uint8Array(1000);
    bytes.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10]);
    const head = 20 + 36;
    bytes.set(new TextEncoder().encode('Info'), head);
    bytes.set(new TextEncoder().encode(encoder), head + 120);
    // 576 and 1584, of 12 bits each.
    bytes.set([0x24, 0x06, 0x30], head + 141);
    return bytes;
  };
  it('is said by its LAME tag, to which decoders add', () =>
    expect(mp3Padding(tagged('LAME3.100'))).toEqual({ before: 576 + 529, behind: 1584 - 529 }));
  it('is unknown without one', () =>
    expect(mp3Padding(tagged('other'))).toEqual({ before: 0, behind: 0 }));
});
