import type { Side } from './geometry.ts';

const MACROBLOCK = 16;

/** For each column or row of macroblocks, whether any of it is shown. */
export function shownAlong({ length, coded }: Side): Uint8Array {
  return Uint8Array.from({ length: coded / MACROBLOCK }, (_, n) =>
    MACROBLOCK * n < length ? 1 : 0,
  );
}

/**
 * Finds the vectors of a picture along one direction: for each column or row of macroblocks from where in
 * the key picture it is fetched, quarters of a pixel. All of the fetched samples lie inside it.
 *
 * @param moved from the key picture on, quarters of a pixel
 * @param vectors are overwritten, those of columns or rows behind `end` with 0
 * @param end of what is wanted, px
 */
export function findVectors(
  side: Side,
  moved: number,
  vectors: Int16Array,
  end = side.length,
): void {
  const around = 4 * side.length;
  const back = -(((moved % around) + around) % around);
  let last = 0;
  for (let n = 0; n < vectors.length; n++) {
    const from = MACROBLOCK * n;
    const to = Math.min(from + MACROBLOCK, end);
    if (from >= to) {
      vectors[n] = 0;
      continue;
    }
    // The neighbour's vector costs nothing.
    let fitting = (last - back) % around === 0 ? last : back;
    for (let turn = 0; !fetchesInside(side, from, to, fitting); turn++) {
      if (turn > 2) throw new Error(`Nothing to fetch ${from} from by ${moved}.`);
      fitting = back + turn * around;
    }
    vectors[n] = last = fitting;
  }
}

/** Whether the samples between `from` and `to` are made from samples of the coded picture alone (8.4.2.2). */
function fetchesInside({ coded, reach }: Side, from: number, to: number, vector: number): boolean {
  const whole = Math.floor(vector / 4);
  const between = vector % 4 !== 0;
  const chromaFrom = Math.floor(vector / 8) + from / 2;
  const chromaTo = Math.floor(vector / 8) + to / 2 + (vector % 8 === 0 ? 0 : 1);
  return (
    Math.abs(vector) <= 4 * reach &&
    from + whole - (between ? 2 : 0) >= 0 &&
    to + whole + (between ? 3 : 0) <= coded &&
    chromaFrom >= 0 &&
    chromaTo <= coded / 2
  );
}
