import type { Pictures } from '../../film/time/show.ts';

/** A picture and where it came from. */
export interface Source {
  /** `null` is the built-in picture; several follow one another. */
  readonly blob: Pictures;
  /** Of the first one. */
  readonly name: string;
  /** Of all, where there are several. */
  readonly names?: readonly string[];
  /** Where it can be fetched again; not for files of this machine. */
  readonly url?: string;
  /** The query of the page's own address that names it, where the page's own server has it. */
  readonly query?: string;
}

/** Is it one of our own, which every page draws? */
export function isSample({ query = '' }: Source): boolean {
  return new URLSearchParams(query).has('sample');
}

export const BUILT_IN: Source = { blob: null, name: 'built-in picture' };
