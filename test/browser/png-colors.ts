import { crc32, deflateSync } from 'node:zlib';

/** The PNG with these chunks behind its header. */
export function withChunks(png: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  const header = 33;
  return Buffer.concat([png.subarray(0, header), ...chunks, png.subarray(header)]);
}

function chunk(name: string, data: readonly number[] | Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), Uint8Array.from(data)]);
  return Buffer.concat([
    Uint8Array.from(words(data.length)),
    named,
    Uint8Array.from(words(crc32(named))),
  ]);
}

/** Red, green and blue, adapted to D50: X, Y and Z of each. */
const COLORANTS = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const;
const WHITE = [0.9642, 1, 0.8249];
const POINTS = 1024;

/** Of sRGB (ICC.1): as programs put it in. */
function profile(version: 2 | 4): Uint8Array {
  const [red, green, blue] = COLORANTS;
  const curve = version === 4 ? formula() : points();
  const tags = [
    ['desc', version === 4 ? localized('sRGB') : described('sRGB')],
    ['cprt', version === 4 ? localized('CC0') : [...ascii('text'), 0, 0, 0, 0, ...ascii('CC0'), 0]],
    ['wtpt', xyz(WHITE)],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ] as const;
  const body: number[] = [];
  const table: number[] = [];
  for (const [tag, data] of tags) {
    table.push(
      ...ascii(tag),
      ...words(132 + 12 * tags.length + body.length),
      ...words(data.length),
    );
    body.push(...data, ...Array.from({ length: -data.length & 3 }, () => 0));
  }
  const size = 132 + 12 * tags.length + body.length;
  const header = [...words(size), 0, 0, 0, 0, version, 0, 0, 0, ...ascii('mntrRGB XYZ ')];
  header.push(7, 232, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, ...ascii('acsp'));
  while (header.length < 68) header.push(0);
  header.push(...WHITE.flatMap(fixed));
  while (header.length < 128) header.push(0);
  const icc = Uint8Array.from([...header, ...words(tags.length), ...table, ...body]);
  return chunk('iCCP', [...ascii('sRGB'), 0, 0, ...deflateSync(icc)]);
}

function formula(): number[] {
  const parameters = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];
  return [...ascii('para'), 0, 0, 0, 0, 0, 3, 0, 0, ...parameters.flatMap(fixed)];
}

function points(): number[] {
  const levels = Array.from({ length: POINTS }, (_, n) => {
    const v = n / (POINTS - 1);
    const linear = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return words(Math.round(65_535 * linear)).slice(2);
  });
  return [...ascii('curv'), 0, 0, 0, 0, ...words(POINTS), ...levels.flat()];
}

function localized(text: string): number[] {
  const letters = [...ascii(text)].flatMap((code) => [0, code]);
  const head = [...ascii('mluc'), 0, 0, 0, 0, ...words(1), ...words(12), ...ascii('enUS')];
  return [...head, ...words(letters.length), ...words(28), ...letters];
}

function described(text: string): number[] {
  const rest = Array.from({ length: 78 }, () => 0);
  return [...ascii('desc'), 0, 0, 0, 0, ...words(text.length + 1), ...ascii(text), 0, ...rest];
}

const ascii = (text: string) => Buffer.from(text, 'latin1');
const fixed = (value: number) => words(Math.round(65_536 * value));
const xyz = (color: readonly number[]) => [...ascii('XYZ '), 0, 0, 0, 0, ...color.flatMap(fixed)];

/** Big-endian. */
function words(value: number): number[] {
  return [value >> 24, value >> 16, value >> 8, value].map((v) => v & 255);
}

/** What PNGs say of their colours (ISO/IEC 15948): chunks, which stand before the pixels. */
export const SRGB_CHUNKS: Readonly<Record<string, readonly Uint8Array[]>> = {
  'a profile, with curves as formulas': [profile(4)],
  'a profile, with curves as points': [profile(2)],
  'the chunk sRGB': [chunk('sRGB', [0])],
  'the code points of sRGB': [chunk('cICP', [1, 13, 0, 1])],
};
