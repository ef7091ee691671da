import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { runHere, succeedHere } from '../../cli/in-process.ts';
import { eventually, expectNothingLeft, it, kill, picture, type Place } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { count } from '../tries.ts';

const FRAMES = 1800;
const FILM = [
  'render',
  picture('card-smooth.png'),
  '--size',
  '160x120',
  '--gl',
  'swiftshader',
  '--encoder',
  'webcodecs',
  '--frames',
  String(FRAMES),
];
const RESUMABLE = [...FILM, '-o', 'x.mp4', '--resume'];
const PARTS = '.x.mp4.parts';
/** A GOP lasts 5 s at 30 frames/s. */
const GOPS = FRAMES / 150;

describe('an interrupted export can go on', () => {
  it('after a SIGKILL at 60 %, and becomes the film of an undisturbed run', async ({ place }) => {
    await interrupt(place, 'SIGKILL', 0.6 * GOPS);
    const { stderr } = await place.succeed(RESUMABLE);
    const from = Number(/^note: Going on from frame (\d+)\.$/m.exec(stderr)?.[1]);
    expect(from).toBeGreaterThanOrEqual(0.6 * FRAMES);
    await expectWhole(place);
  });

  it('after a SIGINT, which says what is kept and where', async ({ place }) => {
    const { code, stderr } = await interrupt(place, 'SIGINT', 2);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^note: .* is kept in \.x\.mp4\.parts; the same command goes on/m);
    await expectNothingLeft(place);
    await succeedHere(place, RESUMABLE);
    await expectWhole(place);
  });

  it('before a part that is damaged, and says so', async ({ place }) => {
    await interrupt(place, 'SIGKILL', 3);
    const [second = ''] = (await parts(place)).filter((name) => name.startsWith('150-'));
    const bytes = await readFile(place.path(PARTS, second));
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
    await writeFile(place.path(PARTS, second), bytes);
    const { stderr } = await succeedHere(place, RESUMABLE);
    expect(stderr).toMatch(
      /^note: The part .*150-.* is damaged; the film goes on from frame 150\.$/m,
    );
    await expectWhole(place);
  });

  const other: readonly [string, string[]][] = [
    ['other settings', ['--step', '2']],
    ['another length', ['--frames', String(FRAMES + 1)]],
    ['another codec', ['--codec', 'vp9']],
  ];

  it('but not with anything else, nor with a description that nobody can read: nothing is touched', async ({
    place,
    task,
  }) => {
    await interrupt(place, 'SIGKILL', 1);
    const before = await parts(place);
    for (const [what, args] of other) {
      const outcome = await runHere(place, [...RESUMABLE, ...args]);
      const says = /\.x\.mp4\.parts keeps parts of another job: the spec is not the same/;
      expectExplained(outcome, { code: 'resume-refused', says });
      expect(await parts(place), `with ${what}`).toEqual(before);
    }
    await writeFile(place.path(PARTS, 'job.json'), '{"picture":');
    const outcome = await runHere(place, RESUMABLE);
    expectExplained(outcome, { code: 'resume-refused', says: /can not be read/ });
    expect(await parts(place)).toEqual(before);
    count({ task }, other.length + 1);
  });
});

/** Of three pictures with other sizes, in which transitions lie on both sides of where it is cut into GOPs. */
const SHOW_SECONDS = 45;
const PICTURES = ['card.png', 'card-smooth.png', 'card-smooth.jpg'];
const EACH = String(SHOW_SECONDS / PICTURES.length);
const SHOW = '--canvas 160x120 --closed --gl swiftshader --each'
  .split(' ')
  .concat(EACH, '--transition', 'fade:duration=4', '--transition', 'wipe:duration=4');
const show = (pictures: readonly string[]) => ['render', ...pictures.map(picture), ...SHOW];
const RESUMABLE_SHOW = [...show(PICTURES), '-o', 'x.mp4', '--resume'];

describe('an interrupted film of several pictures can go on', () => {
  it('after a SIGKILL wherever it is, and becomes the film of an undisturbed run', async ({
    place,
    task,
  }) => {
    // In the first picture, and in the last.
    const shares = [0.2, 0.7];
    for (const share of shares) {
      await interrupt(place, 'SIGKILL', (share * SHOW_SECONDS) / 5, RESUMABLE_SHOW);
      const { stderr } = await succeedHere(place, RESUMABLE_SHOW);
      const from = Number(/^note: Going on from frame (\d+)\.$/m.exec(stderr)?.[1]);
      expect(from).toBeGreaterThanOrEqual(share * SHOW_SECONDS * 30);
      await expectWhole(place, show(PICTURES));
    }
    count({ task }, shares.length);
  });

  const others: readonly [string, readonly string[], readonly string[]][] = [
    ['another order', PICTURES.toReversed(), []],
    ['one more', [...PICTURES, 'card.png'], []],
    ['another transition', PICTURES, ['--transition', 'iris']],
    ['another time for each', PICTURES, ['--each', '12']],
  ];

  it('but not with anything else: nothing is touched', async ({ place, task }) => {
    await interrupt(place, 'SIGKILL', 1, RESUMABLE_SHOW);
    const before = await parts(place);
    for (const [what, pictures, args] of others) {
      const other = [...show(pictures), ...args, '-o', 'x.mp4', '--resume'];
      const says =
        /\.x\.mp4\.parts keeps parts of another job: the (?:spec|picture)s? (?:is|are) not the same/;
      expectExplained(await runHere(place, other), { code: 'resume-refused', says });
      expect(await parts(place), `with ${what}`).toEqual(before);
    }
    count({ task }, others.length);
  });
});

/** Starts the film and signals it once so many of its GOPs are kept. */
async function interrupt(place: Place, signal: NodeJS.Signals, gops: number, film = RESUMABLE) {
  const running = place.start(film);
  await eventually(async () => expect((await parts(place)).length).toBeGreaterThan(gops + 1));
  kill(running.pid, signal);
  const outcome = await running.ended;
  await eventually(() => expect(place.processes()).toEqual([]));
  return outcome;
}

/** What is kept, and what it is of. */
async function parts(place: Place): Promise<string[]> {
  const names = await readdir(place.path(PARTS)).catch(() => []);
  return names.filter((name) => /^(\d+-[0-9a-f]{64}|job\.json)$/.test(name));
}

/** The film has the bytes of an undisturbed one, and nothing else is there any more. */
async function expectWhole(place: Place, film: readonly string[] = FILM): Promise<void> {
  expect(await place.files()).toEqual(['x.mp4']);
  const bytes = await readFile(place.path('x.mp4'));
  const key = film.join(' ');
  const whole = undisturbed.get(key) ?? (await makeWhole(place, film));
  undisturbed.set(key, whole);
  expect(bytes.equals(whole)).toBe(true);
}

/** Each once for all tests. */
const undisturbed = new Map<string, Buffer>();

async function makeWhole(place: Place, film: readonly string[]): Promise<Buffer> {
  await succeedHere(place, [...film, '-o', 'whole.mp4']);
  const bytes = await readFile(place.path('whole.mp4'));
  await rm(place.path('whole.mp4'));
  return bytes;
}
