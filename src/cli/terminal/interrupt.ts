/** The signals that ask a program to stop, and their numbers: it ends with 128 + number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

type StopSignal = keyof typeof SIGNALS;

/** ms; npx passes on the Ctrl+C that we have got from the terminal, too: it is the same one. */
const SAME_STOP = 300;
/** ms; whoever stops a program doesn't wait much longer. */
const LONGEST_STOP = 4000;

/** The work was stopped by a signal; what it still waits for is left to itself. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly signal: StopSignal) {
    super(
      signal === 'SIGHUP'
        ? 'Stopped by SIGHUP, as when its terminal closes (nohup is no help; setsid or tmux is).'
        : `Stopped by ${signal}.`,
    );
  }

  get exitCode(): number {
    return 128 + SIGNALS[this.signal];
  }
}

/** What stops a piece of work. */
export interface Stop {
  readonly signal: AbortSignal;
  /** To be told when the result is in its place: to be stopped behind that is no failure. */
  readonly placed: () => void;
}

/**
 * Does work that a signal stops: the work has to end soon after it. A second signal doesn't wait for
 * that, nor do we after some seconds: whatever the work waits for, it is left to itself.
 *
 * @param onSlowStop told once where work goes on after a signal: from then on another one ends it
 * @throws Interrupted after a signal, unless the result was in its place before
 */
export async function interruptible(
  work: (stop: Stop) => Promise<void>,
  onSlowStop: () => void,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const timers: NodeJS.Timeout[] = [];
  let impatient = false;
  let isPlaced = false;
  const placed = () => (isPlaced = true);
  let giveUp = () => {};
  const givenUp = new Promise<void>((resolve, reject) => {
    giveUp = () => (isPlaced ? resolve() : reject(signal.reason as Interrupted));
  });

  const stop = (name: StopSignal) => {
    if (impatient) return giveUp();
    if (signal.aborted) return;
    controller.abort(new Interrupted(name));
    timers.push(
      setTimeout(() => {
        impatient = true;
        onSlowStop();
      }, SAME_STOP),
      setTimeout(giveUp, LONGEST_STOP),
    );
  };
  const handlers = (Object.keys(SIGNALS) as StopSignal[]).map(
    (name) => [name, () => stop(name)] as const,
  );
  for (const [name, handler] of handlers) process.on(name, handler);
  try {
    await Promise.race([work({ signal, placed }), givenUp]);
  } catch (error) {
    if (isPlaced && signal.aborted) return;
    // Whatever fell over while it was being stopped is not the reason why it ended.
    signal.throwIfAborted();
    throw error;
  } finally {
    // From here on a signal ends the program as it ends any other.
    for (const [name, handler] of handlers) process.off(name, handler);
    for (const timer of timers) clearTimeout(timer);
  }
}
