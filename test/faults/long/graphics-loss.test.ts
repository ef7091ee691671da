import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { succeedHere } from '../../cli/in-process.ts';
import { expectNothingLeft, it, picture, type Place } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { share } from '../../shared.ts';
import { hookProgram } from '../hooked.ts';

const FRAMES = 310;
const FILM = [
  'render',
  picture('card-smooth.png'),
  '--size',
  '160x120',
  '--frames',
  String(FRAMES),
  '--gl',
  'swiftshader',
  '--encoder',
  'webcodecs',
  // They are compared byte by byte.
  '--no-verify',
];

/** Loses the context when a frame goes to the encoder. */
const loseAt = (frame: number, restores: boolean) => `
  const contexts = [];
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (...args) {
    const context = getContext.apply(this, args);
    if (args[0] === 'webgl2') contexts.push(context);
    return context;
  };
  let frames = 0;
  const { encode } = VideoEncoder.prototype;
  VideoEncoder.prototype.encode = function (...args) {
    if (++frames === ${frame}) {
      const extension = contexts.at(-1).getExtension('WEBGL_lose_context');
      extension.loseContext();
      if (${restores}) setTimeout(() => extension.restoreContext());
    }
    return encode.apply(this, args);
  };`;

/** Where nothing is kept yet, where something is, and where nothing is drawn any more; both ways where it matters. */
const LOSSES: readonly [string, number, boolean][] = [
  ['in the middle, and comes back', FRAMES / 2, true],
  ['in the middle', FRAMES / 2, false],
  ['at the first frame, and comes back', 1, true],
  ['at the last frame', FRAMES, false],
];

describe('no black or stale frames: the context is lost', () => {
  it.for(LOSSES)('%s', async ([, frame, restores], { place }) => {
    const hooked = await hookProgram(place, loseAt(frame, restores), 'first browser');
    const { code, stderr } = await hooked.start([...FILM, '-o', 'x.mp4']).ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^note: The graphics context was lost .* A new browser goes on/m);
    const film = await readFile(place.path('x.mp4'));
    expect(film.equals(await undisturbed(place))).toBe(true);
  });

  it('every time, which is a typed failure', async ({ place }) => {
    const hooked = await hookProgram(place, loseAt(5, true), 'all browsers');
    const outcome = await hooked.start([...FILM, '--retries', '1']).ended;
    expectExplained(outcome, { code: 'graphics-lost', says: /2 browsers in a row failed/ });
    expect(await place.files()).toEqual([]);
    await expectNothingLeft(place);
  });
});

/** The bytes of a run that loses nothing, made once for all tests. */
function undisturbed(place: Place): Promise<Buffer> {
  return share('a film whose context is never lost', async () => {
    await succeedHere(place, [...FILM, '-o', 'whole.mp4']);
    return readFile(place.path('whole.mp4'));
  });
}
