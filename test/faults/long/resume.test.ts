import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { eventually, expectNothingLeft, it, kill, picture, type Place } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { count, upTo } from '../tries.ts';

const FRAMES = 3000;
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
  it('after a SIGKILL at 60 %, and becomes the film of an undisturbed run', async ({
    place,
    task,
  }) => {
    const made = 3;
    for (const _ of upTo(made)) {
      await interrupt(place, 'SIGKILL', 0.6 * GOPS);
      const { stderr } = await place.succeed(RESUMABLE);
      const from = Number(/^note: Going on from frame (\d+)\.$/m.exec(stderr)?.[1]);
      expect(from).toBeGreaterThanOrEqual(0.6 * FRAMES);
      await expectWhole(place);
    }
    count({ task }, made);
  });

  it('after a SIGINT, which says what is kept and where', async ({ place }) => {
    const { code, stderr } = await interrupt(place, 'SIGINT', 2);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^note: .* is kept in \.x\.mp4\.parts; the same command goes on/m);
    await expectNothingLeft(place);
    await place.succeed(RESUMABLE);
    await expectWhole(place);
  });

  it('before a part that is damaged, and says so', async ({ place }) => {
    await interrupt(place, 'SIGKILL', 3);
    const [second = ''] = (await parts(place)).filter((name) => name.startsWith('150-'));
    const bytes = await readFile(place.path(PARTS, second));
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
    await writeFile(place.path(PARTS, second), bytes);
    const { stderr } = await place.succeed(RESUMABLE);
    expect(stderr).toMatch(
      /^note: The part .*150-.* is damaged; the film goes on from frame 150\.$/m,
    );
    await expectWhole(place);
  });

  const other: readonly [string, string[]][] = [
    ['other settings', ['--step', '2']],
    ['another length', ['--frames', '3001']],
    ['another codec', ['--codec', 'vp9']],
  ];

  it.for(other)('but not with %s: nothing is touched', async ([, args], { place }) => {
    await interrupt(place, 'SIGKILL', 1);
    const before = await parts(place);
    const outcome = await place.run([...RESUMABLE, ...args]);
    const says = /\.x\.mp4\.parts keeps parts of another job: the spec is not the same/;
    expectExplained(outcome, { code: 'resume-refused', says });
    expect(await parts(place)).toEqual(before);
  });

  it('but not with a description that nobody can read', async ({ place }) => {
    await interrupt(place, 'SIGKILL', 1);
    await writeFile(place.path(PARTS, 'job.json'), '{"picture":');
    const outcome = await place.run(RESUMABLE);
    expectExplained(outcome, { code: 'resume-refused', says: /can not be read/ });
  });
});

/** Starts the film and signals it once so many of its GOPs are kept. */
async function interrupt(place: Place, signal: NodeJS.Signals, gops: number) {
  const running = place.start(RESUMABLE);
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
async function expectWhole(place: Place): Promise<void> {
  expect(await place.files()).toEqual(['x.mp4']);
  const film = await readFile(place.path('x.mp4'));
  whole ??= await makeWhole(place);
  expect(film.equals(whole)).toBe(true);
}

let whole: Buffer | undefined;

/** Once for all tests. */
async function makeWhole(place: Place): Promise<Buffer> {
  await place.succeed([...FILM, '-o', 'whole.mp4']);
  const film = await readFile(place.path('whole.mp4'));
  await rm(place.path('whole.mp4'));
  return film;
}
