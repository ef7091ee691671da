import type { FilmTags } from '../../core/film-tags.ts';
import type { JobOptions } from './job-options.ts';
import type { Shard } from './shard.ts';

/** What `render` is told beside its picture. */
export interface RenderOptions extends JobOptions {
  /** How often in a row a new browser may take the place of one that failed. */
  readonly retries: number;
  /** Keep finished parts beside the output, and go on from those that are there. */
  readonly resume: boolean;
  /** Path of a sound's file. */
  readonly audio?: string;
  /** Compare the film with what is drawn; left out: where it is short. */
  readonly verify?: boolean;
  /** What its file says of itself. */
  readonly meta?: FilmTags;
  /** Its file carries the job. */
  readonly embed?: boolean;
  /** How large its file may be; left out: as large as its quality makes it. */
  readonly maxBytes?: number;
  /** Say also how it was made. */
  readonly verbose?: boolean;
  /** Which part of the film to make, for `merge`; left out: all of it. */
  readonly shard?: Shard;
}
