import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { StillmotionError } from '../../core/errors.ts';
import type { Output } from '../files/output-place.ts';

const STDOUT_DESCRIPTOR = 1;

/** Bytes to stdout, one behind the other, as fast as its reader takes them. */
export class StdoutSink implements Output {
  readonly sequential = true;
  readonly #signal: AbortSignal;
  readonly #stream: Writable;
  #byteLength = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#stream = openStdout();
    // Whoever writes is told; a pipe that breaks while nobody does is found by the next who does.
    this.#stream.on('error', () => {});
  }

  readonly written = [];

  get byteLength(): number {
    return this.#byteLength;
  }

  /** A reader that reads no more keeps nobody waiting who wants to stop. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    if (position !== this.#byteLength) {
      throw new Error(`stdout is at byte ${this.#byteLength}, not at ${position}`);
    }
    this.#signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const stop = () => reject(this.#signal.reason as Error);
      this.#signal.addEventListener('abort', stop, { once: true });
      this.#stream.write(bytes, (cause) => {
        this.#signal.removeEventListener('abort', stop);
        if (cause) reject(brokenOff(cause));
        else resolve();
      });
    });
    this.#byteLength += bytes.byteLength;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#stream.once('error', (cause) => reject(brokenOff(cause)));
      this.#stream.end(() => resolve());
    });
  }

  async abort(): Promise<void> {
    this.#stream.destroy();
  }
}

/** Our own: process.stdout can't be given up while its reader sleeps. */
function openStdout(): Writable {
  const kind = fstatSync(STDOUT_DESCRIPTOR);
  const isPipe = kind.isFIFO() || kind.isSocket();
  return isPipe
    ? new Socket({ fd: STDOUT_DESCRIPTOR, readable: false, writable: true })
    : createWriteStream('', { fd: STDOUT_DESCRIPTOR });
}

function brokenOff(cause: Error): StillmotionError {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code === 'EPIPE' ? 'its reader has closed it' : cause.message;
  return new StillmotionError(
    'output-unwritable',
    `The film could not be written to stdout to its end: ${why}.`,
    { cause },
  );
}
