import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encode } from 'fast-png';
import pixelmatch from 'pixelmatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Parameter, Value } from '../../src/core/values/parameter.ts';
import { type EffectSpec, parametersOf } from '../../src/effects/effect.ts';
import { EFFECT_NAMES, findEffect } from '../../src/effects/index.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { everyNth } from '../faults/tries.ts';
import { fromBase64 } from './base64.ts';
import { toPlanes } from './bt709.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { fromPng, type Pixels, smooth, toPng } from './pixels.ts';

const SIZE = { width: 96, height: 64 };
const FRAMES = 12;
/** Far from the sizes that the effects were made by, and beyond 256. */
const LARGE = { width: 311, height: 209 };
const HD = { width: 1920, height: 1080 };
/** Where every effect has done something, and none has ended. */
const SHOWN = 4;

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  bundled.offer('/picture.png', toPng(smooth(SIZE)));
  bundled.offer('/odd.png', toPng(smooth({ width: 37, height: 23 })));
  bundled.offer('/large.png', toPng(smooth(LARGE)));
  const clear = {
    ...SIZE,
    data: new Uint8Array(4 * SIZE.width * SIZE.height),
    channels: 4,
  } as const;
  bundled.offer('/clear.png', toPng(clear));
  const grey = new Uint8Array(3 * HD.width * HD.height).fill(128);
  bundled.offer('/grey.png', toPng({ ...HD, data: grey, channels: 3 }));
  bundled.offer('/map.png', depthMap());
  bundled.offer('/table.cube', Buffer.from(SEPIA));
});
afterAll(() => bundled.close());

async function draw(
  effects: readonly EffectSpec[],
  indices: readonly number[],
  picture = '/picture.png',
  spec: SpecInput = {},
): Promise<Uint8Array[]> {
  const job = { motions: [], frames: FRAMES, effects: [...effects], ...spec };
  const frames = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    picture,
    job,
    indices,
  );
  return frames.map(fromBase64);
}

const drawnOnce = new Map<string, ReturnType<typeof draw>>();

/** The same where nobody asks whether it is the same once more: most of it is to compile its shader. */
function drawOnce(...args: Parameters<typeof draw>): ReturnType<typeof draw> {
  const key = JSON.stringify(args);
  const drawing = drawnOnce.get(key) ?? draw(...args);
  drawnOnce.set(key, drawing);
  return drawing;
}

/** Grey levels of 16 bits: a slope, and on it a disc that is nearer. */
function depthMap(): Uint8Array {
  const { width, height } = SIZE;
  const data = new Uint16Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isNear = Math.hypot(x - 40, y - 30) < 16;
      data[y * width + x] = isNear ? 60_000 : Math.round(8000 + (20_000 * y) / height);
    }
  return encode({ width, height, data, depth: 16, channels: 1 });
}

/** Two entries a side: black and white stay, and all others turn towards brown. */
const SEPIA = `LUT_3D_SIZE 2
0 0 0
0.6 0.4 0.3
0.5 0.5 0.3
0.9 0.8 0.6
0.2 0.2 0.3
0.7 0.5 0.5
0.5 0.6 0.5
1 1 1
`;

/** The effect as it is without a parameter but for the files that it reads. */
function plainly(name: string): EffectSpec {
  const files = findEffect(name).inputs.flatMap(({ type, parameter }) =>
    type === 'file' ? [[parameter.name, FILES[parameter.form ?? 'picture']] as const] : [],
  );
  return { name, ...Object.fromEntries(files) };
}

const FILES = { picture: '/odd.png', map: '/map.png', cube: '/table.cube' } as const;

/** A parameter's value at one of its ends. */
function endOf({ kind, min, max, choices }: Parameter, end: 'min' | 'max'): Value | undefined {
  const value = end === 'min' ? min : max;
  if (kind === 'vec2') return value === undefined ? undefined : [value, value];
  if (kind === 'bool') return end === 'max';
  if (kind === 'color') return end === 'min' ? '#000000' : '#ffffff';
  if (kind === 'choice') return end === 'min' ? choices?.[0] : choices?.at(-1);
  return value;
}

