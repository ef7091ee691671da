import { describe, expect, it } from 'vitest';
import { samplePlanes } from '../../src/core/sampling.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const planOf = (spec: SpecInput) =>
  planFilm(planRender(parseSpec(spec), { width: 64, height: 48 }));

describe('planes of whole colours', () => {
  const colours = Uint8Array.from(
    [
      [255, 255, 255],
      [0, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
    ].flatMap((rgb) => [...rgb, 255]),
  );
  const size = { width: 4, height: 1 };

  it('are green, blue and red of lossless films', () => {
    expect([...samplePlanes(colours, size, 'rgb')]).toEqual(
      [
        [255, 0, 0, 0],
        [255, 0, 0, 255],
        [255, 0, 255, 0],
      ].flat(),
    );
  });

  it('are those of BT.709 in limited range else', () => {
    expect([...samplePlanes(colours, size, '444')]).toEqual(
      [
        [235, 16, 63, 32],
        [128, 128, 102, 240],
        [128, 128, 240, 118],
      ].flat(),
    );
  });
});

describe('a film that keeps its colours', () => {
  it.each([
    [{ quality: 'lossless' }, 'vp9', 'rgb'],
    [{ quality: 'lossless', format: 'webm' }, 'vp9', 'rgb'],
    [{ chroma: '444' }, 'vp9', '444'],
    [{ chroma: '444', quality: 'lossless', format: 'mkv' }, 'vp9', 'rgb'],
    [{ quality: 'lossless', format: 'webp' }, 'webp-lossless', undefined],
    [{ quality: 'lossless', format: 'apng' }, 'png', undefined],
    [{ quality: 'lossless', format: 'rgba' }, 'rgba', undefined],
  ] as const)('%j is one of %s', (spec, codec, sampling) => {
    const film = planOf(spec);
    expect(film.codec).toBe(codec);
    expect(film.sampling).toBe(sampling);
    if (sampling === 'rgb') expect(film).toMatchObject({ quantizer: 0, quality: undefined });
  });

  it.each([
    [{}, 'h264', undefined, /^avc1/],
    [{ depth: 8, codec: 'vp9' }, 'vp9', undefined, /^vp09\.00\.10\.08/],
    [{ depth: 10 }, 'vp9', 10, /^vp09\.02\.10\.10\.01\.01\.01\.01\.00$/],
    [
      { depth: 10, chroma: '444', format: 'mkv' },
      'vp9',
      10,
      /^vp09\.03\.10\.10\.03\.01\.01\.01\.00$/,
    ],
    [{ depth: 10, quality: 'lossless' }, 'vp9', 10, /^vp09\.03\.10\.10\.03\.01\.13\.00\.01$/],
    [{ depth: 10, format: 'y4m' }, 'i420', 10, /^i420$/],
  ] as const)('%j is one of %s with a depth of %s', (spec, codec, depth, codecString) => {
    const film = planOf(spec);
    expect([film.codec, film.depth]).toEqual([codec, depth]);
    expect(film.codecString).toMatch(codecString);
  });

  it.each<[SpecInput, RegExp]>([
    [{ quality: 'lossless', codec: 'h264' }, /lossless is nothing that H\.264 has.*the codec vp9,/],
    [{ quality: 'lossless', codec: 'av1' }, /nothing that AV1 has/],
    [{ quality: 'lossless', format: 'gif' }, /nothing that GIF has.*a format .*webm.*apng/],
    [{ quality: 'lossless', format: 'mov' }, /nothing that H\.264 has.*a format .*mp4/],
    [{ quality: 'lossless', format: 'y4m' }, /nothing that raw planes/],
    [{ chroma: '444', format: 'apng' }, /chroma 444 is nothing that PNG has/],
    [{ quality: 'lossless', bitrate: 100_000 }, /takes the bytes that it takes/],
    [{ quality: 'lossless', quantizer: 9 }, /takes the bytes that it takes/],
    [{ chroma: '444', capture: 'canvas' }, /needs the pixels themselves/],
    [{ chroma: '444', encoder: 'rolled' }, /can't write this film/],
  ])('%j is refused', (spec, says) => {
    expect(() => planOf(spec)).toThrow(says);
  });
});
