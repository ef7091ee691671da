import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/core/streams/side-by-side.ts';
import { repeat } from '../../src/core/streams/repeat.ts';

const one = () => 1;

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Sources of three items each that tell when they run and when they end. */
function threes(count: number, log: string[] = []): AsyncIterable<string>[] {
  return Array.from({ length: count }, async function* (_, n) {
    log.push(`begin ${n}`);
    try {
      for (const letter of ['a', 'b', 'c']) yield `${n}${letter}`;
    } finally {
      log.push(`end ${n}`);
    }
  } as (_: unknown, n: number) => AsyncGenerator<string>);
}

describe('sources side by side', () => {
  it.each([1, 2, 3, 10])('give their items in order, %i at once', async (count) => {
    const items = await collect(sideBySide(threes(4), count, 100, one));
    expect(items).toEqual(['0a', '0b', '0c', '1a', '1b', '1c', '2a', '2b', '2c', '3a', '3b', '3c']);
  });

  it('run so many at once and no more', async () => {
    const log: string[] = [];
    const items = sideBySide(threes(3, log), 2, 100, one);
    await items.next();
    expect(log.filter((line) => line.startsWith('begin'))).toEqual(['begin 0', 'begin 1']);
    await items.return(undefined);
  });

  it('end when nobody listens any more', async () => {
    const log: string[] = [];
    const items = sideBySide(threes(2, log), 2, 1, one);
    await items.next();
    await items.return(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.filter((line) => line.startsWith('end'))).toHaveLength(2);
  });

  it('throw what one of them threw, after the items before it', async () => {
    const broken = (async function* () {
      yield 'last';
      throw new Error('out of ink');
    })();
    const got: string[] = [];
    const drain = async () => {
      for await (const item of sideBySide([...threes(1), broken], 2, 100, one)) got.push(item);
    };
    await expect(drain()).rejects.toThrow('out of ink');
    expect(got).toEqual(['0a', '0b', '0c', 'last']);
  });
});

describe('items repeated', () => {
  it.each([
    [1, ['0a', '0b', '0c']],
    [3, ['0a', '0b', '0c', '0a', '0b', '0c', '0a', '0b', '0c']],
  ])('%i times', async (times, expected) => {
    const [source] = threes(1);
    if (source === undefined) throw new Error('no source');
    expect(await collect(repeat(source, times))).toEqual(expected);
  });
});
