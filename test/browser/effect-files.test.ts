import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngChunk } from '../../src/containers/png-chunks.ts';
import { readCube } from '../../src/core/picture/cube.ts';
import type { EffectSpec } from '../../src/effects/effect.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { paint, type Pixels, toPng } from './pixels.ts';

// Files that effects read: pictures, maps and tables.

const SIZE = { width: 32, height: 24 };
/** Colours from all over the cube. */
const PHOTO = paint(SIZE, (x, y) => [(x * 37) % 256, (y * 53 + x) % 256, (x * y * 7) % 256]);

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  bundled.offer('/photo.png', toPng(PHOTO));
});
afterAll(() => bundled.close());

async function draw(effect: EffectSpec, spec: SpecInput = {}, index = 0): Promise<Uint8Array> {
  const [frame = ''] = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    '/photo.png',
    { motions: [], frames: 4, effects: [effect], ...spec },
    [index],
  );
  return fromBase64(frame);
}

describe('a table of colours', () => {
  /** Colours by chance, always the same: some beyond black and white. */
  const entries = (count: number) => {
    let state = 1;
    const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const line = () => [next(), next(), next()].map((share) => (1.3 * share - 0.15).toFixed(6));
    return Array.from({ length: count }, () => line().join(' ')).join('\n');
  };

  it.each([
    ['a cube', `LUT_3D_SIZE 5\n${entries(125)}`],
    ['the smallest cube', `LUT_3D_SIZE 2\n${entries(8)}`],
    [
      'a cube of another domain',
      `DOMAIN_MIN 0.1 0 -0.5\nDOMAIN_MAX 0.8 2 1\nLUT_3D_SIZE 4\n${entries(64)}`,
    ],
    ['a large cube', `LUT_3D_SIZE 33\n${entries(33 ** 3)}`],
    ['curves', `LUT_1D_SIZE 17\nDOMAIN_MIN 0.1 0 -1\n${entries(17)}`],
  ])('%s gives what doubles give, within a level', async (_, text) => {
    bundled.offer('/own.cube', Buffer.from(text));
    const seen = await draw({ name: 'lut', table: '/own.cube' });
    const cube = readCube(text, '');
    expect(furthest(seen, (color) => lookUp(cube, color))).toBeLessThanOrEqual(1);
  });

  it('of which there is none leaves the picture as it is', async () => {
    expect(furthest(await draw({ name: 'lut' }), (color) => [...color])).toBe(0);
  });
});

/** A PNG that says in EXIF how it is stored. */
function storedAs(png: Uint8Array, orientation: number): Uint8Array {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return new Uint8Array(
    Buffer.concat([png.subarray(0, 33), pngChunk('eXIf', tiff), png.subarray(33)]),
  );
}

/** The largest distance of what is drawn from what a colour should become, levels. */
function furthest(seen: Uint8Array, wanted: (color: readonly number[]) => number[]): number {
  let most = 0;
  for (let n = 0; n < SIZE.width * SIZE.height; n++) {
    const color = [...PHOTO.data.subarray(3 * n, 3 * n + 3)].map((level) => level / 255);
    for (const [c, share] of wanted(color).entries()) {
      const level = 255 * Math.min(Math.max(share, 0), 1);
      most = Math.max(most, Math.abs((seen[4 * n + c] ?? NaN) - Math.round(level)));
    }
  }
  return most;
}