describe.each(EFFECT_NAMES)('the effect %s', (name) => {
  const { about, inputs, loop } = findEffect(name);

  it('says what it is', () => {
    expect(about.summary).toMatch(/^[A-Z].{20,}[^.]$/);
    expect(about).toMatchObject({ license: 'MIT', credit: 'stillmotion' });
    for (const { parameter } of inputs) expect(parameter.summary).toMatch(/^[a-z0-9].+[^.]$/);
  });

  const drawFrames = () => drawOnce([plainly(name)], [0, SHOWN, FRAMES - 1, SHOWN]);

  it('changes the picture, and each frame alike in any order', async () => {
    const [plain] = await drawOnce([], [SHOWN]);
    const [a, b, c, again] = await drawFrames();
    expect([a, b, c]).not.toEqual([plain, plain, plain]);
    expect(again).toEqual(b);
    expect(await draw([plainly(name)], [FRAMES - 1, 0])).toEqual([c, a]);
    if (loop === 'still') expect(a).toEqual(b);
    else expect([a, c]).not.toEqual([b, b]);
  });

  const reference = `test/fixtures/effects/${name}.png`;
  const isWritten = process.env['STILLMOTION_WRITE_EFFECTS'] !== undefined;
  // One that is new has none until somebody has looked at it.
  it.skipIf(!existsSync(reference) && !isWritten)('looks as it did', async () => {
    const [, data = new Uint8Array()] = await drawFrames();
    const drawn: Pixels = { ...SIZE, data, channels: 4 };
    if (isWritten) {
      mkdirSync(dirname(reference), { recursive: true });
      writeFileSync(reference, toPng(drawn));
    }
    const wanted = withAlpha(fromPng(readFileSync(reference)));
    const { width, height } = SIZE;
    const off = pixelmatch(data, wanted, undefined, width, height, { threshold: 0.05 });
    expect(off / (width * height)).toBeLessThan(0.01);
  });
});

describe.each(everyNth(EFFECT_NAMES, 7))('the effect %s, wherever it is used,', (name) => {
  const isGenerative = findEffect(name).about.families.includes('generative');

  it('draws with its parameters at both ends', async () => {
    for (const end of ['min', 'max'] as const) {
      const values = parametersOf(findEffect(name)).map((parameter) => [
        parameter.name,
        endOf(parameter, end),
      ]);
      const spec: EffectSpec = { ...Object.fromEntries(values), ...plainly(name) };
      const [pixels] = await draw([spec], [SHOWN], '/odd.png');
      expect(pixels?.length).toBe(4 * 37 * 23);
    }
  });

  it('draws a large picture, and nothing in it is no number', async () => {
    const [pixels] = await draw([plainly(name)], [SHOWN], '/large.png');
    // What is no number is drawn black, or as it happens: a share of it would show.
    const black = (pixels ?? new Uint8Array()).filter((_, n) => n % 4 === 3 && pixels?.[n] !== 255);
    expect(black.length).toBe(0);
    expect(pixels?.some((level) => level > 40)).toBe(true);
  });

  it.skipIf(isGenerative)('leaves what is transparent so', async () => {
    // Where light would be added to it, or taken away.
    const background = '#3060c0';
    const [seen] = await draw([plainly(name)], [SHOWN], '/clear.png', { background });
    const [plain] = await drawOnce([], [SHOWN], '/clear.png', { background });
    expect(seen).toEqual(plain);
  });
});

describe('grain', () => {
  /** Red, green and blue of a flat grey with grain on it. */
  const drawGrain = async (index: number, values: object = {}) => {
    const [rgba = new Uint8Array()] = await drawOnce(
      [{ name: 'grain', ...values }],
      [index],
      '/grey.png',
    );
    return rgba;
  };
  const statistics = (rgba: Uint8Array, channel: number) => {
    let [sum, squares] = [0, 0];
    for (let n = channel; n < rgba.length; n += 4) {
      const off = (rgba[n] ?? 0) - 128;
      sum += off;
      squares += off * off;
    }
    const mean = sum / (HD.width * HD.height);
    return { mean, spread: Math.sqrt(squares / (HD.width * HD.height) - mean * mean) };
  };

  it.each([{}, { grain: 1 }, { colour: 1 }, { colour: 0 }, { seed: 999_999 }])(
    'makes a grey neither darker nor brighter, nor another colour: %j',
    async (values) => {
      const rgba = await drawGrain(SHOWN, values);
      for (const channel of [0, 1, 2]) {
        const { mean, spread } = statistics(rgba, channel);
        expect(Math.abs(mean)).toBeLessThan(0.1);
        expect(spread).toBeGreaterThan(4);
        expect(spread).toBeLessThan(10);
      }
    },
  );

  it('repeats nowhere in a frame, nor in those that follow', async () => {
    // Sixteen pixels in a row have a hundred bits and more: they are the same again where something repeats.
    const seen = new Set<string>();
    let looked = 0;
    for (const index of [0, 1, 2]) {
      const rgba = Buffer.from(await drawGrain(index));
      for (let at = 0; at + 64 <= rgba.length; at += 64, looked++)
        seen.add(rgba.toString('latin1', at, at + 64));
    }
    expect(looked).toBeGreaterThan(300_000);
    expect(seen.size).toBe(looked);
  });

  it('is like itself at no distance', async () => {
    const rgba = await drawGrain(SHOWN);
    const { mean, spread } = statistics(rgba, 1);
    const at = (x: number, y: number) => (rgba[4 * (y * HD.width + x) + 1] ?? 0) - 128 - mean;
    const alike = (length: number, others: number, look: (n: number, other: number) => number) =>
      Array.from({ length: length - 40 }, (_, n) => n + 8).map((distance) => {
        let sum = 0;
        for (let other = 0; other < others; other += 9)
          for (let n = 0; n + distance < length; n++)
            sum += look(n, other) * look(n + distance, other);
        const count = (length - distance) * Math.ceil(others / 9);
        // By how much it may be so by chance.
        return (Math.abs(sum / count) / spread ** 2) * Math.sqrt(count);
      });
    expect(Math.max(...alike(HD.width, HD.height, at))).toBeLessThan(7);
    expect(Math.max(...alike(HD.height, HD.width, (y, x) => at(x, y)))).toBeLessThan(7);
  });
});

