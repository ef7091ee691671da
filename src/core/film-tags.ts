/** What a film's file says of itself besides its frames; each only where it is given. */
export interface FilmTags {
  readonly title?: string;
  readonly comment?: string;
  readonly artist?: string;
  readonly description?: string;
  /** When it was made, by somebody's word: `2026-11-29T10:00:00Z`. Nothing else in a file tells the time. */
  readonly created?: string;
  /** The job that it was made from, and with what, as JSON: `film/embedded-spec.ts`. */
  readonly stillmotion?: string;
}

/** Those that people give. */
export const TAG_NAMES = ['title', 'comment', 'artist', 'description', 'created'] as const;
