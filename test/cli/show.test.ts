import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { colorAt, noise, paint, type Pixels, smooth, toPng } from '../browser/pixels.ts';
import { runHere, succeedHere } from './in-process.ts';
import { broken, it, type Place } from './program.ts';
import { expectRefusedHere } from './refusal.ts';

const SIZE = { width: 96, height: 64 };
const NAMES = ['a.png', 'b.png', 'c.png'];
/** Of 4:2:0, bytes. */
const PLANES = (SIZE.width * SIZE.height * 3) / 2;
const TIMES = ['--fps', '10', '--each', '0.8', '--transition', 'fade:duration=0.3'];

async function offerPictures(place: Place): Promise<void> {
  const pictures = [smooth(SIZE), noise(SIZE, 2), smooth({ width: 64, height: 96 }, 2)];
  for (const [n, picture] of pictures.entries())
    await writeFile(place.path(NAMES[n] ?? ''), toPng(picture));
}

/** 96×64 of it, from 3, 2. */
function partOf(picture: Pixels): Pixels {
  return paint(SIZE, (x, y) => colorAt(picture, x + 3, y + 2));
}

/** The frames of a film, without an encoder: planes as they are. */
async function framesOf(place: Place, args: readonly string[]): Promise<Buffer[]> {
  await succeedHere(place, ['render', ...args, '--quiet', '-o', 'film.y4m']);
  const film = await readFile(place.path('film.y4m'));
  const frames: Buffer[] = [];
  for (let at = film.indexOf('FRAME\n'); at !== -1; at = film.indexOf('FRAME\n', at + PLANES))
    frames.push(film.subarray(at + 6, at + 6 + PLANES));
  return frames;
}

function furthest(one: Buffer = Buffer.alloc(0), other: Buffer = Buffer.alloc(0)): number {
  return one.reduce((most, level, n) => Math.max(most, Math.abs(level - (other[n] ?? NaN))), 0);
}

/** The mean over all samples, levels. */
function distance(one: Buffer = Buffer.alloc(0), other: Buffer = Buffer.alloc(0)): number {
  return one.reduce((sum, level, n) => sum + Math.abs(level - (other[n] ?? NaN)), 0) / one.length;
}