describe('films with effects', () => {
  // Each is a shader of its own there, with its parameters as constants. A hard edge may fall on one side of a pixel or the other.
  const FEW = (SIZE.width * SIZE.height) / 500;
  const pixelsOff = async (spec: EffectSpec) => {
    const job = { motions: [], frames: FRAMES, effects: [spec] };
    const filmed = await bundled.page.evaluate(
      (...args) => globalThis.effectsPage.luma(...args),
      '/picture.png',
      job,
      SHOWN,
    );
    const [data = new Uint8Array()] = await drawOnce([spec], [SHOWN]);
    const { planes } = toPlanes({ ...SIZE, data, channels: 4 });
    const off = fromBase64(filmed).filter((level, n) => Math.abs(level - (planes[n] ?? NaN)) > 1);
    return off.length;
  };

  it.each(EFFECT_NAMES)('show what is seen: %s', async (name) => {
    expect(await pixelsOff(plainly(name))).toBeLessThan(FEW);
  });

  it('are no brighter than white where an effect is', async () => {
    expect(await pixelsOff({ name: 'flow', ground: '#ffffff', scale: 10, lines: 60 })).toBe(0);
  });

  it.each(everyNth(EFFECT_NAMES, 5))('so they do with all at its ends: %s', async (name) => {
    for (const end of ['min', 'max'] as const) {
      const values = parametersOf(findEffect(name)).map((parameter) => [
        parameter.name,
        endOf(parameter, end),
      ]);
      expect(await pixelsOff({ ...Object.fromEntries(values), ...plainly(name) })).toBeLessThan(
        FEW,
      );
    }
  });
});

function withAlpha(picture: Pixels): Uint8Array {
  const { width, height, data, channels } = picture;
  const wide = new Uint8Array(4 * width * height).fill(255);
  for (let n = 0; n < width * height; n++)
    for (let c = 0; c < channels; c++) wide[4 * n + c] = data[channels * n + c] ?? 0;
  return wide;
}

describe('what is written so that it draws quickly', () => {
  /** The same at length, in place of a piece of the text. */
  const AT_LENGTH = {
    hue: [
      /\/\/ What it does[^]*$/,
      `vec4 effect(vec2 uv) {
         vec4 color = image(uv);
         vec3 rgb = straight(color), axis = vec3(0.57735027);
         float turn = radians(angle) + 6.2831853 * float(turns) * progress;
         vec3 turned = mix(axis * dot(axis, rgb), rgb, cos(turn)) + cross(axis, rgb) * sin(turn);
         turned += brightness(rgb) - brightness(turned);
         turned = mix(vec3(brightness(turned)), turned, saturation);
         return premultiplied(clamp(turned, 0.0, 1.0), color.a);
       }`,
    ],
  } as const;

  it.each([
    ['hue', {}],
    ['hue', { angle: 77, saturation: 1.9 }],
  ] as const)('is the same as at length: %s %j', async (name, values) => {
    const { text } = findEffect(name);
    const [piece, written] = AT_LENGTH[name];
    const source = text.replace(piece, written);
    expect(source).not.toBe(text);
    const quick = await draw([{ name, ...values }], [0, SHOWN, FRAMES - 1]);
    const atLength = await draw([{ source, ...values }], [0, SHOWN, FRAMES - 1]);
    for (const n of quick.keys()) expect(worst(quick[n], atLength[n])).toBeLessThanOrEqual(1);
  });
});

