import type { Storage } from './storage.ts';

/** What a job is worked on with. */
export interface Workplace {
  readonly storage: Storage;
  readonly mostBytes: number;
  /** s; of a drawer. */
  readonly timeout: number;
}