describe('pictures that follow one another', () => {
  it('are cropped each by itself, or all alike', async ({ place }) => {
    const whole = [noise({ width: 120, height: 80 }, 1), noise({ width: 100, height: 90 }, 2)];
    const parts = whole.map((picture) => toPng(partOf(picture)));
    for (const [n, picture] of whole.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- two files
      await writeFile(place.path(`${n}.png`), toPng(picture));
      // oxlint-disable-next-line no-await-in-loop -- two files
      await writeFile(place.path(`${n}-part.png`), parts[n] ?? '');
    }
    const wanted = await framesOf(place, ['0-part.png', '1-part.png', ...TIMES]);
    const cropped = await framesOf(place, ['0.png', '1.png', ...TIMES, '--crop', '96x64+3+2']);
    expect(cropped).toEqual(wanted);
    const pictures = ['0.png', '1.png'].map((file) => ({ file, crop: '96x64+3+2' }));
    await writeFile(place.path('show.json'), JSON.stringify({ pictures }));
    expect(await framesOf(place, ['--spec', 'show.json', ...TIMES])).toEqual(wanted);
    // Alone, and made without drawing.
    const zoom = ['--motion', 'zoom:to=1.3', '--frames', '5'];
    const alone = await framesOf(place, ['0.png', ...zoom, '--crop', '96x64+3+2']);
    expect(alone).toHaveLength(5);
    expect(alone).toEqual(await framesOf(place, ['0-part.png', ...zoom]));
  });

  it('show in each frame what the film of one of them shows, and between them both', async ({
    place,
  }) => {
    await offerPictures(place);
    const show = await framesOf(place, [...NAMES, ...TIMES]);
    expect(show).toHaveLength(24);
    const films: Buffer[][] = [];
    for (const [n, name] of NAMES.entries()) {
      const length = String(n === 0 ? 8 : 11);
      const motion = `kenburns:picture=${n}`;
      // oxlint-disable-next-line no-await-in-loop -- one run at a time
      films.push(
        await framesOf(place, [
          name,
          '--canvas',
          '96x64',
          '--fps',
          '10',
          '--motion',
          motion,
          '--frames',
          length,
        ]),
      );
    }
    const [a = [], b = [], c = []] = films;
    expect(show.slice(0, 5)).toEqual(a.slice(0, 5));
    expect(show.slice(8, 13)).toEqual(b.slice(3, 8));
    expect(show.slice(16)).toEqual(c.slice(3));
    // Where a transition begins, nothing of the next one is seen yet.
    expect(furthest(show[5], a[5])).toBeLessThanOrEqual(1);
    expect(furthest(show[13], b[8])).toBeLessThanOrEqual(1);
    expect(furthest(show[6], a[6])).toBeGreaterThan(20);
    expect(furthest(show[6], b[1])).toBeGreaterThan(20);
  });

  it('have the same frames in any part of the film, and as stills', async ({ place }) => {
    await offerPictures(place);
    const job = [...NAMES, ...TIMES, '--closed', '--title', 'Frame {f}'];
    const whole = await framesOf(place, job);
    expect(await framesOf(place, [...job, '--range', '14-23'])).toEqual(whole.slice(14));
    await succeedHere(place, ['render', ...job, '--quiet', '-o', '%d.png']);
    await succeedHere(place, ['still', ...job, '--frame', '22', '--quiet', '-o', 'one.png']);
    expect(await readFile(place.path('one.png'))).toEqual(await readFile(place.path('23.png')));
    // The last one has nearly gone, and the first frame follows.
    expect(distance(whole[23], whole[0])).toBeLessThan(distance(whole[21], whole[0]) / 2);
  });

  it('come from a folder, a pattern or a spec, with what is their own', async ({ place }) => {
    await offerPictures(place);
    await mkdir(place.path('photos'));
    for (const [n, name] of NAMES.entries())
      await writeFile(
        place.path('photos', `${[2, 10, 1][n]}.png`),
        await readFile(place.path(name)),
      );
    const named = await framesOf(place, ['c.png', 'a.png', 'b.png', '--canvas', '96x64', ...TIMES]);
    expect(await framesOf(place, ['photos', '--canvas', '96x64', ...TIMES])).toEqual(named);
    expect(await framesOf(place, ['photos/*.png', '--canvas', '96x64', ...TIMES])).toEqual(named);
    const pictures = [
      { file: 'c.png' },
      { file: 'a.png', hold: 1.2, title: 'A', motion: { kind: 'pan' }, position: [0, 0] },
      { file: 'b.png' },
    ];
    await writeFile(place.path('job.json'), JSON.stringify({ pictures, canvas: SIZE }));
    const listed = await framesOf(place, ['--spec', 'job.json', ...TIMES]);
    expect(listed).toHaveLength(28);
    expect(listed.slice(0, 5)).toEqual(named.slice(0, 5));
    expect(listed[10]?.equals(named[10] ?? Buffer.alloc(0))).toBe(false);
    const both = await runHere(place, ['render', 'a.png', 'b.png', '--spec', 'job.json']);
    expect([both.code, both.stderr]).toEqual([
      2,
      expect.stringMatching(/Both the command and the spec/),
    ]);
    const none = await runHere(place, ['render', '*.jpg']);
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringMatching(/No picture is meant by \*\.jpg/),
    ]);
  });

  it('pass in half of their time where nobody says how long, however a transition is named', async ({
    place,
  }) => {
    await offerPictures(place);
    const job = [...NAMES, '--canvas', '96x64', '--fps', '10', '--each', '1'];
    const usual = await framesOf(place, job);
    expect(usual).toHaveLength(30);
    expect(await framesOf(place, [...job, '--transition', 'fade'])).toEqual(usual);
    expect(await framesOf(place, [...job, '--transition', 'fade:duration=0.5'])).toEqual(usual);
    const wiped = await framesOf(place, [...job, '--transition', 'wipe']);
    // Alone for half a second; then both are seen.
    expect(wiped.slice(10, 15)).toEqual(usual.slice(10, 15));
    expect(furthest(wiped[17], usual[17])).toBeGreaterThan(20);
    // What is asked for is done, or refused.
    const long = [...job, '--transition', 'wipe:duration=1'];
    await expectRefusedHere(place, ['render', ...long, '-o', 'long.mp4'], {
      code: 'usage',
      says: /a\.png stands for 1 s, of which the transition to the next one takes 1 s/,
    });
    // A film says no more than was said: with other times it goes on fitting.
    await succeedHere(place, ['render', ...job, '--transition', 'wipe', '-o', 'wiped.mp4']);
    const again = ['render', ...NAMES, '--from', 'wiped.mp4'];
    await succeedHere(place, [...again, '-o', 'again.mp4']);
    expect(await readFile(place.path('again.mp4'))).toEqual(
      await readFile(place.path('wiped.mp4')),
    );
    await succeedHere(place, [...again, '--each', '0.6', '-o', 'short.mp4']);
  });

  it.for(['text.png', 'truncated.jpg'])(
    'are refused before anything begins where %s is among them, or leave it out',
    async (name, { place }) => {
      await offerPictures(place);
      const job = ['render', 'a.png', broken(name), 'b.png', ...TIMES, '-o', 'film.y4m'];
      const refused = await runHere(place, job);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(name);
      expect(refused.stderr).toContain('[picture-undecodable]');
      expect(refused.stderr).toContain('With --skip-broken a film is made without such pictures.');
      expect(await place.files()).toEqual(NAMES);
      const left = await succeedHere(place, [...job, '--skip-broken', '--json']);
      expect(left.stderr).toMatch(new RegExp(`note: Left out: .*${name}`));
      expect(JSON.parse(left.stdout)).toMatchObject({
        frames: 16,
        spec: { pictures: [{ file: 'a.png' }, { file: 'b.png' }] },
      });
    },
  );

  it('say once which of them lose much of themselves in the frame, and what keeps it', async ({
    place,
  }) => {
    await offerPictures(place);
    await writeFile(place.path('d.png'), toPng(smooth({ width: 60, height: 99 })));
    const job = ['render', '.', ...TIMES, '-o', 'film.y4m'];
    const { stderr } = await succeedHere(place, job);
    const [note, ...others] = stderr.split('\n').filter((line) => /a third/.test(line));
    expect(note).toBe(
      'note: c.png and 1 more of 4 pictures lose more than a third of themselves, as they cover the frame; --fit contain --background blur shows all of every picture.',
    );
    expect(others).toEqual([]);
    const followed = await succeedHere(place, [...job, '--fit', 'contain', '--background', 'blur']);
    expect(followed.stderr).not.toContain('a third');
  });

  it('leave out what can’t be opened, too, where they are told to', async ({ place }) => {
    await offerPictures(place);
    await writeFile(place.path('a0.png'), '');
    const job = ['render', '.', '--fps', '10', '--each', '0.8', '--canvas', '96x64', '-o', 'x.mp4'];
    const refused = await runHere(place, job);
    expect(refused.stderr).toMatch(/a0\.png can't be read: it is empty/);
    const left = await succeedHere(place, [...job, '--skip-broken', '--json']);
    expect(left.stderr).toMatch(/note: Left out: .*a0\.png.*it is empty/);
    expect(JSON.parse(left.stdout)).toMatchObject({ frames: 24 });
  });

  it('take the transitions of anybody by their paths', async ({ place }) => {
    await offerPictures(place);
    const text =
      'vec4 transition(vec2 uv) { return progress < 0.5 ? getFromColor(uv) : getToColor(uv); }';
    await writeFile(place.path('cut.glsl'), text);
    const job = [...NAMES.slice(0, 2), '--fps', '10', '--each', '0.8', '--canvas', '96x64'];
    const cut = await framesOf(place, [...job, '--transition', './cut.glsl:duration=0.4']);
    const wipe = await framesOf(place, [...job, '--transition', 'wipe:duration=0.4']);
    expect(cut.slice(0, 4)).toEqual(wipe.slice(0, 4));
    expect(furthest(cut[5], wipe[5])).toBeGreaterThan(20);
    await writeFile(place.path('bad.glsl'), text.replace('progress', 'progres'));
    const failed = await runHere(place, [
      'render',
      ...job,
      '--transition',
      './bad.glsl:duration=0.4',
      '-o',
      'x.mp4',
    ]);
    expect([failed.code, failed.stderr]).toEqual([
      1,
      expect.stringMatching(/bad\.glsl:1:\d+: 'progres'/),
    ]);
  });
});
