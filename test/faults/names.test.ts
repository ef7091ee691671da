import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { fromPng } from '../browser/pixels.ts';
import { expectNothingLeft, it, type Place, picture } from '../cli/program.ts';
import { expectRefusedHere } from '../cli/refusal.ts';
import { succeedHere } from '../cli/in-process.ts';
import { count, kinds } from './tries.ts';

/** One of each format that is read. */
const FORMATS = {
  png: 'card.png',
  jpg: 'card-smooth.jpg',
  webp: 'card.webp',
  avif: 'card.avif',
  gif: 'card.gif',
  bmp: 'card.bmp',
  ico: 'card.ico',
};

/** What a picture may be called: after another format, after none, and after something else. */
const ENDINGS = [...Object.keys(FORMATS), 'svg', 'nonsense'].map((name) => `.${name}`).concat('');

describe('bad pictures: a name that says another format', () => {
  it.for(kinds(Object.entries(FORMATS), 1))(
    'a %s is drawn as under its own name',
    async ([format, file], { place, task }) => {
      const right = await drawAs(place, file, `right.${format}`);
      const others = ENDINGS.filter((ending) => ending !== `.${format}`);
      // None looks at a name, as one of them shows with all of these.
      const wrong = kinds(format === 'png' ? others : others.slice(-3), 1);
      for (const ending of wrong) {
        expect([ending, await drawAs(place, file, `wrong${ending}`)]).toEqual([ending, right]);
      }
      await expectNothingLeft(place);
      count({ task }, wrong.length);
    },
  );

  it.for(kinds(['.png', '.svg', '.nonsense'], 1))(
    'a text called %s is refused',
    async (ending, { place }) => {
      await writeFile(place.path(`text${ending}`), 'This is not a picture, whatever it is called.');
      const refusal = { code: 'picture-undecodable', says: `text${ending}` };
      await expectRefusedHere(place, ['still', `text${ending}`], refusal);
    },
  );

  it('a picture called .mp4 does not give way to its own film', async ({ place }) => {
    await copyFile(picture('card.png'), place.path('card.mp4'));
    const refusal = { code: 'output-exists', says: /card\.mp4 is the picture itself/ };
    await expectRefusedHere(place, ['render', 'card.mp4'], refusal);
    const kept = await readFile(place.path('card.mp4'));
    expect(kept.equals(await readFile(picture('card.png')))).toBe(true);
  });
});

/** The pixels of a picture under another name. */
async function drawAs(place: Place, file: string, name: string) {
  await copyFile(picture(file), place.path(name));
  await succeedHere(place, ['still', name, '-o', 'still.png']);
  return fromPng(await readFile(place.path('still.png')));
}
