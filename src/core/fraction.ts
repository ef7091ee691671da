/** A ratio of whole numbers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The same ratio with the smallest whole numbers; neither may be 0, the denominator is above it. */
export function lowestTerms(numerator: number, denominator: number): Fraction {
  const divisor = Math.abs(greatestCommonDivisor(numerator, denominator));
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** In lowest terms; `undefined` where a double can't hold both of its numbers exactly. */
export function multiply(a: Fraction, b: Fraction): Fraction | undefined {
  // Reduced crosswise first, products are as small as can be.
  const one = lowestTerms(a.numerator, b.denominator);
  const other = lowestTerms(b.numerator, a.denominator);
  const numerator = one.numerator * other.numerator;
  const denominator = one.denominator * other.denominator;
  const exact = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  return exact ? lowestTerms(numerator, denominator) : undefined;
}

/** In lowest terms; `undefined` where a double can't hold both of its numbers exactly. */
export function add(a: Fraction, b: Fraction): Fraction | undefined {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  const exact = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (numerator === 0) return { numerator, denominator: 1 };
  return exact ? lowestTerms(numerator, denominator) : undefined;
}

/** Of whole numbers, not both 0 (Euclid); below 0 where they are. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The fraction that a number's decimal digits write, of which at most 9 count; below 0 its numerator is. */
export function asFraction(value: number): Fraction {
  const denominator = 10 ** decimalsOf(value);
  const numerator = Math.round(value * denominator);
  return numerator === 0 ? { numerator, denominator: 1 } : lowestTerms(numerator, denominator);
}

/** How many decimals a number is written with; 9 at most, which keeps the fraction an exact integer. */
function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 9; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals;
  }
  return 9;
}

export function asNumber({ numerator, denominator }: Fraction): number {
  return numerator / denominator;
}
