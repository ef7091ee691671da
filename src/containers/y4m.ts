import type { FilmPlan } from '../core/film-plan.ts';
import { appendTo } from './append.ts';
import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';
import { HELD_CODECS } from './held-codecs.ts';

const FRAME = new TextEncoder().encode('FRAME\n');

/**
 * YUV4MPEG2, as mjpegtools and ffmpeg write it: a line about the film, then a line and the planes of each
 * frame. Of the colours it can only say the range; what encodes it has to be told that they are BT.709.
 */
export const y4m = {
  name: 'y4m',
  label: 'Y4M (raw planes)',
  extensions: ['y4m'],
  mime: 'video/x-yuv4mpeg',
  files: 'one',
  codecs: HELD_CODECS.y4m,
  async write(chunks, film, sink, signal) {
    const tally = createTally();
    const append = appendTo(sink);
    await append(new TextEncoder().encode(describe(film)));
    for await (const { data } of filmChunks(chunks, film, tally, signal)) {
      await append(FRAME);
      await append(data);
    }
    return tally;
  },
} as const satisfies Container;

/**
 * Ip: progressive; A1:1: square pixels; 420jpeg: chroma lies in the middle of its four pixels, for which there is no word
 * where samples have ten bits.
 */
function describe({ size, fps, depth }: FilmPlan): string {
  const rate = `${fps.numerator}:${fps.denominator}`;
  const planes = depth ? 'C420p10 XYSCSS=420P10' : 'C420jpeg XYSCSS=420JPEG';
  return `YUV4MPEG2 W${size.width} H${size.height} F${rate} Ip A1:1 ${planes} XCOLORRANGE=LIMITED\n`;
}
