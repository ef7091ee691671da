import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EffectSpec } from '../../src/effects/effect.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { fromPng, paint, smooth, toPng } from './pixels.ts';

const SIZE = { width: 60, height: 40 };
const PICTURE = smooth(SIZE);
const BACKGROUND = [0, 255, 0];

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  bundled.offer('/isf.png', toPng(PICTURE));
  bundled.offer('/second.png', toPng(paint(SIZE, (x, y) => [x * 4, y * 6, 128])));
});
afterAll(() => bundled.close());

async function draw(effect: EffectSpec, second?: string): Promise<Uint8Array> {
  const spec: SpecInput = { motions: [], frames: 9, effects: [effect], background: '#00ff00' };
  const [frame = ''] = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    '/isf.png',
    spec,
    [4],
    second,
  );
  return fromBase64(frame);
}

const HEADER = '/*{ "INPUTS": [{ "NAME": "inputImage", "TYPE": "image" }] }*/\n';
const THIS = `${HEADER}void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }`;

/** What a pixel of the picture should show: a colour, or where none is covered, the background. */
type Wanted = (x: number, y: number) => readonly number[];
const background: Wanted = () => BACKGROUND;
const pictureAt: Wanted = (x, y) => {
  const at = 3 * (Math.floor(y) * SIZE.width + Math.floor(x));
  return [...PICTURE.data.subarray(at, at + 3)];
};

/** All pixels that are further off than so many levels. */
function wrong(frame: Uint8Array, wanted: Wanted, most = 2): string[] {
  const found: string[] = [];
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const at = 4 * (y * SIZE.width + x);
      const seen = [...frame.subarray(at, at + 3)];
      const should = wanted(x + 0.5, y + 0.5);
      if (seen.some((level, c) => Math.abs(level - (should[c] ?? NaN)) > most))
        found.push(`${x},${y}: ${seen.join(' ')}, not ${should.join(' ')}`);
    }
  return found.slice(0, 3);
}

function seenAt(frame: Uint8Array, x: number, y: number): number[] {
  const at = 4 * (Math.floor(y) * SIZE.width + Math.floor(x));
  return [...frame.subarray(at, at + 3)];
}

