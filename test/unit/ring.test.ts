import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNv12, type Nv12 } from '../../src/core/planes/nv12.ts';
import type { Axis, Size } from '../../src/core/size.ts';
import { type ImagePlanes, pairUp } from '../../src/engines/rolled/pairs.ts';
import { copyRing } from '../../src/engines/rolled/copy.ts';
import { createRing, ringBytes } from '../../src/engines/rolled/ring.ts';

fc.configureGlobal({ seed: 20261123 });

type Filter = 'linear' | 'nearest';

/** Levels of an image of noise, by texel and by pixel (Y′), or by cell and channel, across its axis. */
const lumaLevel = (texel: number, across: number) => (texel * 67 + across * 29 + 13) % 251;
const chromaLevel = (texel: number, cell: number, channel: number) =>
  (texel * 101 + cell * 43 + channel * 97 + 7) % 251;

function makeImage(axis: Axis, texels: number, across: number): ImagePlanes {
  const extent = { axis, texels, acrossStart: 0, acrossLength: across };
  // Room around the planes, and between their rows.
  const stride = 2 * (texels + across) + 3;
  const plane = () => ({ bytes: new Uint8Array(3 * stride ** 2), offset: 5, stride });
  const luma = plane();
  const chroma = plane();
  const lumaPlace =
    axis === 'x'
      ? { texelStep: 1, pairStep: 2 * stride, next: stride }
      : { texelStep: stride, pairStep: 2, next: 1 };
  const chromaPlace =
    axis === 'x'
      ? { texelStep: 2, pairStep: stride, next: 1 }
      : { texelStep: stride, pairStep: 2, next: 1 };
  for (let texel = 0; texel < texels; texel++) {
    for (let n = 0; n < across / 2; n++) {
      for (const second of [0, 1]) {
        const [inLuma, inChroma] = [lumaPlace, chromaPlace].map(
          ({ texelStep, pairStep, next }) => 5 + texel * texelStep + n * pairStep + second * next,
        );
        luma.bytes[inLuma ?? 0] = lumaLevel(texel, 2 * n + second);
        chroma.bytes[inChroma ?? 0] = chromaLevel(texel, n, second);
      }
    }
  }
  return {
    ...extent,
    luma: pairUp(luma, lumaPlace, extent),
    chroma: pairUp(chroma, chromaPlace, extent),
  };
}

/** What an image shows between its texels, as a number that isn't rounded. */
function valueAt(place: number, texels: number, filter: Filter, level: (texel: number) => number) {
  const at = (texel: number) => level(((texel % texels) + texels) % texels);
  if (filter === 'nearest') return at(Math.floor(place + 1 / 512));
  const from = Math.round((place - 0.5) * 256) / 256;
  const texel = Math.floor(from);
  return at(texel) + (at(texel + 1) - at(texel)) * (from - texel);
}

const UNTOUCHED = 254;

function lumaOf({ bytes, planes: [{ offset, stride }] }: Nv12, x: number, y: number): number {
  return bytes[offset + y * stride + x] ?? NaN;
}

function chromaOf({ bytes, planes: [, { offset, stride }] }: Nv12, x: number, y: number): number[] {
  const start = offset + y * stride + 2 * x;
  return [...bytes.subarray(start, start + 2)];
}

describe('a ring copied into a frame', () => {
  it('shows each place where it belongs, between its texels, and nothing beyond', () => {
    fc.assert(
      fc.property(
        fc.record({
          axis: fc.constantFrom<Axis>('x', 'y'),
          texels: fc.integer({ min: 1, max: 9 }),
          larger: fc.integer({ min: 0, max: 7 }),
          fraction: fc.constantFrom(0, 0.15, 0.5, 0.85),
          filter: fc.constantFrom<Filter>('linear', 'nearest'),
          first: fc.nat(20),
          start: fc.nat(5),
          part: fc.double({ min: 0, max: 1, noNaN: true }),
          acrossCell: fc.nat(2),
          cells: fc.integer({ min: 1, max: 4 }),
        }),
        ({ axis, texels, larger, fraction, filter, first, start, part, acrossCell, cells }) => {
          const length = texels + larger;
          const count = Math.round(part * length);
          const image = makeImage(axis, texels, 2 * cells);
          const bytes = new Uint8Array(ringBytes(image, length) + 3);
          const ring = createRing(image, length, fraction, filter, bytes, 3);
          const [along, across] = [start + count + 3, 2 * (acrossCell + cells) + 2];
          const film: Size =
            axis === 'x' ? { width: along, height: across } : { width: across, height: along };
          const frame = createNv12(film);
          frame.bytes.fill(UNTOUCHED);
          copyRing(
            ring,
            first,
            { start, length: count, acrossStart: 2 * acrossCell, acrossLength: 2 * cells },
            frame,
          );
          const value = (plane: 'luma' | 'chroma', pixel: number, n: number, channel: number) => {
            const place = (((first + pixel) % length) + fraction + 0.5) * (texels / length);
            return valueAt(place, texels, filter, (texel) =>
              plane === 'luma' ? lumaLevel(texel, n) : chromaLevel(texel, n, channel),
            );
          };

          // `expect` for each level takes longer than all else here.
          const wrong: string[] = [];
          for (let y = 0; y < film.height; y++) {
            for (let x = 0; x < film.width; x++) {
              const [pixel, n] =
                axis === 'x' ? [x - start, y - 2 * acrossCell] : [y - start, x - 2 * acrossCell];
              const inside = pixel >= 0 && pixel < count && n >= 0 && n < 2 * cells;
              const expected = inside ? value('luma', pixel, n, 0) : UNTOUCHED;
              const off = Math.abs(lumaOf(frame, x, y) - expected);
              if (!(off < 0.501)) wrong.push(`Y′ at ${x}, ${y} is off by ${off}`);
            }
          }
          for (let y = 0; y < Math.ceil(film.height / 2); y++) {
            for (let x = 0; x < Math.ceil(film.width / 2); x++) {
              const [pixel, n] =
                axis === 'x' ? [2 * x - start, y - acrossCell] : [2 * y - start, x - acrossCell];
              const inside = pixel >= 0 && pixel + 1 < count && n >= 0 && n < cells;
              for (const [channel, level] of chromaOf(frame, x, y).entries()) {
                const mean = () =>
                  (value('chroma', pixel, n, channel) + value('chroma', pixel + 1, n, channel)) / 2;
                const expected = inside ? mean() : UNTOUCHED;
                const off = Math.abs(level - expected);
                if (!(off < 0.51)) wrong.push(`Cb, Cr at ${x}, ${y} is off by ${off}`);
              }
            }
          }
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
