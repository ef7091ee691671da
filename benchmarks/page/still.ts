import type { StillDifference } from './contract.ts';
import { type Course, openWorkbench } from './stillmotion.ts';

/** Draws a frame, and compares it with a picture of it. */
export async function compareStill(
  course: Course,
  index: number,
  reference: Blob,
): Promise<StillDifference> {
  const bench = await openWorkbench(course);
  try {
    return difference(bench.pixels(index), await pixelsOf(reference));
  } finally {
    bench.close();
  }
}

async function pixelsOf(picture: Blob): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser gives no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

function difference(drawn: Uint8ClampedArray, expected: Uint8ClampedArray): StillDifference {
  if (drawn.length !== expected.length)
    throw new Error(`a frame has ${drawn.length} bytes; its picture ${expected.length}`);
  let [largest, beyond] = [0, 0];
  for (const [i, level] of drawn.entries()) {
    const off = Math.abs(level - (expected[i] ?? 0));
    largest = Math.max(largest, off);
    if (off > 1) beyond++;
  }
  return { largest, beyondOne: beyond / drawn.length };
}
