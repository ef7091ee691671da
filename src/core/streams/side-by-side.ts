import { type Buffered, buffered } from './buffered.ts';

/**
 * Runs several sources at once and gives their items in the order of the sources: those of the first,
 * then those of the second, and so on.
 *
 * @param count how many run at once; the next begins when the first of them has ended
 * @param capacity how much of each may stand ready before its turn, in the unit of `weigh`
 */
export async function* sideBySide<T>(
  sources: Iterable<AsyncIterable<T>>,
  count: number,
  capacity: number,
  weigh: (item: T) => number,
): AsyncGenerator<T> {
  const waiting = sources[Symbol.iterator]();
  const running: Buffered<T>[] = [];
  const fill = () => {
    while (running.length < count) {
      const { value, done } = waiting.next();
      if (done) return;
      running.push(buffered(value, capacity, weigh));
    }
  };
  try {
    fill();
    for (let [first] = running; first !== undefined; [first] = running) {
      const items = await first.take();
      if (items === undefined) {
        running.shift();
        fill();
      } else yield* items;
    }
  } finally {
    for (const source of running) source.stop();
  }
}
