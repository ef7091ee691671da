import { upTo } from '../tries.ts';

export const EXPORTS = 200;
/** After as many everything has been used that an export uses. */
const WARM = 50;

export const FRAMES = 60;

/** What is used when all is warm, and in the end. */
export async function soak<T>(work: (nth: number) => Promise<unknown>, measure: () => Promise<T>) {
  for (const nth of upTo(WARM)) await work(nth);
  const warm = await measure();
  for (const nth of upTo(EXPORTS - WARM)) await work(WARM + nth);
  return { warm, end: await measure() };
}

/** Another size each time, so that nothing is used again by chance. */
export function filmOf(nth: number) {
  return { size: { width: 64 + 2 * (nth % 32), height: 64 }, frames: FRAMES, title: 'Frame {f}' };
}
