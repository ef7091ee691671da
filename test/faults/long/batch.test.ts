import { readFile, rm, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect } from 'vitest';
import {
  browserProcess,
  eventually,
  expectNothingLeft,
  it,
  kill,
  picture,
  type Place,
  type Running,
} from '../../cli/program.ts';
import { count, upTo } from '../tries.ts';

const FILMS = upTo(5).map((number) => `${number}.mp4`);
const BATCH = ['batch', 'list.ndjson', '--jobs', '2', '--no-verify'];

/** Films of about a second each, by an encoder, of several GOPs. */
beforeEach<{ place: Place }>(async ({ place }) => {
  const rows = FILMS.map((output, n) => ({
    picture: picture('card-smooth.png'),
    output,
    title: `${n} {f}`,
    frames: 400,
    size: { width: 160, height: 120 },
  }));
  await writeFile(
    place.path('list.ndjson'),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
});

describe('a list of films goes on', () => {
  it.for([
    ['SIGINT', 130],
    ['SIGKILL', 137],
  ] as const)(
    'after %s: nothing is half there, and nothing is made twice',
    async ([signal, code], { place, task }) => {
      const whole = await undisturbed(place);
      const running = start(place, 'state');
      await filmMade(place);
      kill(running.pid, signal);
      expect(await running.ended).toMatchObject({ code });
      await eventually(() => expect(place.processes()).toEqual([]));
      if (signal !== 'SIGKILL') await expectNothingLeft(place);
      const made = await films(place);
      expect(made.size).toBeGreaterThan(0);
      expect(made.size).toBeLessThan(FILMS.length);
      for (const [name, bytes] of made)
        expect(bytes.equals(whole.get(name) ?? Buffer.of())).toBe(true);

      const { code: again, stdout } = await start(place, 'state').ended;
      expect(again).toBe(0);
      const states = stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { state: string }).state);
      expect(states).toHaveLength(FILMS.length);
      // One that was at its place, but not yet noted as made, is made again.
      expect(states.filter((state) => state === 'kept').length).toBeGreaterThanOrEqual(
        made.size - 2,
      );
      expect(await films(place)).toEqual(whole);
      expect(await place.files()).toEqual([...FILMS, 'list.ndjson']);
      count({ task }, FILMS.length);
    },
  );

  it('when a browser is killed: its film is tried again, and has the same bytes', async ({
    place,
    task,
  }) => {
    const whole = await undisturbed(place);
    const running = start(place, 'state');
    await filmMade(place);
    const pid = browserProcess(place, 'browser');
    expect(pid).toBeDefined();
    kill(pid ?? 0, 'SIGKILL');
    const { code, stderr } = await running.ended;
    expect(stderr).toMatch(/A new browser (goes on from frame \d+|begins anew) \(1 of 2\)/);
    expect(code).toBe(0);
    expect(await films(place)).toEqual(whole);
    await expectNothingLeft(place);
    count({ task }, FILMS.length);
  });
});

function start(place: Place, state: string): Running {
  const env = { STILLMOTION_STATE: `${place.outside}/${state}` };
  return place.start([...BATCH, '--json'], { env });
}

let known: Map<string, Buffer> | undefined;

/** The films of a run that nothing happens to, made once; their files are taken away. */
async function undisturbed(place: Place): Promise<Map<string, Buffer>> {
  if (known !== undefined) return known;
  expect(await start(place, 'other').ended).toMatchObject({ code: 0 });
  const made = await films(place);
  expect([...made.keys()]).toEqual(FILMS);
  for (const name of FILMS) await rm(place.path(name));
  known = made;
  return made;
}

async function films(place: Place): Promise<Map<string, Buffer>> {
  const names = (await place.files()).filter((name) => FILMS.includes(name));
  const made = new Map<string, Buffer>();
  for (const name of names) made.set(name, await readFile(place.path(name)));
  return made;
}

/** The first one is there, and others are being made. */
function filmMade(place: Place): Promise<void> {
  return eventually(async () => expect((await films(place)).size).toBeGreaterThan(0));
}
