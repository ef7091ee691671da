import { createReadStream } from 'node:fs';
import { StillmotionError } from '../core/errors.ts';
import { parseSpec, type RenderSpec } from '../film/spec.ts';

/** Bytes; a spec has a few hundred. More is another file, or one without an end. */
const LONGEST_SPEC = 2 ** 20;

/**
 * Reads a spec from a file of JSON in UTF-8, with or without a byte order mark.
 *
 * @throws StillmotionError `usage`
 */
export async function readSpecFile(path: string): Promise<RenderSpec> {
  const text = decode(path, await readBytes(path));
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, `is not JSON: ${messageOf(cause)}`, cause);
  }
  return parseSpec(spec);
}

async function readBytes(path: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    // One byte more than there may be tells that there are too many.
    for await (const part of createReadStream(path, { end: LONGEST_SPEC })) {
      parts.push(part as Buffer);
    }
  } catch (cause) {
    throw unreadable(path, `can't be read: ${messageOf(cause)}`, cause);
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length > LONGEST_SPEC) {
    throw unreadable(path, `has more than the ${LONGEST_SPEC} bytes that a spec may have`);
  }
  return bytes;
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, 'is not JSON in UTF-8: it has bytes that no such text has', cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): StillmotionError {
  return new StillmotionError('usage', `The spec ${path} ${why}.`, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
