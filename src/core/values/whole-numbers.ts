/** `value` mod `length`: 0 ≤ result < length, also for negative values, and never -0. */
export function modulo(value: number, length: number): number {
  const rest = value % length;
  return rest < 0 ? rest + length : rest + 0;
}

/** The largest even number up to a value. */
export function evenBelow(value: number): number {
  return 2 * Math.floor(value / 2);
}

/** The smallest even number from a value on. */
export function evenAbove(value: number): number {
  return 2 * Math.ceil(value / 2);
}
