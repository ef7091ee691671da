import fc from 'fast-check';
import * as gifenc from 'gifenc';
import { describe, expect, it } from 'vitest';
import { imageOf } from '../../src/codecs/gif/image.ts';
import { createNearest } from '../../src/codecs/gif/nearest.ts';

/** Another writer, of which ours takes the palette alone. */
const { GIFEncoder } = gifenc as unknown as {
  readonly GIFEncoder: (options: { auto: boolean }) => {
    writeFrame(places: Uint8Array, width: number, height: number, options: object): void;
    bytes(): Uint8Array;
  };
};

function byGifenc(places: Uint8Array, width: number, options: object): Uint8Array {
  const encoder = GIFEncoder({ auto: false });
  encoder.writeFrame(places, width, places.length / width, { first: false, ...options });
  return encoder.bytes();
}

const LEVEL = fc.nat(255);
const COLOR = fc.tuple(LEVEL, LEVEL, LEVEL);

describe('an image of a GIF', () => {
  it.each([
    { called: 'one pixel', width: 1, places: [7] },
    { called: 'noise, which fills the table', width: 300, places: noise(300 * 200, 256) },
    { called: 'two places in turn', width: 64, places: noise(64 * 64, 2) },
    { called: 'one colour', width: 200, places: noise(200 * 200, 1) },
  ])('is what gifenc writes: $called', ({ width, places }) => {
    const bytes = Uint8Array.from(places);
    const size = { width, height: places.length / width };
    expect(imageOf(bytes, size, undefined, undefined)).toEqual(byGifenc(bytes, width, {}));
    expect(imageOf(bytes, size, undefined, 9)).toEqual(
      byGifenc(bytes, width, { transparent: true, transparentIndex: 9 }),
    );
  });

  it('is what gifenc writes, whatever there is in it, with its own palette', () => {
    const places = fc.uint8Array({ minLength: 1, maxLength: 3000 });
    const palettes = fc.array(COLOR, { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(places, palettes, (bytes, palette) => {
        const ours = imageOf(bytes, { width: bytes.length, height: 1 }, palette, undefined);
        expect(ours).toEqual(byGifenc(bytes, bytes.length, { palette }));
      }),
    );
  });
});

it('finds the nearest colour of a palette, of several as near the first', () => {
  const palettes = fc.array(COLOR, { minLength: 1, maxLength: 256 });
  const wanted = fc.array(COLOR, { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(palettes, wanted, (palette, colors) => {
      const nearest = createNearest(palette);
      // Each twice: it may be known by then.
      for (const color of [...colors, ...colors]) {
        const distances = palette.map((own) =>
          own.reduce((sum, level, c) => sum + (level - (color[c] ?? 0)) ** 2, 0),
        );
        expect(nearest(...color)).toBe(distances.indexOf(Math.min(...distances)));
      }
    }),
  );
});

/** The same each time. */
function noise(length: number, most: number): number[] {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  });
}
