import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { writeRolled } from '../../src/codecs/h264-rolled/index.ts';
import { makeFilm, makeImage, whole } from '../rolled-film.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { firefox, startFirefox } from '../firefox.ts';
import { sharedSession } from '../session.ts';
import { renderFilm } from './film.ts';
import { buildLibraryPage } from './library-build.ts';
import { colorAt, fromPng, paint, type Pixels, smooth } from './pixels.ts';
import { VECTORS, wronglyColored, wronglySought } from './seeking.ts';
import { COLORED, makeShow, SHOWN_COLORS, STANDING, STANDING_FPS } from './show-films.ts';

const HALVES = { width: 160, height: 120 };

/** How far two colours are apart, levels. */
function apart(got: readonly number[] | undefined, expected: readonly number[]): number {
  return Math.max(...expected.map((level, n) => Math.abs(level - (got?.[n] ?? NaN))));
}

describe.skipIf(firefox === undefined)('another browser plays our films: Firefox', () => {
  let browser: Browser;
  let session: Session;
  beforeAll(async () => {
    session = await sharedSession();
    browser = await startFirefox();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(['h264', 'vp9', 'av1'] as const)('plays a film in %s', async (codec) => {
    const spec = { codec, frames: 15, motion: { kind: 'roll', step: 3 } } as const;
    const { bytes } = await renderFilm(session, spec, smooth({ width: 160, height: 120 }));
    const page = await browser.newPage();
    const film = `data:video/mp4;base64,${Buffer.from(bytes).toString('base64')}`;
    const played = await page.evaluate(async (source) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = source;
      const ended = new Promise<void>((resolve, reject) => {
        video.addEventListener('ended', () => resolve());
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
      });
      await video.play();
      await ended;
      return [video.videoWidth, video.videoHeight, video.duration];
    }, film);
    expect(played).toEqual([160, 120, 0.5]);
    await page.close();
  });

  /** What a page shows of the middle of a film's last frame, left and right, before a red background. */
  async function seen(spec: SpecInput, picture: Pixels): Promise<number[][]> {
    const { bytes } = await renderFilm(session, { ...spec, format: 'webm' }, picture);
    const page = await browser.newPage();
    await page.setViewport({ width: 200, height: 200 });
    const film = `data:video/webm;base64,${Buffer.from(bytes).toString('base64')}`;
    await page.evaluate(async (source) => {
      document.body.style.cssText = 'margin: 0; background: #ff0000';
      const video = document.createElement('video');
      video.muted = true;
      video.src = source;
      document.body.append(video);
      await new Promise<void>((resolve, reject) => {
        video.addEventListener('ended', () => resolve());
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
        video.play().catch(reject);
      });
    }, film);
    const shot = fromPng(await page.screenshot());
    await page.close();
    return [
      [40, 60],
      [120, 60],
    ].map(([x, y]) => [...colorAt(shot, x ?? 0, y ?? 0)]);
  }

  it('lays a film that is transparent over the page', async () => {
    const half = paint(HALVES, (x) => [40, 90, 180, x < HALVES.width / 2 ? 255 : 0]);
    const film = { background: 'transparent', codec: 'vp9', frames: 10, motions: [] };
    const [left, right] = await seen(parseSpec(film), half);
    expect(apart(left, [40, 90, 180]), `${left?.join()}`).toBeLessThan(12);
    expect(apart(right, [255, 0, 0]), `${right?.join()}`).toBeLessThan(12);
  });

  it.each(['420', '444'] as const)('shows a film of ten bits, %s', async (chroma) => {
    const half = paint(HALVES, (x) => (x < HALVES.width / 2 ? [200, 40, 40] : [60, 120, 180]));
    const [left, right] = await seen({ depth: 10, chroma, frames: 10, motions: [] }, half);
    expect(apart(left, [200, 40, 40]), `${left?.join()}`).toBeLessThan(12);
    expect(apart(right, [60, 120, 180]), `${right?.join()}`).toBeLessThan(12);
  });

  it('shows the frame that is sought in a film of vectors, forwards and backwards', async () => {
    const { bytes } = await renderFilm(session, VECTORS, smooth({ width: 64, height: 48 }));
    const page = await browser.newPage();
    const wrong = await wronglySought(page, bytes);
    await page.close();
    expect(wrong).toEqual([]);
  });

  it('shows the frame that is sought among those that were written without an encoder', async () => {
    const { bytes } = await makeShow(session, STANDING, COLORED);
    const page = await browser.newPage();
    const wrong = await wronglyColored(page, bytes, STANDING_FPS, SHOWN_COLORS);
    await page.close();
    expect(wrong).toEqual([]);
  });

  /** A page of one module. */
  const openModule = async (entry: string) => {
    const library = await buildLibraryPage(entry);
    const page = await browser.newPage();
    const content = await readFile(join(library.folder, 'page.js'), 'utf8');
    await page.addScriptTag({ content, type: 'module' });
    return page;
  };

  it('writes a film of vectors in the bytes that it has in Node', async () => {
    const page = await openModule('test/browser/h264-rolled-page.ts');
    const film = makeFilm({
      size: { width: 162, height: 96 },
      step: { x: whole(3), y: whole(-1) },
    });
    const written = await page.evaluate((job) => globalThis.rolledPage.write(job), film);
    const image = makeImage(film.size, 30);
    const chunks = [...writeRolled(film, [image, image]).chunks];
    expect(written).toEqual(chunks.map(({ data }) => [...data]));
    await page.close();
  });

  it('gets planes as they are, though it does not look where they lie', async () => {
    const page = await openModule('test/browser/planes-capture-page.ts');
    const { taken, given } = await page.evaluate(() => globalThis.planesCapturePage.capture());
    expect(taken).toEqual(given);
    await page.close();
  });
});
