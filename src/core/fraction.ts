/** A ratio of whole numbers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The same ratio with the smallest whole numbers; neither may be 0. */
export function lowestTerms(numerator: number, denominator: number): Fraction {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Of whole numbers, not both 0 (Euclid). */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
