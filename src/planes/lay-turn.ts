import type { Nv12 } from '../core/nv12.ts';
import { type BytePlane, copyBlock } from '../core/byte-plane.ts';
import type { Turn } from './turn.ts';

/** Where a turn is laid, px. */
export interface TurnPlace {
  /** The first pixel along the axis of the motion, and how many; at most once around. */
  readonly start: number;
  readonly length: number;
  /** The first pixel across it, which is even, and how many. */
  readonly acrossStart: number;
  readonly acrossLength: number;
}

/**
 * A frame that begins at a place of a turn, found there without a copy.
 *
 * @param first 0 … turn.length - 1
 */
export function findFrame(turn: Turn, first: number): Nv12 {
  return { bytes: turn.bytes, planes: [lumaFrom(turn, first), chromaFrom(turn, first)] };
}

/**
 * Lays a turn into a frame, so that its place `first` comes at the start. Chroma of cells that lie there
 * only in part is left as it is.
 */
export function layTurn(turn: Turn, first: number, place: TurnPlace, frame: Nv12): void {
  layLuma(turn, first, place, frame);
  layChroma(turn, first, place, frame);
}

function layLuma(
  turn: Turn,
  first: number,
  { start, length, acrossStart, acrossLength }: TurnPlace,
  { bytes, planes: [luma] }: Nv12,
): void {
  const from = lumaFrom(turn, first % turn.length);
  const to = { bytes, ...luma };
  if (turn.image.axis === 'x') {
    copyBlock(from, { width: length, height: acrossLength }, to, start, acrossStart);
  } else copyBlock(from, { width: acrossLength, height: length }, to, acrossStart, start);
}

function layChroma(
  turn: Turn,
  first: number,
  { start, length, acrossStart, acrossLength }: TurnPlace,
  { bytes, planes: [, chroma] }: Nv12,
): void {
  const cell = Math.ceil(start / 2);
  const cells = Math.floor((start + length) / 2) - cell;
  if (cells <= 0) return;
  const from = chromaFrom(turn, (first + 2 * cell - start) % turn.length);
  const to = { bytes, ...chroma };
  const across = Math.ceil(acrossLength / 2);
  if (turn.image.axis === 'x') {
    copyBlock(from, { width: 2 * cells, height: across }, to, 2 * cell, acrossStart / 2);
  } else copyBlock(from, { width: 2 * across, height: cells }, to, acrossStart, cell);
}

function lumaFrom({ image, bytes, luma }: Turn, first: number): BytePlane {
  const { offset, stride } = luma;
  return { bytes, offset: offset + first * (image.axis === 'x' ? 1 : stride), stride };
}

/** Cells that begin at a place. */
function chromaFrom({ image, bytes, chroma }: Turn, first: number): BytePlane {
  const parity = first % 2 === 0 ? 0 : 1;
  const { offset, stride } = chroma(parity);
  const cell = (first - parity) / 2;
  return { bytes, offset: offset + cell * (image.axis === 'x' ? 2 : stride), stride };
}
