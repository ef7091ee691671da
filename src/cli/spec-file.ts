import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { messageOf, StillmotionError } from '../core/errors.ts';
import { parseSpec, type RenderSpec } from '../film/spec.ts';
import { isPipe, readPipe, STDIN, whyUnreadable } from './pipe.ts';

/** Bytes; a spec has a few hundred. More is another file, or one without an end. */
const LONGEST_SPEC = 2 ** 20;

/**
 * Reads a spec from a file, a pipe or stdin (`-`): JSON in UTF-8, with or without a byte order mark.
 *
 * @throws StillmotionError `usage`
 */
export async function readSpecFile(path: string, signal?: AbortSignal): Promise<RenderSpec> {
  const text = decode(path, await readBytes(path, signal));
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, `is not JSON: ${messageOf(cause)}`, cause);
  }
  return parseSpec(spec);
}

async function readBytes(path: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    const stream = await openStream(path);
    if (signal) addAbortSignal(signal, stream);
    for await (const part of stream) {
      parts.push(part as Buffer);
      length += (part as Buffer).length;
      if (length > LONGEST_SPEC) break;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreadable(path, `can't be read: ${whyUnreadable(cause)}`, cause);
  }
  if (length > LONGEST_SPEC) {
    throw unreadable(path, `has more than the ${LONGEST_SPEC} bytes that a spec may have`);
  }
  return Buffer.concat(parts);
}

async function openStream(path: string): Promise<Readable> {
  if (await isPipe(path)) return readPipe(path);
  // One byte more than there may be tells that there are too many.
  return createReadStream(path, { end: LONGEST_SPEC });
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, 'is not JSON in UTF-8: it has bytes that no such text has', cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): StillmotionError {
  return new StillmotionError(
    'usage',
    `The spec ${path === STDIN ? 'from standard input' : path} ${why}.`,
    { cause },
  );
}
