import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { succeedHere } from './in-process.ts';
import { decodeFilm, probe, psnr, readPng } from './media.ts';
import { it, missing, picture } from './program.ts';

const FILM = [picture('card-smooth.png'), '--step', '2', '--fps', '24000/1001'];

it.for([
  ['x.webm', 'vp9', []],
  ['y.webm', 'av1', ['--codec', 'av1']],
  ['x.mkv', 'h264', []],
  ['x.mov', 'h264', []],
] as const)('%s holds %s as ffmpeg reads it', async ([name, codec, more], { place, skip }) => {
  skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
  const args = ['render', ...FILM, ...more, '--loops', '2'];
  await succeedHere(place, [...args, '-o', name]);
  expect(await probe(place.path(name))).toMatchObject({
    codec_name: codec,
    avg_frame_rate: '24000/1001',
    color_range: 'tv',
    color_space: 'bt709',
    color_transfer: 'bt709',
    color_primaries: 'bt709',
    nb_read_frames: '32',
  });
  const frames = await decodeFilm(place.path(name));
  await succeedHere(place, ['still', ...FILM, '--frame', '5', '-o', 's.png']);
  const still = await readPng(place.path('s.png'));
  for (const frame of [frames[5], frames[21]])
    expect(frame && psnr(frame, still)).toBeGreaterThan(27);
  // No clock is in it.
  await succeedHere(place, [...args, '-o', `again-${name}`]);
  expect(await readFile(place.path(`again-${name}`))).toEqual(await readFile(place.path(name)));
});
