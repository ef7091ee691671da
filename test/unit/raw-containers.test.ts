import { expect, it } from 'vitest';
import { packI420 } from '../../src/codecs/raw/pass.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import { createNv12 } from '../../src/core/planes/nv12.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import { filmPlan } from '../film-plan.ts';

const FPS = { numerator: 30_000, denominator: 1001 };

async function* framesOf(...texts: string[]): AsyncGenerator<Chunk> {
  for (const [n, text] of texts.entries()) {
    const data = new TextEncoder().encode(text);
    yield { track: 'video', data, key: true, timestamp: Math.round((n * 1001e6) / 30_000) };
  }
}

async function written(container: string, loops: number, more = {}): Promise<string> {
  const sink = new MemorySink();
  const size = { width: 33, height: 21 };
  const range = { first: 0, last: 1 };
  const film = filmPlan({ container, size, fps: FPS, loops, range, ...more });
  await writeFilm(framesOf('one', 'two'), film, sink);
  return new TextDecoder().decode(sink.bytes);
}

it('Y4M is a line about the film, and one before each frame', async () => {
  expect(await written('y4m', 2)).toBe(
    'YUV4MPEG2 W33 H21 F30000:1001 Ip A1:1 C420jpeg XYSCSS=420JPEG XCOLORRANGE=LIMITED\n' +
      'FRAME\noneFRAME\ntwoFRAME\noneFRAME\ntwo',
  );
});

it('Y4M says of samples that they have ten bits', async () => {
  expect(await written('y4m', 1, { depth: 10 })).toBe(
    'YUV4MPEG2 W33 H21 F30000:1001 Ip A1:1 C420p10 XYSCSS=420P10 XCOLORRANGE=LIMITED\n' +
      'FRAME\noneFRAME\ntwo',
  );
});

it('raw RGBA is nothing but its frames', async () => {
  expect(await written('rgba', 1)).toBe('onetwo');
});

it('planes of odd sides lose what pads their rows, and keep the last column and row of chroma', () => {
  const size = { width: 3, height: 3 };
  const frame = createNv12(size);
  const rows = [
    [1, 2, 3, 99],
    [4, 5, 6, 99],
    [7, 8, 9, 99],
    [10, 20, 11, 21],
    [12, 22, 13, 23],
  ];
  frame.bytes.set(rows.flat());
  expect([...packI420(frame, size)].join(' ')).toBe('1 2 3 4 5 6 7 8 9 10 11 12 13 20 21 22 23');
});
