import { describe, expect, it } from 'vitest';
import { buffered } from '../../src/core/streams/buffered.ts';

async function* numbers(count: number, made: number[] = []): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) {
    made.push(n);
    yield n;
  }
}

async function drain(source: AsyncIterable<number>, capacity: number): Promise<number[]> {
  const buffer = buffered(source, capacity, () => 1);
  const all: number[] = [];
  for (let items = await buffer.take(); items; items = await buffer.take()) all.push(...items);
  return all;
}

/** Everything that can run without us has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a buffer', () => {
  it.each([1, 3, 1000])('of %i gives every item once, in order', async (capacity) => {
    expect(await drain(numbers(100), capacity)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('runs ahead of its consumer, but never beyond its capacity', async () => {
    const made: number[] = [];
    const buffer = buffered(numbers(100, made), 5, () => 1);
    await settled();
    expect(made).toHaveLength(5);
    await buffer.take();
    await settled();
    expect(made).toHaveLength(10);
  });

  it('gives what was made before the source failed, then throws its error', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      throw new Error('out of ink');
    }
    const buffer = buffered(failing(), 10, () => 1);
    await settled();
    expect(await buffer.take()).toEqual([1]);
    await expect(buffer.take()).rejects.toThrow('out of ink');
  });

  it('of an empty source ends at once', async () => {
    expect(await drain(numbers(0), 5)).toEqual([]);
  });
});
