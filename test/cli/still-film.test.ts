import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { succeedHere } from './in-process.ts';
import { decodeFilm, inspect } from './media.ts';
import { it, missing, picture } from './program.ts';

const JOB = ['render', picture('card-smooth.png'), '--size', '64x48', '--step', '0', '--fps', '1'];

describe('a film in which nothing moves', () => {
  it.for(['h264', 'vp9', 'av1'])(
    'in %s is as long as it should be, and its frames come again',
    async (codec, { place, skip }) => {
      skip(missing('ffmpeg') !== false, 'no ffmpeg');
      const job = [...JOB, '--codec', codec, '--duration', '150', '--quiet'];
      await succeedHere(place, [...job, '-o', 'film.mp4']);
      const film = await inspect(place.path('film.mp4'));
      expect(film).toMatchObject({ frames: 150, seconds: 150 });
      const interval = codec === 'h264' ? 60 : 10;
      expect(film.keyFrames).toEqual(
        Array.from({ length: Math.ceil(150 / interval) }, (_, n) => n * interval),
      );
      const frames = await decodeFilm(place.path('film.mp4'));
      expect(frames).toHaveLength(150);
      for (const [n, { data }] of frames.entries())
        expect(Buffer.compare(data, frames[n % interval]?.data ?? data), `frame ${n}`).toBe(0);
      expect((await readFile(place.path('film.mp4'))).length).toBeLessThan(40_000);
    },
  );

  it.for(['h264', 'vp9'])(
    'in %s has the same frames in a range of it',
    async (codec, { place, skip }) => {
      skip(missing('ffmpeg') !== false, 'no ffmpeg');
      const job = [...JOB, '--codec', codec, '--frames', '75', '--quiet'];
      await succeedHere(place, [...job, '-o', 'whole.mp4']);
      await succeedHere(place, [...job, '--range', '60-74', '-o', 'end.mp4']);
      const whole = await decodeFilm(place.path('whole.mp4'));
      const end = await decodeFilm(place.path('end.mp4'));
      expect(end.map(({ data }) => data)).toEqual(whole.slice(60).map(({ data }) => data));
    },
  );

  it('is as many pictures, where it is written as pictures', async ({ place }) => {
    await succeedHere(place, [...JOB, '--frames', '3', '--quiet', '-o', '%d.png']);
    const [first, last] = await Promise.all(
      ['1.png', '3.png'].map((name) => readFile(place.path(name))),
    );
    expect(first?.equals(last ?? Buffer.alloc(0))).toBe(true);
  });
});
