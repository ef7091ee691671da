import { describe, expect, it } from 'vitest';
import { describeFilm } from '../../src/cli/film/describe-film.ts';
import type { FilmReport } from '../../src/cli/film/film-report.ts';
import { chooseEngine } from '../../src/engines/index.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { planFilmOf } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

/** What is said of a film of 30 frames, from `quality` to `capture`. */
function said(spec: SpecInput, all = false, besides?: string): string[] {
  const plan = planFilmOf(parseSpec(spec), { width: 640, height: 480 });
  const film = planFilm(plan);
  const { engine, reason } = chooseEngine(plan);
  const report: FilmReport = {
    plan,
    start: {
      film: { ...film, encoder: { ...film.encoder, ...(besides && { besides }) } },
      engine: engine.name,
      engineReason: reason,
      capture: 'planes',
      captureReason: 'frames are read back',
    },
    written: {
      frames: 30,
      codecString: film.codecString,
      colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
      keyFrames: [0, 15],
      mediaBytes: 1000,
    },
    sound: undefined,
    proof: undefined,
    output: 'a.mp4',
    bytes: 2000,
    session: { browser: 'Chrome/1', renderer: 'llvmpipe', backend: 'llvmpipe', reproducible: true },
    renderSeconds: 1,
    verifySeconds: undefined,
    seconds: 2,
  };
  return describeFilm(report, 'a.mp4', all);
}

const PICTURES = [{ file: 'a.png' }, { file: 'b.png' }];
const roll = (step: number) => ({ motion: { kind: 'roll', step }, frames: 30 });

describe('what is said of a film', () => {
  it('is a line a fact, and no more than people ask for', () => {
    expect(said({ motion: { kind: 'kenburns' }, frames: 30 })).toEqual([
      'a.mp4: 640x480, 30 frames at 30 fps, 1.000 s, 2 kB',
      '  picture  640x480',
      expect.stringMatching(/^ {2}codec {4}H\.264 \(avc1\.[0-9a-f]{6}\)$/),
      '  quality  standard',
      '  encoder  the browser’s (webcodecs)',
      '  browser  Chrome/1, llvmpipe',
      '  speed    30 frames/s; 2.00 s in all',
    ]);
  });

  it('is how it was made, too, where somebody asks', () => {
    expect(said({ motion: { kind: 'kenburns' }, frames: 30 }, true).slice(3)).toEqual([
      '  quality  standard',
      '  colours  BT.709, limited range',
      '  keys     2 key frames',
      '  encoder  the browser’s (webcodecs), not ours (rolled): the motion does more than slide',
      '  frames   scaled: the motion does more than slide',
      '  capture  planes: frames are read back',
      '  browser  Chrome/1, llvmpipe',
      '  speed    30 frames/s; 2.00 s in all',
    ]);
  });

  it.each<[string, SpecInput, string]>([
    ['a roll', roll(2), 'ours (rolled): one picture, and vectors that move it'],
    ['a still', roll(0), 'ours (rolled): nothing moves, so that the picture is there once'],
    [
      'a roll between pixels',
      roll(0.5),
      'the browser’s (webcodecs), not ours (rolled): the steps are no whole pixels: frames between are filtered',
    ],
    [
      'a roll under a title',
      { ...roll(2), title: 'x' },
      'the browser’s (webcodecs), not ours (rolled): vectors move all of a picture, and a title stands still',
    ],
    ['another codec', { ...roll(2), codec: 'vp9' }, 'the browser’s (webcodecs)'],
    ['several pictures', { pictures: PICTURES, each: 1 }, 'the browser’s (webcodecs)'],
    ['an effect', { ...roll(2), effects: [{ name: 'grain' }] }, 'the browser’s (webcodecs)'],
  ])('names what writes %s, and why where somebody would wonder', (_, spec, encoder) => {
    expect(said(spec)).toContain(`  encoder  ${encoder}`);
  });

  it('says what is not encoded in a film of several pictures', () => {
    const besides = 'frames that repeat the one before are written without it';
    expect(said({ pictures: PICTURES, each: 1 }, false, besides)).toContain(
      `  encoder  the browser’s (webcodecs); ${besides}`,
    );
  });

  it.each<[string, SpecInput, string, string | undefined]>([
    ['a GIF', { format: 'gif' }, 'GIF', undefined],
    ['an APNG', { format: 'apng' }, 'PNG', undefined],
    ['a WebP', { format: 'webp', quality: 'high' }, 'WebP', 'high'],
    ['raw frames', { format: 'y4m' }, 'raw planes (4:2:0)', undefined],
    [
      'a page',
      { format: 'html' },
      'none: the page holds the picture and the job, and draws its frames',
      undefined,
    ],
  ])('says no more of %s than there is', (_, spec, codec, quality) => {
    const lines = said({ ...roll(2), ...spec }, true);
    expect(lines).toContain(`  codec    ${codec}`);
    expect(lines.filter((line) => /^ {2}(keys|encoder|capture) /.test(line))).toEqual([]);
    const shown = lines.find((line) => line.startsWith('  quality'));
    expect(shown).toBe(quality && `  quality  ${quality}`);
  });

  it.each<[SpecInput, string]>([
    [{ quality: 'lossless' }, 'lossless: every sample as it was drawn'],
    [{ quality: 'draft' }, 'draft'],
    [{ bitrate: 500_000 }, '500000 bit/s'],
    [{ codec: 'vp9', quantizer: 90 }, 'quantizer 90'],
  ])('says of %o how near it comes', (spec, quality) => {
    expect(said({ ...roll(0.5), ...spec })).toContain(`  quality  ${quality}`);
  });
});
