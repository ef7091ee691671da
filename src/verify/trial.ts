import type { Size } from '../core/size.ts';

/** A codec at a size, to be tried out. */
export interface CodecTrial {
  /** By its name. */
  readonly codec: string;
  readonly size: Size;
  /** Of video: by an encoder in hardware. */
  readonly hardware: boolean;
  /** Of video: bits a sample; left out: 8. */
  readonly depth?: 10;
  /** Of video: written by ourselves, as vectors. */
  readonly rolled?: true;
  /** Of pictures: some of them in one file of this kind; left out: one. */
  readonly format?: string;
}

/** What came of it. */
export type TrialOutcome =
  | {
      readonly works: true;
      /** So many were encoded and decoded. */
      readonly frames: number;
      /** Frames a second. */
      readonly encodes: number;
      readonly decodes: number;
      /** Of the worst frame, dB; `null`: every sample is the same. */
      readonly psnr: number | null;
      readonly bytes: number;
      /** Of video: what its stream says of its colours, and whether that is what they are. */
      readonly colors?: VideoColorSpaceInit;
      readonly exact?: boolean;
    }
  | {
      readonly works: false;
      /** The browser hasn't got it, it has failed, or nobody has tried. */
      readonly because: 'missing' | 'failed' | 'untried';
      readonly why: string;
    };

/** Sounds that a browser encodes and decodes, as far as it says so itself. */
export interface SoundAbility {
  readonly encodes: readonly string[];
  readonly decodes: readonly string[];
}
