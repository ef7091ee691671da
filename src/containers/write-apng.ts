import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { appendTo } from './append.ts';
import type { Container } from './container.ts';
import { countFrames, createTally, filmChunks } from './film-chunks.ts';
import { assertShown, playedByItself } from './frame-delays.ts';
import { pngChunk, pngChunks, SIGNATURE, uint32 } from './png-chunks.ts';
import { pngTags } from './png-tags.ts';

/** Browsers show what stands for less than 11 ms for a tenth of a second. */
const MOST_FRAMES = 90;
/** Each frame replaces all of the one before. */
const KEEP = Uint8Array.of(0, 0);

export const writeApng: Container['write'] = async (chunks, asked, sink, signal) => {
  assertShown('APNG', asked, MOST_FRAMES);
  const { film, plays } = playedByItself(asked);
  const tally = createTally();
  const append = appendTo(sink);
  let head: string | undefined;
  let sequence = 0;
  for await (const { data: png } of filmChunks(chunks, film, tally, signal)) {
    const parts = [...pngChunks(png)];
    const ihdr = parts.find(({ type }) => type === 'IHDR');
    if (ihdr === undefined) throw noFrame(tally.frames, 'is no PNG');
    if (head === undefined) {
      await append(SIGNATURE);
      await append(pngChunk('IHDR', ihdr.data));
      await append(pngChunk('acTL', uint32(countFrames(film), plays)));
      for (const tag of pngTags(film.tags)) await append(tag);
    } else if (head !== String(ihdr.data)) throw noFrame(tally.frames, 'is of another kind');
    head = String(ihdr.data);
    await append(pngChunk('fcTL', uint32(sequence++), frameControl(film), KEEP));
    for (const { data } of parts.filter(({ type }) => type === 'IDAT')) {
      // The first frame is the picture of those who know of no others.
      if (tally.frames === 1) await append(pngChunk('IDAT', data));
      else await append(pngChunk('fdAT', uint32(sequence++), data));
    }
  }
  await append(pngChunk('IEND'));
  return tally;
};

/** Size, place, and how long it stands, as a fraction of seconds: exactly where its terms have 16 bits. */
function frameControl({ size, fps }: FilmPlan): Uint8Array {
  const { numerator, denominator } = fps;
  const scale = Math.max(1, numerator / 65_535, denominator / 65_535);
  const delay = new Uint8Array(4);
  const view = new DataView(delay.buffer);
  view.setUint16(0, Math.round(denominator / scale));
  view.setUint16(2, Math.round(numerator / scale));
  const control = new Uint8Array(20);
  control.set(uint32(size.width, size.height, 0, 0));
  control.set(delay, 16);
  return control;
}

function noFrame(count: number, why: string): StillmotionError {
  return new StillmotionError(
    'encoding-failed',
    `Picture ${count} of the APNG ${why}; expected PNGs of one size and kind.`,
  );
}
