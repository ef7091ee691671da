import type { Backend } from '../../src/core/backend.ts';
import type { Measure } from '../case.ts';
import type { FilmQuality } from '../page/contract.ts';
import type { Summary } from '../statistics.ts';

/** What `npm run bench` found; `results.json` as it is. */
export interface Report {
  readonly machine: Machine;
  /** Processes that wanted to run in the minute before it began, and in its last. */
  readonly load: { readonly before: number; readonly after: number };
  readonly quick: boolean;
  readonly cases: readonly CaseReport[];
  /** Left out of runs that don't measure it. */
  readonly memory?: MemoryReport | { readonly missing: string };
}

export interface Machine {
  /** ISO 8601. */
  readonly date: string;
  /** Of the sources, as git describes them. */
  readonly commit: string;
  readonly processor: string;
  readonly processors: number;
  /** bytes */
  readonly memory: number;
  readonly system: string;
  /** Programs and packages by their names; browsers stand with the cases. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface CaseReport {
  readonly name: string;
  readonly frames: number;
  /** e.g. `Chrome/156.0.8078.79` */
  readonly browser: string;
  readonly backend: Backend;
  readonly renderer: string;
  readonly measures: readonly MeasureReport[];
  readonly missing: readonly { readonly measure: Measure; readonly reason: string }[];
  readonly ratios: readonly RatioReport[];
  /** Left out where no case asks for it. */
  readonly bytes?: BytesReport;
}

export interface MeasureReport {
  readonly measure: Measure;
  /** How many were made at a time. */
  readonly frames?: number;
  readonly framesPerSecond: Summary;
  /** Of each round. */
  readonly secondsPerFrame: readonly number[];
  readonly quality?: FilmQuality;
}

/** How many times as fast, of the paired rounds. */
export interface RatioReport {
  readonly of: Measure;
  readonly against: Measure;
  /** Which one it was, where there are several of that kind. */
  readonly fastest: Measure;
  readonly speedup: Summary;
  readonly bar?: number;
}

/** The bytes of one film as a share of another's. */
export interface BytesReport {
  readonly of: Measure;
  readonly against: Measure;
  readonly share: number;
  /** At most so much is wanted. */
  readonly bar: number;
}

export interface MemoryReport {
  readonly few: { readonly frames: number; readonly bytes: number };
  readonly many: { readonly frames: number; readonly bytes: number };
  readonly bar: number;
}
