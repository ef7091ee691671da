/** The signals that ask a program to stop, and their numbers: it ends with 128 + number. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** The work was stopped by a signal, and everything is cleared away. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly signal: keyof typeof SIGNALS) {
    super(`stopped by ${signal}`);
  }

  get exitCode(): number {
    return 128 + SIGNALS[this.signal];
  }
}

/**
 * Does work that a signal stops: the work gets an AbortSignal, and has to end soon after it.
 *
 * @throws Interrupted once the work has ended after a signal
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = (Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]).map(
    (name) => [name, () => controller.abort(new Interrupted(name))] as const,
  );
  for (const [name, stop] of handlers) process.on(name, stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    // Whatever fell over while it was being stopped is not the reason why it ended.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const [name, stop] of handlers) process.off(name, stop);
  }
}
