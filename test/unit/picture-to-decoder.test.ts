import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { decodePicture } from '../../src/gl/decode.ts';

const picture = new Blob([
  readFileSync(new URL('../fixtures/pictures/card-smooth.jpg', import.meta.url)),
]);

/** A browser whose decoder reads this size in any header; 0: in none. */
function stubDecoder(width: number, height: number) {
  class Element extends EventTarget {
    naturalWidth = width;
    naturalHeight = height;
    set src(url: string) {
      if (url !== '') setTimeout(() => this.dispatchEvent(new Event(width > 0 ? 'load' : 'error')));
    }
  }
  const decode = vi.fn(async () => ({ width: 32, height: 24, close() {} }));
  vi.stubGlobal('Image', Element);
  vi.stubGlobal('createImageBitmap', decode);
  return decode;
}

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['of more pixels than any may have', 30_000, 17_000, { size: { width: 16, height: 16 } }],
  ['of more than a texture takes', 9000, 16, {}],
] as const)(
  'a picture that is to its decoder one %s is refused before it is decoded',
  async (_, width, height, wanted) => {
    const decode = stubDecoder(width, height);
    await expect(decodePicture(picture, 8192, wanted)).rejects.toMatchObject({
      code: 'picture-too-large',
      message: expect.stringContaining(`${width}x${height}`),
    });
    expect(decode).not.toHaveBeenCalled();
  },
);

it.each([
  [32, 24],
  [0, 0],
])('a picture is decoded where its header is read as %i×%i', async (width, height) => {
  const decode = stubDecoder(width, height);
  const { size } = await decodePicture(picture, 8192, undefined);
  expect(size).toEqual({ width: 32, height: 24 });
  expect(decode).toHaveBeenCalledOnce();
});
