/** What was found of a film that is right. */
export interface FilmProof {
  /** In its file. */
  readonly frames: number;
  /** Those that were decoded and compared, counted from its first. */
  readonly compared: readonly number[];
  /** PSNR, dB, of Y′, of pictures of RGB: the worst of them, and all as one picture; `null`: every sample is the same. */
  readonly worst: number | null;
  readonly mean: number | null;
  /** dB; `null`: every sample has to be the same. */
  readonly floor: number | null;
  /** s; left out: there is none. */
  readonly sound?: number;
}

/** In words: how near the film is, and which of its frames say so. */
export function describeProof({ compared, worst, mean, floor }: FilmProof): string {
  const frames = `${compared.length === 1 ? 'frame' : 'frames'} ${compared.join(', ')}`;
  if (worst === null || mean === null) return `no difference (${frames})`;
  const finer = worst < (floor ?? 0) ? '; the picture is finer than its codec keeps' : '';
  return `PSNR ${mean.toFixed(1)} dB, at worst ${worst.toFixed(1)} dB (${frames})${finer}`;
}
