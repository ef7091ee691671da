import type { Size } from '../../src/core/size.ts';

/** Samples in levels of eight bits, and of ten in quarters of these. */
export type Plane = Uint8Array | Float32Array;

/** dB. */
export function psnrOfPlane(actual: Plane, expected: Plane): number {
  let squares = 0;
  for (const [n, sample] of expected.entries()) squares += ((actual[n] ?? 0) - sample) ** 2;
  return 10 * Math.log10((255 ** 2 * expected.length) / squares);
}

const BLOCK = 8;
/** Wang et al. 2004: (0.01 · 255)² and (0.03 · 255)². */
const STABLE = [6.5025, 58.5225] as const;

/** Mean structural similarity of blocks of 8 × 8 that lie side by side. */
export function ssimOfPlane(actual: Plane, expected: Plane, { width, height }: Size) {
  let sum = 0;
  let blocks = 0;
  for (let y = 0; y + BLOCK <= height; y += BLOCK)
    for (let x = 0; x + BLOCK <= width; x += BLOCK, blocks++)
      sum += similarity(actual, expected, y * width + x, width);
  return sum / blocks;
}

function similarity(a: Plane, b: Plane, at: number, stride: number): number {
  const count = BLOCK ** 2;
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let row = 0; row < BLOCK; row++)
    for (let n = at + row * stride; n < at + row * stride + BLOCK; n++) {
      const [p, q] = [a[n] ?? 0, b[n] ?? 0];
      sumA += p;
      sumB += q;
      squaresA += p * p;
      squaresB += q * q;
      products += p * q;
    }
  const [meanA, meanB] = [sumA / count, sumB / count];
  const variances = squaresA / count - meanA ** 2 + squaresB / count - meanB ** 2;
  const covariance = products / count - meanA * meanB;
  const means = (2 * meanA * meanB + STABLE[0]) / (meanA ** 2 + meanB ** 2 + STABLE[0]);
  return (means * (2 * covariance + STABLE[1])) / (variances + STABLE[1]);
}

/** How far below the median of the ten frames around it a frame is at most, dB: a film pulses where key frames are. */
export function deepestDip(psnr: readonly number[]): number {
  const dips = psnr.map((own, n) => {
    const around = [...psnr.slice(Math.max(0, n - 5), n), ...psnr.slice(n + 1, n + 6)];
    return median(around) - own;
  });
  return Math.max(...dips);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
