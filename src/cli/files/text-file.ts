import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { StillmotionError } from '../../core/errors.ts';
import { isPipe, readPipe, STDIN, whyUnreadable } from './pipe.ts';

/** A kind of text file that somebody names. */
export interface TextKind {
  /** `spec`: for messages. */
  readonly name: string;
  /** What it should hold: `JSON in UTF-8`. */
  readonly form: string;
  /** Bytes; more is another file, or one without an end. */
  readonly longest: number;
}

/**
 * Reads a file, a pipe or stdin (`-`) as text in UTF-8, with or without a byte order mark.
 *
 * @throws StillmotionError `usage`
 */
export async function readTextFile(
  path: string,
  kind: TextKind,
  signal?: AbortSignal,
): Promise<string> {
  const bytes = await readBytes(path, kind, signal);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, kind, `is not ${kind.form}: it has bytes that no such text has`, cause);
  }
}

export function unreadable(
  path: string,
  { name }: TextKind,
  why: string,
  cause?: unknown,
): StillmotionError {
  return new StillmotionError(
    'usage',
    `The ${name} ${path === STDIN ? 'from standard input' : path} ${why}.`,
    { cause },
  );
}

async function readBytes(
  path: string,
  kind: TextKind,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    const stream = await openStream(path, kind);
    if (signal) addAbortSignal(signal, stream);
    for await (const part of stream) {
      parts.push(part as Buffer);
      length += (part as Buffer).length;
      if (length > kind.longest) break;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreadable(path, kind, `can't be read: ${whyUnreadable(cause)}`, cause);
  }
  if (length > kind.longest) {
    throw unreadable(
      path,
      kind,
      `has more than the ${kind.longest} bytes that ${/^[aeiou]/.test(kind.name) ? 'an' : 'a'} ${kind.name} may have`,
    );
  }
  return Buffer.concat(parts);
}

async function openStream(path: string, { longest }: TextKind): Promise<Readable> {
  if (await isPipe(path)) return readPipe(path);
  // One byte more than there may be tells that there are too many.
  return createReadStream(path, { end: longest });
}
