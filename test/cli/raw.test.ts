import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { succeedHere } from './in-process.ts';
import { decodeFilm, psnr, readPng } from './media.ts';
import { it, missing, picture, PROGRAM } from './program.ts';

const ROLLED = [picture('card-smooth.png'), '--step', '2', '--gl', 'swiftshader', '--quiet'];

it('planes go to stdout with nothing beside them, and ffmpeg takes them over', async ({
  place,
  skip,
}) => {
  skip(missing('bash') !== false, 'bash is not on PATH');
  skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
  const ours = [process.execPath, PROGRAM, 'render', ...ROLLED, '--frames', '3', '-o', '-'];
  const film = [...ours, '--format', 'y4m'].map((word) => `'${word}'`).join(' ');
  const command = `${film} | ffmpeg -v error -i - -c:v ffv1 -pix_fmt yuv420p x.mkv`;
  await place.succeed(['-o', 'pipefail', '-c', command], { command: 'bash' });
  const frames = await decodeFilm(place.path('x.mkv'));
  expect(frames).toHaveLength(3);
  await succeedHere(place, ['still', ...ROLLED, '--frame', '2', '-o', 's.png']);
  const [last, still] = [frames[2], await readPng(place.path('s.png'))];
  // What the halved chroma takes away, and nothing else.
  expect(last && psnr(last, still)).toBeGreaterThan(32);
  await succeedHere(place, ['render', ...ROLLED, '--range', '2-2', '-o', 'x.rgba']);
  const pixels = await readFile(place.path('x.rgba'));
  expect(pixels.filter((_, n) => n % 4 < 3)).toEqual(Buffer.from(still.data));
});
