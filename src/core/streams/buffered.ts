/** Items that were made ahead of their consumer. */
export interface Buffered<T> {
  /** All that is ready, at least one; `undefined` after the last. Throws what the source threw. */
  take(): Promise<T[] | undefined>;
  /** Ends the source at its next item; what is ready can still be taken. */
  stop(): void;
}

/**
 * Runs a source ahead of its consumer, so that neither waits for the other while there is room.
 *
 * @param capacity how much may stand ready, in the unit of `weigh`
 */
export function buffered<T>(
  source: AsyncIterable<T>,
  capacity: number,
  weigh: (item: T) => number,
): Buffered<T> {
  const ready: T[] = [];
  let weight = 0;
  let stopped = false;
  let state: { done: false } | { done: true; error?: unknown } = { done: false };
  let notify = () => {};
  let changed = Promise.resolve();
  const rearm = () => {
    notify();
    changed = new Promise((resolve) => (notify = resolve));
  };
  rearm();

  const run = async () => {
    for await (const item of source) {
      ready.push(item);
      weight += weigh(item);
      rearm();
      while (weight >= capacity && !stopped) await changed;
      if (stopped) return;
    }
  };
  void run()
    .then(
      () => (state = { done: true }),
      (error: unknown) => (state = { done: true, error }),
    )
    .then(rearm);

  return {
    async take() {
      while (ready.length === 0 && !state.done) await changed;
      if (ready.length > 0) {
        weight = 0;
        const items = ready.splice(0);
        rearm();
        return items;
      }
      if (state.done && 'error' in state) throw state.error;
      return undefined;
    },
    stop() {
      stopped = true;
      rearm();
    },
  };
}
