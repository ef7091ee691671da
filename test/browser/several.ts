import { writeFile } from 'node:fs/promises';
import type { ElementHandle } from 'puppeteer-core';
import { expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import type { Place } from '../cli/program.ts';
import { type App, eventually, shared, shootFilm } from './app.ts';
import { type Color, colorAt, fromPng, paint, toPng } from './pixels.ts';

// Films of several pictures in the page, each of one colour.

const SIZE = { width: 96, height: 64 };
export const COLORS = {
  'red.png': [220, 20, 20],
  'green.png': [20, 160, 20],
  'blue.png': [20, 20, 220],
} as const;
export const NAMES = Object.keys(COLORS) as (keyof typeof COLORS)[];

export async function offerPictures(place: Place): Promise<string[]> {
  for (const name of NAMES)
    // oxlint-disable-next-line no-await-in-loop -- three files
    await writeFile(place.path(name), toPng(paint(SIZE, () => COLORS[name])));
  return NAMES.map((name) => place.path(name));
}

export async function choose(app: App, selector: string, paths: readonly string[]): Promise<void> {
  const input = await app.page.$(selector);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}

export const specOf = async (app: App) => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;
/** The colour in the middle of a frame. */
export async function colorOf(app: App, frame: number): Promise<Color> {
  await app.page.$eval(
    '#scrub',
    (scrub, value) => {
      (scrub as HTMLInputElement).value = value;
      scrub.dispatchEvent(new Event('input', { bubbles: true }));
    },
    String(frame),
  );
  const still = fromPng(await shootFilm(app.page));
  return colorAt(still, Math.floor(still.width / 2), Math.floor(still.height / 2));
}

const isNear = (color: Color, wanted: Color) =>
  color.every((level, channel) => Math.abs(level - (wanted[channel] ?? NaN)) <= 3);

export async function showsColor(app: App, frame: number, wanted: Color): Promise<void> {
  await eventually(async () =>
    expect(isNear(await colorOf(app, frame), wanted), `frame ${frame}`).toBe(true),
  );
}
