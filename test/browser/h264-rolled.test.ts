import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RolledFilm, writeRolled } from '../../src/codecs/h264-rolled/index.ts';
import { isRolled, makeFilm, makeFrames, makeImage, whole } from '../rolled-film.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { buildLibraryPage } from './library-build.ts';
import { type Decoder, sharedDecoder } from './decoding.ts';

let decoder: Decoder;
beforeAll(async () => {
  decoder = await sharedDecoder();
});

/** The frames from one on, as Chromium decodes them. */
async function decodeFrom(film: RolledFilm, first: number) {
  const { codec, description, chunks } = writeRolled(film, makeFrames(film, 30));
  return decoder.decodeChunks(
    { codec, description: description.slice().buffer },
    [...chunks].slice(first),
  );
}

describe("Chromium's decoder", () => {
  it.each<[string, RolledFilm]>([
    ['along x', makeFilm({ size: { width: 96, height: 64 }, step: { x: whole(-3), y: whole(0) } })],
    [
      'of no whole macroblocks',
      makeFilm({ size: { width: 98, height: 54 }, step: { x: whole(3), y: whole(1) } }),
    ],
    [
      'wider than vectors reach',
      makeFilm({
        size: { width: 2064, height: 16 },
        frameCount: 28,
        step: { x: whole(-9), y: whole(0) },
      }),
    ],
  ])(
    'shows a film %s as its key frames from other places, also from a later one on',
    async (_, film) => {
      const frames = await decodeFrom(film, 0);
      expect(frames).toHaveLength(film.frameCount);
      const stray = frames.filter(({ width, height, planes }, n) => {
        expect({ width, height }).toEqual(film.size);
        const index = Math.floor(n / film.keyInterval) * film.keyInterval;
        const [x, y] = [film.step.x.numerator, film.step.y.numerator].map(
          (step) => step * (n - index),
        );
        return !isRolled(frames[index]?.planes ?? planes, planes, film.size, x ?? 0, y ?? 0);
      });
      expect(stray).toEqual([]);
      const later = await decodeFrom(film, film.keyInterval);
      expect(later).toHaveLength(film.frameCount - film.keyInterval);
      const others = later.filter(
        ({ planes }, n) =>
          Buffer.compare(planes, frames[n + film.keyInterval]?.planes ?? planes) !== 0,
      );
      expect(others).toEqual([]);
    },
  );
});

describe('a film written in a page', () => {
  let bundled: BundledPage;
  beforeAll(async () => {
    bundled = await openBundledPage('test/browser/h264-rolled-page.ts');
  });
  afterAll(() => bundled.close());

  it('has the bytes that it has in Node', async () => {
    const film = makeFilm({
      size: { width: 162, height: 96 },
      step: { x: whole(3), y: whole(-1) },
    });
    const image = makeImage(film.size, 30);
    const chunks = [...writeRolled(film, [image, image]).chunks].map(({ data }) => [...data]);
    expect(await bundled.page.evaluate((job) => rolledPage.write(job), film)).toEqual(chunks);
    expect(bundled.errors).toEqual([]);
  });

  it.each([
    ['allows WebAssembly', "'wasm-unsafe-eval'", undefined],
    ['does not allow it', '', expect.stringMatching(/WebAssembly.*this page does not allow/)],
  ])('is refused or not where its policy %s', async (_, allowed, refusal) => {
    const { folder } = await buildLibraryPage('test/browser/h264-rolled-page.ts');
    const content = await readFile(join(folder, 'page.js'), 'utf8');
    const page = await bundled.page.browser().newPage();
    const policy = `script-src 'unsafe-inline' ${allowed}`;
    await page.setContent(`<meta http-equiv="content-security-policy" content="${policy}">`);
    await page.addScriptTag({ content, type: 'module' });
    const film = makeFilm({ size: { width: 64, height: 64 } });
    const answer = await page.evaluate((job) => rolledPage.refusal(job), film);
    await page.close();
    expect(answer).toEqual(refusal);
  });
});
