/**
 * Gives the items `times` over, made only once. More than once keeps them all in memory: the film that
 * they become is as many times larger.
 */
export async function* repeat<T>(items: AsyncIterable<T>, times: number): AsyncGenerator<T> {
  const kept: T[] = [];
  for await (const item of items) {
    if (times > 1) kept.push(item);
    yield item;
  }
  for (let time = 1; time < times; time++) yield* kept;
}
