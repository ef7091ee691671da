import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import {
  browserProcess,
  eventually,
  expectNothingLeft,
  it,
  kill,
  type Outcome,
  picture,
  type Place,
} from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { count, seeded, upTo } from '../tries.ts';

const SMALL = ['render', picture('card-smooth.png'), '--size', '160x120', '--gl', 'swiftshader'];
/** Four GOPs. */
const FILM = [...SMALL, '--encoder', 'webcodecs', '--frames', '600', '--quiet', '--timeout', '15'];
/** Enough of it that the film isn't nearly done when it is disturbed: a loss behind its last frame is none. */
const LONG = [...SMALL, '--encoder', 'webcodecs', '--frames', '9000'];
const OLD = 'an old film';
/** Parts of a run: its browser starts; a film grows; that is verified, and takes its place. */
const STAGES = 3;

describe('never a partial or wrong file', () => {
  const victims = ['command line', 'gpu-process', 'renderer', 'browser'] as const;

  it.for(victims)('whenever the %s is killed', async (victim, { place, task }) => {
    const random = seeded(victim.length);
    const whole = await filmOf(place, FILM);
    for (const stage of upTo(STAGES)) {
      await writeFile(place.path('x.mp4'), OLD);
      const running = place.start([...FILM, '-o', 'x.mp4']);
      await pass(((stage - random()) / STAGES) * whole.seconds * 1000);
      const pid = victim === 'command line' ? running.pid : browserProcess(place, victim);
      if (pid !== undefined) kill(pid, 'SIGKILL');
      expectWholeOrOld(await running.ended, await readFile(place.path('x.mp4')), whole.bytes);
      await eventually(() => expect(place.processes()).toEqual([]));
    }
    count({ task }, STAGES);
  });
});

describe('a crash is survived', () => {
  const victims = ['gpu-process', 'renderer', 'browser'] as const;

  it.for(victims)(
    'of the %s: the film is the one of an undisturbed run',
    async (victim, { place }) => {
      const whole = await filmOf(place, LONG);
      const running = place.start([...LONG, '-o', 'x.mp4']);
      await fileBegun(place);
      await pass(seeded(victim.length)() * 300);
      kill(browserProcess(place, victim) ?? 0, 'SIGKILL');
      const outcome = await running.ended;
      expect(outcome).toMatchObject({ code: 0 });
      // A loss may be noticed only when all frames are made, and are compared.
      expect(outcome.stderr).toMatch(
        /^note: .*A new browser (goes on from frame \d+|compares the film anew) \(1 of 2\)/m,
      );
      expect((await readFile(place.path('x.mp4'))).equals(whole.bytes)).toBe(true);
      await expectNothingLeft(place);
    },
  );

  it.for(['browser', 'renderer'] as const)(
    'until too many in a row are killed, each time the %s, and then all reasons are said',
    async (victim, { place }) => {
      const running = place.start([...LONG, '--retries', '2']);
      await fileBegun(place);
      const killing = setInterval(() => {
        const pid = browserProcess(place, victim);
        if (pid !== undefined) kill(pid, 'SIGKILL');
      }, 20);
      const outcome = await running.ended.finally(() => clearInterval(killing));
      expect(outcome.stderr).toMatch(/\(1 of 2\)\.\n(note: .*\n)*note: .*\(2 of 2\)\./);
      const says = /^stillmotion: 3 browsers in a row failed: \(1\) .* \(2\) .* \(3\) .*--retries/m;
      expectExplained(outcome, { code: 'browser-failed', says });
      expect(await place.files()).toEqual([]);
      await expectNothingLeft(place);
    },
  );
});

/** Encoding has begun. */
async function fileBegun(place: Place): Promise<void> {
  await eventually(async () =>
    expect(await place.files()).toContainEqual(expect.stringMatching(/\.part$/)),
  );
}

const undisturbed = new Map<readonly string[], { seconds: number; bytes: Buffer }>();

/** An undisturbed film, and how long it took: made once for all who ask for it. */
async function filmOf(place: Place, args: readonly string[]) {
  const known = undisturbed.get(args);
  if (known !== undefined) return known;
  const { seconds } = await place.succeed([...args, '-o', 'whole.mp4']);
  const film = { seconds, bytes: await readFile(place.path('whole.mp4')) };
  await rm(place.path('whole.mp4'));
  undisturbed.set(args, film);
  return film;
}

/** Exit code 0 and the whole film, or any other and what was there before; killed, one of the two. */
function expectWholeOrOld(outcome: Outcome, bytes: Buffer, whole: Buffer): void {
  const killed = outcome.code === 137;
  if (outcome.code === 0 || (killed && bytes.toString() !== OLD)) {
    // A kill may come when the film is at its place already, and all that is left is to say so.
    expect(bytes.equals(whole)).toBe(true);
  }
  if (outcome.code !== 0 && !killed) {
    expect(bytes.toString()).toBe(OLD);
    // A page that dies before anybody can watch it gives no answer.
    const code = outcome.stderr.includes('[deadline') ? 'deadline-exceeded' : 'browser-failed';
    expectExplained(outcome, { code, says: /while|did not start/ });
  }
}
