/** The part of tar-fs that stillmotion uses; the package brings no types of its own. */
declare module 'tar-fs' {
  import type { Readable, Writable } from 'node:stream';

  export interface ExtractOptions {
    /** False keeps the files the caller's own, also when root unpacks. */
    readonly chown?: boolean;
    /** Rights that no file gets; left out: those of the process. */
    readonly umask?: number;
  }

  /** A stream that takes a tar archive and writes its members below `folder`. */
  export function extract(folder: string, options?: ExtractOptions): Writable;

  /** The tar archive of everything below `folder`. */
  export function pack(folder: string): Readable;
}