describe('effects one after the other', () => {
  it('show what one after the other would, fused and apart', async () => {
    const invert = 'vec4 effect(vec2 uv) { vec4 c = image(uv); return vec4(c.a - c.rgb, c.a); }\n';
    const flip = 'vec4 effect(vec2 uv) { return image(vec2(1.0 - uv.x, uv.y)); }';
    const [plain] = await draw([], [0]);
    const twice = [{ source: invert }, { source: flip }, { source: invert }, { source: flip }];
    expect((await draw(twice, [0]))[0]).toEqual(plain);
    const blur =
      'vec4 effect(vec2 uv) { vec4 s; for (int n = 0; n < 2; n++) s += 0.5 * image(uv); return s; }';
    const [apart] = await draw([{ source: blur }, ...twice], [0]);
    expect(worst(apart, plain)).toBeLessThanOrEqual(1);
  });

  it('keep names apart that both have', async () => {
    const grow = (by: number) =>
      `#define AMOUNT ${by}.0\nstruct S { float by; };\nfloat by = AMOUNT;\nfloat f(S s) { return s.by; }\nvec4 effect(vec2 uv) { vec4 c = image(uv); return vec4(c.rgb * f(S(by)) / 4.0, c.a); }`;
    const [both] = await draw([{ source: grow(2) }, { source: grow(8) }], [0]);
    const [plain] = await draw([], [0]);
    expect(worst(both, plain)).toBeLessThanOrEqual(1);
  });

  it('may call an input as a function of ours is called', async () => {
    const source =
      '/*{ "INPUTS": [{ "NAME": "noise", "TYPE": "float", "DEFAULT": 1 }] }*/\nvec4 effect(vec2 uv) { return image(uv) * noise; }';
    expect(await draw([{ source }], [0])).toEqual(
      await draw([{ source: 'vec4 effect(vec2 uv) { return image(uv); }' }], [0]),
    );
  });

  it('may call what is its own as something of ours is called', async () => {
    const source =
      'vec4 shown(vec2 size, float frame) { return image(size) * frame; }\nvec4 effect(vec2 uv) { float time = 1.0; return shown(uv, time); }';
    const [seen] = await draw([{ source }], [0]);
    const [plain] = await draw([], [0]);
    expect(worst(seen, plain)).toBeLessThanOrEqual(1);
  });

  it('stand behind the motion and under the title, in a box', async () => {
    const red = 'vec4 effect(vec2 uv) { return vec4(image(uv).a, 0.0, 0.0, image(uv).a); }';
    const spec = { layout: 'figure', title: 'x', background: '#ffffff' } as const;
    const [seen = new Uint8Array()] = await draw([{ source: red }], [0], '/picture.png', spec);
    const [plain = new Uint8Array()] = await draw([], [0], '/picture.png', spec);
    const colours = new Set<string>();
    for (let n = 0; n < seen.length; n += 4) {
      const at = seen.subarray(n, n + 3).join();
      if (at !== plain.subarray(n, n + 3).join()) colours.add(at);
    }
    expect([...colours]).toEqual(['255,0,0']);
  });
});

describe('shaders in the forms of others', () => {
  const HEADER =
    '/*{ "INPUTS": [{ "NAME": "inputImage", "TYPE": "image" }], "PASSES": [{ "TARGET": "half", "WIDTH": "$WIDTH/2.0" }, {}] }*/\n';
  it.each([
    [
      'Shadertoy',
      'void mainImage(out vec4 c, in vec2 p) { c = texture(iChannel0, p / iResolution.xy); }',
    ],
    [
      'Shadertoy, by texels',
      'void mainImage(out vec4 c, in vec2 p) { c = texelFetch(iChannel0, ivec2(p), 0); }',
    ],
    ['ISF', `${HEADER}void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }`],
    [
      'ISF, by pixels',
      `${HEADER}void main() { gl_FragColor = IMG_PIXEL(inputImage, gl_FragCoord.xy); }`,
    ],
  ])('in %s show the picture as it is, upright', async (_, source) => {
    const [seen] = await draw([{ source }], [0]);
    const [plain] = await draw([], [0]);
    expect(worst(seen, plain)).toBeLessThanOrEqual(1);
  });

  it('in ISF draw their passes one after the other, of their sizes', async () => {
    const body =
      'void main() { gl_FragColor = PASSINDEX == 0 ? vec4(RENDERSIZE / 255.0, 0.0, 1.0) : IMG_THIS_PIXEL(half); }';
    const [seen = new Uint8Array()] = await draw([{ source: HEADER + body }], [0]);
    expect([...seen.subarray(0, 3)]).toEqual([SIZE.width / 2, SIZE.height / 2, 0]);
  });
});

function worst(one: Uint8Array = new Uint8Array(), other: Uint8Array = new Uint8Array()): number {
  return one.reduce((most, level, n) => Math.max(most, Math.abs(level - (other[n] ?? NaN))), 0);
}
