import { stat } from 'node:fs/promises';
import { StillmotionError } from '../../core/errors.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';

/** ms; a deadline is counted in ticks no longer than this, a quarter of it at most. */
const TICK = 1000;
/** A tick that comes so many ms late was not slow: the whole program stood still. */
const STOOD_STILL = 1000;

/**
 * Waits no longer than `seconds` in which this program runs: one that was stopped (Ctrl+Z, a paused
 * container, a closed lid) waits anew. What is waited for goes on; the caller ends it.
 *
 * @param stage what it was doing, for the message: "while … "
 * @param who gave no answer
 * @throws StillmotionError `deadline-exceeded`
 */
export async function withDeadline<T>(
  work: Promise<T>,
  seconds: number,
  stage: string,
  who: 'The browser' | 'The file system' = 'The browser',
): Promise<T> {
  const deadline = countDown(seconds);
  try {
    return await Promise.race([
      work,
      deadline.passed.then(() => {
        throw new StillmotionError(
          'deadline-exceeded',
          `${who} gave no answer for ${seconds} s while ${stage}; --timeout allows it more.`,
        );
      }),
    ]);
  } finally {
    deadline.stop();
  }
}

/** What waits for the file system give up on: a time without an answer, and a signal. */
export interface FileWait {
  /** s */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Waits for the file system: a disk over a network, or a pipe that nobody writes into, may never answer.
 *
 * @throws StillmotionError `deadline-exceeded`; the signal's reason
 */
export function waitForFiles<T>(
  work: Promise<T>,
  stage: string,
  { timeout, signal }: FileWait,
): Promise<T> {
  return withDeadline(untilAborted(work, signal), timeout, stage, 'The file system');
}

/**
 * Waits for what is read from a path. Whoever writes into a pipe may take their time: only a file has to
 * answer.
 */
export async function waitForInput<T>(
  path: string,
  read: () => Promise<T>,
  wait: FileWait,
): Promise<T> {
  const stage = `reading ${path}`;
  if (await waitForFiles(isRegular(path), stage, wait)) return waitForFiles(read(), stage, wait);
  return untilAborted(read(), wait.signal);
}

function isRegular(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

interface CountDown {
  readonly passed: Promise<void>;
  stop(): void;
}

/** In ticks, as a timer can't tell how much of its time this program stood still. */
function countDown(seconds: number): CountDown {
  const tick = Math.min(TICK, (seconds * 1000) / 4);
  let left = seconds * 1000;
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    const wait = () => {
      const began = performance.now();
      timer = setTimeout(() => {
        const late = performance.now() - began - tick;
        left = late > STOOD_STILL ? seconds * 1000 : left - tick;
        if (left > 0) wait();
        else resolve();
      }, tick);
    };
    wait();
  });
  return { passed, stop: () => clearTimeout(timer) };
}
