import { expect } from 'vitest';

/**
 * Bytes are compared as a whole: one by one, as vitest compares what is in an array, a small picture takes
 * longer than it took to draw.
 */
function areBytesEqual(one: unknown, other: unknown): boolean | undefined {
  const [bytes, others] = [bytesOf(one), bytesOf(other)];
  if (bytes === undefined || others === undefined) return undefined;
  if (!bytes.equals(others)) return false;
  // Whether kinds of arrays are the same is for vitest to say.
  return (one as object).constructor === (other as object).constructor ? true : undefined;
}

function bytesOf(value: unknown): Buffer | undefined {
  if (!(value instanceof Uint8Array || value instanceof Uint8ClampedArray)) return undefined;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

// A worker goes from file to file, and this runs before each.
const marked = globalThis as { areBytesEqual?: unknown };
if (marked.areBytesEqual === undefined) {
  marked.areBytesEqual = areBytesEqual;
  expect.addEqualityTesters([areBytesEqual]);
}
