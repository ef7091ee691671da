import { compareFaults, faultOfFlat, isKept } from '../../core/planes/flat-error.ts';
import { findFlatPlaces, type Planes as AnyPlanes } from '../../core/planes/flat-places.ts';
import type { QualityName } from '../../core/quality.ts';
import { type Geometry, joinSides, planStill } from './geometry.ts';
import { codeKeyPicture } from './key-picture.ts';
import { createPicture, type Picture, type Planes } from './picture.ts';
import { type Quantiser, ROUNDING } from './quantiser.ts';
import { Slice } from './slice.ts';

/**
 * QP by quality. `standard` is the coarsest at which no picture that was tried had less PSNR, in any of its
 * planes, than Chromium's encoder gives it in 300 frames (docs/h264-rolled.md); `high` is found for each image,
 * as the same QP gives 46 dB to grain and 49 to what is smooth.
 */
export const QP = { draft: 24, standard: 17 } as const;
/** Luma PSNR of `high`, dB, with what the sample may be wrong by. */
const HIGH_PSNR = 50.3;
/** At the finest, grain alone keeps more than `HIGH_PSNR`; the coarsest is still finer than `standard`. */
export const FINEST_QP = 10;
const COARSEST_QP = 15;
/** What a QP is worth in high quality, dB: it halves the step in six. */
const DECIBELS_PER_QP = 1;
/** So many rows of macroblocks tell how a picture takes to a QP. */
const SAMPLE_ROWS = 8;

/** What is tried where flat colours are off, until they aren't. */
const FINER_FOR_FLAT: readonly Quantiser[] = [17, 14, 12, FINEST_QP].map((qp) => ({
  qp,
  rounding: ROUNDING.exact,
}));

/**
 * Chooses by what is measured in the picture.
 *
 * @param quality or the QP itself
 * @param picture its `source` is there, the rest is overwritten
 */
export function chooseQuantiser(
  quality: QualityName | number,
  picture: Picture,
  geometry: Geometry,
): Quantiser {
  if (typeof quality === 'number') return { qp: quality, rounding: ROUNDING.cheap };
  const qp = quality === 'high' ? qpForHigh(picture.source) : QP[quality];
  return keepFlat({ qp, rounding: ROUNDING.cheap }, picture, geometry);
}

/** The coarsest quantiser by which flat colours are what they were, or are least off. */
function keepFlat(usual: Quantiser, picture: Picture, geometry: Geometry): Quantiser {
  const source = planesOf(picture.source, geometry);
  const flat = findFlatPlaces(source);
  if (flat === undefined) return usual;
  const tried = (quantiser: Quantiser) => {
    codeKeyPicture(picture, geometry, quantiser, new Slice(picture.kernel));
    return { quantiser, fault: faultOfFlat(planesOf(picture.decoded, geometry), source, flat) };
  };
  let best = tried(usual);
  for (const quantiser of FINER_FOR_FLAT) {
    if (isKept(best.fault)) break;
    if (quantiser.qp > usual.qp) continue;
    const next = tried(quantiser);
    if (compareFaults(next.fault, best.fault) < 0) best = next;
  }
  return best.quantiser;
}

/** Of what is shown: more is coded where sides are no whole macroblocks. */
function planesOf(
  { columns, luma, chroma: [blue, red] }: Planes,
  { x: { length: width }, y: { length: height } }: Geometry,
): AnyPlanes {
  const plane = (samples: Uint8Array, stride: number) =>
    ({ samples, offset: 0, stride, step: 1 }) as const;
  const planes = [
    plane(luma, 16 * columns),
    plane(blue, 8 * columns),
    plane(red, 8 * columns),
  ] as const;
  return { width, height, peak: 255, isHalved: true, planes };
}

function qpForHigh(source: Planes): number {
  const sample = sampleRows(source);
  let qp = 15;
  let psnr = psnrAt(qp, sample);
  if (psnr < HIGH_PSNR) {
    while (psnr < HIGH_PSNR && qp > FINEST_QP) {
      qp = Math.max(FINEST_QP, qp - Math.ceil((HIGH_PSNR - psnr) / DECIBELS_PER_QP));
      psnr = psnrAt(qp, sample);
    }
    return qp;
  }
  while (qp < COARSEST_QP && psnrAt(qp + 1, sample) >= HIGH_PSNR) qp++;
  return qp;
}

/** Rows of macroblocks from all over a picture, as a picture. */
function sampleRows(source: Planes): Picture {
  const { columns } = source;
  const rows = Math.min(SAMPLE_ROWS, source.rows);
  const sample = createPicture(columns, rows);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(((row + 0.5) * source.rows) / rows);
    const copy = (plane: Uint8Array, to: Uint8Array, size: number) =>
      to.set(plane.subarray(from * size, (from + 1) * size), row * size);
    copy(source.luma, sample.source.luma, 256 * columns);
    source.chroma.forEach((plane, p) =>
      copy(plane, sample.source.chroma[p] ?? plane, 64 * columns),
    );
  }
  return sample;
}

function psnrAt(qp: number, picture: Picture): number {
  const { columns, rows, source, decoded } = picture;
  const geometry = joinSides(planStill(16 * columns), planStill(16 * rows));
  codeKeyPicture(picture, geometry, { qp, rounding: ROUNDING.cheap }, new Slice(picture.kernel));
  let squares = 0;
  for (let n = 0; n < source.luma.length; n++)
    squares += ((decoded.luma[n] ?? 0) - (source.luma[n] ?? 0)) ** 2;
  return 10 * Math.log10((255 ** 2 * source.luma.length) / squares);
}