describe('a vertex shader of ISF', () => {
  it('that only begins leaves the picture as it is', async () => {
    const vertex = 'void main() { isf_vertShaderInit(); }';
    expect(wrong(await draw({ source: THIS, vertex }), pictureAt, 1)).toEqual([]);
  });

  it('that does not even begin covers nothing', async () => {
    expect(wrong(await draw({ source: THIS, vertex: 'void main() {}' }), background)).toEqual([]);
  });

  it('moves the corners of the picture', async () => {
    const vertex = 'void main() { isf_vertShaderInit(); gl_Position.xy *= 0.5; }';
    const inside: Wanted = (x, y) => {
      const [u, v] = [2 * x - SIZE.width / 2, 2 * y - SIZE.height / 2];
      if (u < 0 || v < 0 || u > SIZE.width || v > SIZE.height) return BACKGROUND;
      const corners = [-0.5, 0.5].flatMap((dy) =>
        [-0.5, 0.5].map((dx) => pictureAt(u + dx, v + dy)),
      );
      return [0, 1, 2].map((c) => corners.reduce((sum, each) => sum + (each[c] ?? 0) / 4, 0));
    };
    expect(wrong(await draw({ source: THIS, vertex }), inside)).toEqual([]);
  });

  it('turns it over, and in a strip the later triangle lies above', async () => {
    const vertex =
      'void main() { isf_vertShaderInit(); gl_Position.x = -gl_Position.x; gl_Position.z = 0.5; }';
    const turned: Wanted = (x, y) => pictureAt(SIZE.width - x, y);
    expect(wrong(await draw({ source: THIS, vertex }), turned, 1)).toEqual([]);
  });

  it('is followed between its corners in perspective, and cut off behind the eye', async () => {
    const far = `${HEADER}varying float across;\nvoid main() { gl_FragColor = vec4(across, 0.0, 0.0, 1.0); }`;
    const vertex = (w: string) =>
      `varying float across;\nvoid main() { isf_vertShaderInit(); across = isf_FragNormCoord.x; gl_Position = vec4(gl_Position.xy, 0.0, ${w}); }`;
    // The plane w(u) = 1 + 2u: the pixel at x is seen where (2u − 1) / w = x; at w = 1 − 2u half lies behind the eye.
    for (const slope of [2, -2]) {
      const frame = await draw({
        source: far,
        vertex: vertex(`1.0 + ${slope.toFixed(1)} * isf_FragNormCoord.x`),
      });
      const wanted: Wanted = (px, py) => {
        const x = (2 * px) / SIZE.width - 1;
        const u = (1 + x) / (2 - slope * x);
        const w = 1 + slope * u;
        const y = (1 - (2 * py) / SIZE.height) * w;
        // On its very edge rounding says whether a pixel is covered.
        if (Math.abs(Math.abs(y) - 1) < 0.01) return seenAt(frame, px, py);
        const isCovered = u >= 0 && u <= 1 && w > 0 && Math.abs(y) < 1;
        return isCovered ? [255 * u, 0, 0] : BACKGROUND;
      };
      const off = wrong(frame, wanted);
      expect(off, `slope ${slope}`).toEqual([]);
    }
  });

  it('has names of its own, and shares its varyings alone', async () => {
    const fragment = `${HEADER}#define LEFT 1.0
const float pi = 3.0;
float half_of(float x) { return x * 0.5; }
varying vec2 place[2];
void main() { gl_FragColor = vec4(place[1].x * LEFT, half_of(pi) - 1.5, place[0].y, 1.0); }`;
    const vertex = `#define LEFT 0.0
const float pi = 4.0;
float half_of(float x) { return x; }
varying vec2 place[2];
varying float nobody;
void main() {
  isf_vertShaderInit();
  place[0] = isf_FragNormCoord * half_of(1.0);
  place[1] = vec2(LEFT + pi - 4.0 + isf_FragNormCoord.x);
  nobody = pi;
}`;
    const wanted: Wanted = (x, y) => [(255 * x) / SIZE.width, 0, 255 * (1 - y / SIZE.height)];
    expect(wrong(await draw({ source: fragment, vertex }), wanted)).toEqual([]);
  });

  it('is wrong at a line of its own file', async () => {
    const vertex = 'void main() {\n  isf_vertShaderInit();\n  gl_Position.x = wobble;\n}\n';
    const failure = draw({ source: THIS, vertex, file: 'looks/my.fs' });
    await expect(failure).rejects.toThrow(
      /looks\/my\.vs:3:19: 'wobble': undeclared identifier.*\n3 \| {3}gl_Position\.x = wobble;\n/,
    );
  });
});

describe('shaders of ours in ISF', () => {
  it.each([
    ['card', undefined],
    ['soft', undefined],
    ['rings', undefined],
    ['blinds', '/second.png'],
  ])('%s looks as it did', async (name, second) => {
    const read = (ending: string) => {
      const path = `test/fixtures/isf/${name}.${ending}`;
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    };
    const vertex = read('vs');
    const effect = { source: read('fs') ?? '', ...(vertex !== undefined && { vertex }) };
    const data = await draw(effect, second);
    const reference = `test/fixtures/isf/${name}.png`;
    if (process.env['STILLMOTION_WRITE_EFFECTS'] !== undefined)
      writeFileSync(reference, toPng({ ...SIZE, data, channels: 4 }));
    const wanted = fromPng(readFileSync(reference));
    const { width, height } = SIZE;
    const wide = new Uint8Array(4 * width * height).fill(255);
    for (let n = 0; n < width * height; n++)
      wide.set(wanted.data.subarray(3 * n, 3 * n + 3), 4 * n);
    const off = pixelmatch(data, wide, undefined, width, height, { threshold: 0.05 });
    expect(off / (width * height)).toBeLessThan(0.01);
  });
});
