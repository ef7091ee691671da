/** The largest even number up to a value. */
export function evenBelow(value: number): number {
  return 2 * Math.floor(value / 2);
}

/** The smallest even number from a value on. */
export function evenAbove(value: number): number {
  return 2 * Math.ceil(value / 2);
}
