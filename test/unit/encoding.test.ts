import { describe, expect, it } from 'vitest';
import { nv12Layout } from '../../src/core/planes/nv12.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';

const encoding = (width: number, height: number, spec: SpecInput = {}) =>
  planFilm(planRender(parseSpec({ encoder: 'webcodecs', ...spec }), { width, height }));

describe('an encoding', () => {
  it.each([
    { size: [640, 480], fps: 5, codec: 'avc1.64001e' },
    { size: [1280, 720], fps: 30, codec: 'avc1.640020' },
    { size: [1920, 1080], fps: 30, codec: 'avc1.640029' },
    { size: [1920, 1080], fps: 60, codec: 'avc1.64002a' },
    { size: [3840, 2160], fps: 30, codec: 'avc1.640033' },
    { size: [3840, 2160], fps: 60, codec: 'avc1.640034' },
  ] as const)('of $size at $fps fps is $codec', ({ size: [width, height], fps, codec }) => {
    const { codecString } = encoding(width, height, { fps: { numerator: fps, denominator: 1 } });
    expect(codecString).toBe(codec);
  });

  it('rounds odd sizes up for H.264 alone, and says so', () => {
    const h264 = encoding(451, 300);
    expect(h264.size).toEqual({ width: 452, height: 300 });
    expect(h264.notes).toEqual([
      'H.264 takes only even sizes: 451x300 becomes 452x300, with its last column twice.',
    ]);
    expect(encoding(451, 301, { codec: 'vp9' }).size).toEqual({ width: 451, height: 301 });
    expect(encoding(450, 300).notes).toEqual([]);
  });

  it.each([
    [30, ['GIF counts in hundredths of a second: frames stand for 3 or 4 of them,']],
    [48, ['GIF counts in hundredths of a second: frames stand for 2 or 3 of them,']],
    [25, []],
    [50, []],
  ] as const)('of a GIF of %i frames a second says which delays it has', (rate, says) => {
    const fps = { numerator: rate, denominator: 1 };
    const { notes } = encoding(64, 48, { format: 'gif', codec: 'gif', encoder: 'auto', fps });
    expect(notes).toEqual(says.map((text) => expect.stringContaining(text) as string));
  });

  it.each([
    [4098, 2304, 'at most 36864 macroblocks', '4096x2302', 'VP9 and AV1 can encode it as it is'],
    [4000, 3000, 'at most 36864 macroblocks', 'The nearest size that fits is', 'VP9 and AV1'],
    [8720, 16, 'sides of 16 to 8688 px', 'is 8688x16', 'VP9 and AV1 can encode it as it is'],
    [120, 9000, 'sides of 16 to 8688 px', '116x8688', 'VP9 and AV1 can encode it as it is'],
    [13, 200, 'sides of 16', 'The nearest size that fits is 16x', 'VP9 and AV1'],
    [1, 1, 'sides of 16', '16x16', 'no other codec of video here takes it either'],
  ])(
    '%i×%i names the limit, the nearest size and the codecs that can',
    (width, height, ...parts) => {
      const asked = { size: { width, height } };
      for (const part of parts) expect(() => encoding(width, height, asked)).toThrow(part);
    },
  );

  it.each([
    ['h264', 8688, 16, 'avc1.640033'],
    ['h264', 1264, 16, 'avc1.640015'],
    ['h264', 1280, 16, 'avc1.64001e'],
    ['vp9', 512, 16, 'vp09.00.10'],
    ['vp9', 12000, 120, 'vp09.00.60'],
    ['av1', 2048, 16, 'av01.0.00M'],
    ['av1', 16, 2048, 'av01.0.04M'],
    ['av1', 120, 9000, 'av01.0.31M'],
  ] as const)(
    'in %s of %i×%i has a level that takes its sides: %s',
    (codec, width, height, level) => {
      expect(encoding(width, height, { codec, quality: 'draft' }).codecString).toContain(level);
    },
  );

  it('has a key frame at least every five seconds', () => {
    const interval = (numerator: number, denominator: number) =>
      encoding(64, 64, { frames: 9999, fps: { numerator, denominator } }).keyFrameInterval;
    expect(interval(5, 1)).toBe(25);
    expect(interval(30_000, 1001)).toBe(148); // 68 GOPs, all but the last alike
    expect(interval(1, 10)).toBe(1);
  });

  it.each([
    [24, 150],
    [25, 13],
    [120, 60],
    [299, 150],
    [301, 76],
    [600, 150],
  ])(
    'of %i frames has a key frame every %i, so that two encoders can share it',
    (frames, every) => {
      expect(encoding(64, 64, { frames }).keyFrameInterval).toBe(every);
    },
  );

  it('gives more bits for more quality, or exactly those asked for', () => {
    const bits = (spec: SpecInput) => encoding(640, 480, spec).bitrate;
    expect(bits({ quality: 'draft' })).toBeLessThan(bits({}));
    expect(bits({ quality: 'high' })).toBeGreaterThan(bits({}));
    expect(bits({ bitrate: 123_456 })).toBe(123_456);
  });

  it.each([
    // A level that every decoder has is raised for the bits' sake …
    ['h264', 1920, 1080, 30, 'avc1.640029', 37_324_800],
    ['av1', 1920, 1080, 30, 'av01.0.09M', 18_662_400],
    // … any other up to the last one for frames as large.
    ['h264', 3840, 2160, 240, 'avc1.640034', 300_000_000],
    ['av1', 3840, 2160, 60, 'av01.0.14M', 60_000_000],
    ['vp9', 8192, 4352, 120, 'vp09.00.62', 480_000_000],
  ] as const)(
    'in %s at high quality, %i×%i at %i frames/s, stays within its level: %s, %i bit/s',
    (codec, width, height, fps, level, bitrate) => {
      const plan = encoding(width, height, {
        codec,
        quality: 'high',
        fps: { numerator: fps, denominator: 1 },
      });
      expect(plan.codecString).toContain(level);
      expect(plan.bitrate).toBe(bitrate);
    },
  );

  it.each([
    ['draft', 1000],
    ['standard', 7_372_800],
    ['high', 11_980_800],
  ] as const)('in %s quality tells an encoder without quantizers %i bit/s', (quality, told) => {
    const { steady, codecString } = encoding(640, 480, { quality });
    expect(steady?.told).toBe(told);
    expect(codecString).toBe('avc1.64001e');
    // Only the film's own bits, and no level that small frames don't need.
    const large = encoding(1920, 1080, { quality, fps: { numerator: 60, denominator: 1 } });
    expect(large.steady?.told).toBeLessThanOrEqual(62_500_000);
  });

  it('has a quantizer on its codec’s scale, or is refused', () => {
    expect(encoding(640, 480, { codec: 'vp9', quantizer: 255 }).quantizer).toBe(255);
    expect(() => encoding(640, 480, { quantizer: 52 })).toThrow(/is 52, .* H\.264 are 0 to 51/);
    expect(() => encoding(640, 480, { codec: 'gif', format: 'gif', quantizer: 5 })).toThrow(
      /GIF has no quantizer/,
    );
  });

  it('of a bit rate that was asked for has a level that allows it, or is refused for its rate', () => {
    const level = (bitrate: number, codec: 'h264' | 'vp9' | 'av1') =>
      encoding(640, 480, { bitrate, codec }).codecString;
    expect(level(12_500_000, 'h264')).toBe('avc1.64001e');
    expect(level(12_500_001, 'h264')).toBe('avc1.64001f');
    expect(level(300_000_000, 'h264')).toBe('avc1.640033');
    expect(() => level(300_000_001, 'h264')).toThrow(/bit rate 300000001 .* at most 300000000 bit/);
    expect(() => level(480_000_001, 'vp9')).toThrow(/bit rate 480000001 .* at most 480000000 bit/);
    expect(level(160_000_001, 'av1')).toContain('31M');
  });
});

describe('NV12 planes', () => {
  it.each([
    { size: [640, 480], stride: 640, bytes: 640 * 720 },
    { size: [6, 4], stride: 8, bytes: 8 * 6 },
    { size: [451, 301], stride: 452, bytes: 452 * (301 + 151) },
    { size: [1, 1], stride: 4, bytes: 8 },
  ] as const)('of $size are padded to whole texels', ({ size: [width, height], stride, bytes }) => {
    const layout = nv12Layout({ width, height });
    expect(layout.byteLength).toBe(bytes);
    expect(layout.planes).toEqual([
      { offset: 0, stride },
      { offset: stride * height, stride },
    ]);
  });
});
