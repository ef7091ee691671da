import { describe, expect } from 'vitest';
import { decodeFilm, inspect, probe, psnr } from './media.ts';
import { it, missing, picture } from './program.ts';

const FILM = ['render', picture('card-smooth.png'), '-o', 'x.mp4', '--gl', 'swiftshader', '--json'];

describe('frame rate and length', () => {
  it.for([
    { args: ['--interval', '200'], rate: '5/1', frames: 32, seconds: 6.4 },
    { args: ['--fps', '30000/1001'], rate: '30000/1001', frames: 32, seconds: 32 * (1001 / 30000) },
    {
      args: ['--fps', '23.976'],
      says: 'note: --fps 23.976 is read as 24000/1001.\n',
      rate: '24000/1001',
      frames: 32,
      seconds: 32 * (1001 / 24000),
    },
    { args: ['--interval', '16.667'], frames: 32, seconds: 32 * 0.016667 },
    { args: ['--duration', '0.5'], rate: '30/1', frames: 15, seconds: 0.5 },
    { args: ['--duration', '2', '--fps', '4'], rate: '4/1', frames: 8, seconds: 2 },
    { args: ['--frames', '1', '--fps', '1/10'], frames: 1, seconds: 10 },
    { args: ['--range', '3-3'], rate: '30/1', frames: 1, seconds: 1 / 30 },
  ])(
    '$args: $frames frames',
    async ({ args, says = '', rate, frames, seconds }, { place, skip }) => {
      const run = await place.succeed([...FILM, ...args]);
      expect(run.stderr).toContain(says);
      expect(JSON.parse(run.stdout)).toMatchObject({ frames });
      const film = await inspect(place.path('x.mp4'));
      expect(film.frames).toBe(frames);
      expect(film.seconds).toBeCloseTo(seconds, 6);
      if (rate === undefined) return;
      skip(missing('ffprobe') !== false, 'ffprobe is not on PATH: exact rates not compared');
      expect(await probe(place.path('x.mp4'))).toMatchObject({
        r_frame_rate: rate,
        avg_frame_rate: rate,
        nb_read_frames: String(frames),
      });
    },
  );
});

describe('how the picture moves', () => {
  it.for([
    // 32x24: a loop takes as many frames as the side has steps.
    { args: ['--step', '-1'], frames: 32 },
    { args: ['--step', '0.5'], frames: 64 },
    { args: ['--step', '0'], frames: 1 },
    { args: ['--axis', 'y', '--step', '-2'], frames: 12 },
  ])('$args: a loop of $frames frames', async ({ args, frames }, { place }) => {
    const run = await place.succeed([...FILM, ...args]);
    expect(run.stderr).not.toContain('loop');
    expect((await inspect(place.path('x.mp4'))).frames).toBe(frames);
  });
});

describe('a range', () => {
  it('has the frames of the whole film, its own first one at 0 s', async ({ place, skip }) => {
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    const film = ['render', picture('card-smooth.png'), '--size', '160x120', '--title', '{f}'];
    const options = ['--frames', '40', '--quality', 'high', '--step', '4', '--quiet'];
    const whole = place.run([...film, ...options, '-o', 'whole.mp4']);
    const part = place.run([...film, ...options, '-o', 'part.mp4', '--range', '10-19']);
    expect(await whole).toMatchObject({ code: 0 });
    expect(await part).toMatchObject({ code: 0 });
    expect(await probe(place.path('part.mp4'))).toMatchObject({ start_pts: 0, nb_frames: '10' });
    const all = await decodeFilm(place.path('whole.mp4'));
    const some = await decodeFilm(place.path('part.mp4'));
    expect(all).toHaveLength(40);
    expect(some).toHaveLength(10);
    for (const [n, frame] of some.entries()) {
      const alike = all.map((other) => psnr(frame, other));
      expect(alike.indexOf(Math.max(...alike))).toBe(10 + n);
      expect(alike[10 + n]).toBeGreaterThan(36);
    }
  });
});

describe('codecs', () => {
  it.for([
    { codec: 'h264', name: 'h264', string: /^avc1\.64/ },
    { codec: 'vp9', name: 'vp9', string: /^vp09\.00/ },
    { codec: 'av1', name: 'av1', string: /^av01\.0/ },
  ])('$codec plays, with the right colours', async ({ codec, name, string }, { place, skip }) => {
    const run = await place.succeed([
      ...FILM,
      '--size',
      '96x64',
      '--codec',
      codec,
      '--frames',
      '8',
    ]);
    const film = await inspect(place.path('x.mp4'));
    expect(film).toMatchObject({ frames: 8, width: 96, height: 64 });
    expect(film.codec).toMatch(string);
    expect(JSON.parse(run.stdout)).toMatchObject({ codec: expect.stringMatching(string) });
    expect(film.colour).toMatchObject({ colour_type: 'nclx', full_range_flag: 0 });
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    expect(await probe(place.path('x.mp4'))).toMatchObject({
      codec_name: name,
      nb_read_frames: '8',
      color_range: 'tv',
      color_space: 'bt709',
    });
    expect(await decodeFilm(place.path('x.mp4'))).toHaveLength(8);
  });

  it('--quality and --bitrate change how many bits the film gets', async ({ place }) => {
    const options = ['--size', '160x120', '--frames', '10'];
    const bits = async (...args: string[]) => {
      const run = await place.succeed([...FILM, ...options, ...args]);
      return JSON.parse(run.stdout) as { bitrate: number };
    };
    const draft = await bits('--quality', 'draft');
    const standard = await bits();
    const high = await bits('--quality', 'high');
    expect(draft.bitrate).toBeLessThan(standard.bitrate);
    expect(standard.bitrate).toBeLessThan(high.bitrate);
    expect(await bits('--bitrate', '123456')).toMatchObject({ bitrate: 123_456 });
  });
});