/** As the specification of .cube has it, by tetrahedra: from the corner below to that above, the largest share first. */
function lookUp(
  { rank, size, low, high, entries }: ReturnType<typeof readCube>,
  color: readonly number[],
): number[] {
  const place = color.map((value, c) => {
    const share = (value - (low[c] ?? 0)) / ((high[c] ?? 1) - (low[c] ?? 0));
    return Math.min(Math.max(share, 0), 1) * (size - 1);
  });
  const cell = place.map((at) => Math.min(Math.floor(at), size - 2));
  const shares = place.map((at, c) => at - (cell[c] ?? 0));
  const entry = (at: readonly number[], c: number) => {
    const [r = 0, g = 0, b = 0] = at;
    const index = rank === 1 ? (at[c] ?? 0) : r + size * (g + size * b);
    return entries[3 * index + c] ?? NaN;
  };
  if (rank === 1)
    return shares.map((share, c) => {
      const above = cell.map((at) => at + 1);
      return (1 - share) * entry(cell, c) + share * entry(above, c);
    });
  const order = [0, 1, 2].toSorted((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  return [0, 1, 2].map((c) => {
    const corner = [...cell];
    let value = entry(corner, c);
    for (const axis of order) {
      const before = entry(corner, c);
      corner[axis] = (corner[axis] ?? 0) + 1;
      value += (shares[axis] ?? 0) * (entry(corner, c) - before);
    }
    return value;
  });
}

describe('a map', () => {
  const HEADER = (form: string) =>
    `/*{ "INPUTS": [{ "NAME": "other", "TYPE": "image", "FORM": "${form}" }] }*/\n`;
  const levels = Uint16Array.from({ length: 32 * 24 }, (_, n) => (n * 40_503) % 65_536);

  it('of 16 bits is read to its last bit', async () => {
    bundled.offer('/deep.png', encode({ ...SIZE, data: levels, depth: 16, channels: 1 }));
    const source = `${HEADER('map')}vec4 effect(vec2 uv) {
      float level = floor(other(uv) * 65535.0 + 0.5);
      return vec4(floor(level / 256.0) / 255.0, mod(level, 256.0) / 255.0, 0.0, 1.0);
    }`;
    const seen = await draw({ source, other: '/deep.png' });
    const read = Array.from(levels, (_, n) => 256 * (seen[4 * n] ?? 0) + (seen[4 * n + 1] ?? 0));
    expect(read).toEqual([...levels]);
  });

  it('is upright where its EXIF says how it is stored, whether it has 8 bits or 16', async () => {
    const stored = { width: 7, height: 5 };
    const data8 = Uint8Array.from({ length: 35 }, (_, n) => (n * 53) % 256);
    const data16 = Uint16Array.from(data8, (level) => 257 * level);
    const source = `/*{ "INPUTS": [{ "NAME": "deep", "TYPE": "image", "FORM": "map" }, { "NAME": "flat8", "TYPE": "image", "FORM": "map" }] }*/
      vec4 effect(vec2 uv) { return vec4(abs(deep(uv) - flat8(uv)), flat8(uv), 0.0, 1.0); }`;
    const seen: Uint8Array[] = [];
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const [deep, flat8] = [
        encode({ ...stored, data: data16, depth: 16, channels: 1 }),
        encode({ ...stored, data: data8, depth: 8, channels: 1 }),
      ].map((png) => storedAs(png, orientation));
      const names = [`/deep-${orientation}.png`, `/flat-${orientation}.png`];
      bundled.offer(names[0] ?? '', deep ?? new Uint8Array());
      bundled.offer(names[1] ?? '', flat8 ?? new Uint8Array());
      const frame = await draw({ source, deep: names[0], flat8: names[1] });
      expect(
        Math.max(...frame.filter((_, n) => n % 4 === 0)),
        `${orientation}`,
      ).toBeLessThanOrEqual(1);
      seen.push(frame);
    }
    // The browser did turn them: no two look alike.
    expect(new Set(seen.map((frame) => frame.join(' '))).size).toBe(8);
  });

  it('moves with the picture that it belongs to, and is cropped as that is', async () => {
    bundled.offer('/grey.png', toPng(paint(SIZE, (x, y) => grey(PHOTO, x, y))));
    const source = `${HEADER('map')}vec4 effect(vec2 uv) { vec4 c = image(uv); return vec4(vec3(c.a > 0.999 ? abs(other(uv) - c.r) : 0.0), 1.0); }`;
    for (const spec of [
      { motions: [{ kind: 'roll', step: 5 }] },
      { motions: [{ kind: 'zoom', to: 1.7 }] },
      { motions: [{ kind: 'rotate' }] },
      { canvas: { width: 24, height: 24 } },
    ] as SpecInput[]) {
      const seen = await draw({ source, other: '/grey.png' }, spec, 3);
      const off = seen
        .filter((_, n) => n % 4 < 3)
        .reduce((most, level) => Math.max(most, level), 0);
      expect(off).toBeLessThanOrEqual(1);
    }
  });
});

/** The red of a picture, three times. */
function grey({ data, width }: Pixels, x: number, y: number): [number, number, number] {
  const level = data[3 * (y * width + x)] ?? 0;
  return [level, level, level];
}

describe('a second picture', () => {
  it('lies over all of the box, premultiplied', async () => {
    bundled.offer(
      '/over.png',
      toPng(paint({ width: 2, height: 2 }, (x, y) => [x * 255, y * 255, 255, x === y ? 255 : 0])),
    );
    const source =
      '/*{ "INPUTS": [{ "NAME": "over", "TYPE": "image" }] }*/\nvec4 effect(vec2 uv) { return over(uv); }';
    const seen = await draw({ source, over: '/over.png' }, { background: '#00ff00' });
    const at = (x: number, y: number) => [...seen.subarray(4 * (y * 32 + x), 4 * (y * 32 + x) + 3)];
    expect([at(0, 0), at(31, 0), at(0, 23), at(31, 23)]).toEqual([
      [0, 0, 255],
      [0, 255, 0],
      [0, 255, 0],
      [255, 255, 255],
    ]);
  });

  it('may be one that ISF asks for beside the first', async () => {
    bundled.offer('/mask.png', toPng(paint(SIZE, (x) => [x < 16 ? 255 : 0, 0, 0])));
    const names = ['inputImage', 'mask'].map((NAME) => ({ NAME, TYPE: 'image' }));
    const source = `/*${JSON.stringify({ INPUTS: names })}*/
void main() {
  vec4 c = IMG_THIS_PIXEL(inputImage);
  gl_FragColor = vec4(c.rgb * IMG_PIXEL(mask, gl_FragCoord.xy).r, 1.0);
}`;
    const seen = await draw({ source, mask: '/mask.png' });
    const black = [0, 0, 0];
    for (let n = 0; n < SIZE.width * SIZE.height; n++) {
      const isLeft = n % SIZE.width < 16;
      const wanted = isLeft ? [...PHOTO.data.subarray(3 * n, 3 * n + 3)] : black;
      expect([...seen.subarray(4 * n, 4 * n + 3)]).toEqual(wanted);
    }
  });

  it('that wasn’t given is named', async () => {
    const lost = bundled.page.evaluate(async () => {
      const { fileNamesIn, parseSpec, decodeFiles } = globalThis.effectsPage;
      const spec = parseSpec({ effects: [{ name: 'lut', table: 'a.cube' }] });
      return decodeFiles(spec, {}, 64).then(
        () => fileNamesIn(spec).join(),
        (error: Error) => error.message,
      );
    });
    expect(await lost).toMatch(/^The file "a\.cube", which an effect reads, was not given/);
  });
});
