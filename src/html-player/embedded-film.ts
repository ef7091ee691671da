import type { FrameRange } from '../core/timeline.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { KeptTypefaces } from '../titles/kept-typefaces.ts';

/** What the frames of a page's film are drawn from, besides its pictures. */
export interface EmbeddedFilm {
  readonly spec: RenderSpec;
  /** What effects read, by the names that the spec has for them; base64. */
  readonly files: Readonly<Record<string, string>>;
  /** Letters of titles; left out without any. */
  readonly titles?: Omit<KeptTypefaces, 'bytes'> & {
    /** Packed, base64. */
    readonly bytes: string;
  };
}

/** The same as a page has it. */
export interface PageFilm extends EmbeddedFilm {
  /** Which frames are shown. */
  readonly range: FrameRange;
  /** How often; 0: for ever. */
  readonly plays: number;
}
