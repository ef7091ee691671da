import type { SpecDraft } from '../../film/options/option.ts';
import type { Source } from '../project/source.ts';
import type { Work } from '../project/work-store.ts';

/** Takes a picture that came in, or several. */
export type TakePicture = (source: Source) => Promise<void>;

/** Takes what comes in. */
export interface Receiver {
  readonly picture: TakePicture;
  /** Takes what is set; the picture stays. */
  readonly spec: (draft: SpecDraft) => Promise<void>;
  /** Takes a film that was at work before: a picture, what was set for it, and what was heard. */
  readonly work: (work: Work) => Promise<void>;
  /** Takes somebody's own code; left out: where there is no film yet. */
  readonly shader?: (text: string, name: string) => Promise<void>;
  /** How many pictures there are; left out: none. */
  readonly count?: () => number;
}

/** What came in that may be something else than pictures. */
export interface Came {
  readonly files?: readonly File[];
  /** Files and folders that were dropped, a folder among them. */
  readonly entries?: readonly FileSystemEntry[] | undefined;
  readonly text?: string;
  /** As somebody has typed it. */
  readonly address?: string;
}
