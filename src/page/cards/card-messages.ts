import type { ErrorCode } from '../../core/errors.ts';
import type { Files } from '../../film/carried/spec-files.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { Pictures } from '../../film/time/show.ts';
import type { CardFilm } from './card-films.ts';

// What the page and the worker that draws for its cards say to each other.

export type CardRequest =
  | {
      readonly act: 'open';
      readonly canvas: OffscreenCanvas;
      readonly pictures: Pictures;
      /** Of nothing, to begin with. */
      readonly first: SpecInput;
    }
  | { readonly act: 'still' | 'play'; readonly film: CardFilm; readonly files: Files }
  | { readonly act: 'pause' };

/** The answer to the request of that number. */
export interface CardAnswer {
  readonly number: number;
  readonly picture?: ImageData | undefined;
  /** What went wrong. */
  readonly fault?: { readonly code: ErrorCode; readonly message: string };
}
