/** `value` mod `length`: 0 ≤ result < length, also for negative values, and never -0. */
export function modulo(value: number, length: number): number {
  const rest = value % length;
  return rest < 0 ? rest + length : rest + 0;
}
