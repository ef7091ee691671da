import { expect, it } from 'vitest';
import { type DecodedSound, editedSound } from '../../src/core/sound/sound-edit.ts';

const UNCHANGED = { offset: 0, fade: 0, loop: false, volume: 0 };

/** Eight samples a second, in blocks of three: 1, 2, 3 … */
function counting(length: number): DecodedSound {
  return {
    rate: 8,
    channels: 1,
    length,
    async *blocks() {
      // A decoder may give more than there is of the sound.
      for (let first = 0; first < length + 4; first += 3)
        yield [Float32Array.of(first + 1, first + 2, first + 3)];
    },
  };
}

async function heard(length: number, edit: object, seconds: number): Promise<number[]> {
  const samples: number[] = [];
  const sound = editedSound(counting(length), { ...UNCHANGED, ...edit }, seconds);
  for await (const [channel = []] of sound.blocks()) samples.push(...channel);
  return samples.map((sample) => Number(sample.toFixed(4)));
}

it.each<[string, object, number, number[]]>([
  ['as it is, to its end', {}, 9, [1, 2, 3, 4, 5]],
  ['to the end of the film', {}, 0.5, [1, 2, 3, 4]],
  ['from within a block', { offset: 0.5 }, 9, [5]],
  ['after silence', { offset: -0.25 }, 0.5, [0, 0, 1, 2]],
  ['after silence that is all there is', { offset: -9 }, 0.25, [0, 0]],
  ['over and over', { loop: true }, 1.5, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2]],
  ['over and over from its middle', { offset: 0.25, loop: true }, 1, [3, 4, 5, 1, 2, 3, 4, 5]],
  ['half as large', { volume: 20 * Math.log10(0.5) }, 0.5, [0.5, 1, 1.5, 2]],
  ['fading out', { fade: 0.5 }, 9, [1, 2, 2.25, 2, 1.25]],
  ['fading in, where it begins in its middle', { offset: 0.125, fade: 0.25 }, 9, [0, 1.5, 4, 2.5]],
])('a sound is heard %s', async (_, edit, seconds, expected) => {
  expect(await heard(5, edit, seconds)).toEqual(expected);
});

it('is nothing where there is nothing of it', async () => {
  expect(await heard(0, { loop: true }, 1)).toEqual([]);
});
