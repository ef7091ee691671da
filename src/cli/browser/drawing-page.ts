import type { HeadlessPage } from '../../headless/protocol.ts';
import type { BrowserCandidate } from './find.ts';

/** Our page in a browser of its own. */
export interface DrawingPage {
  /** e.g. `Chrome/156.0.8078.79` */
  readonly version: string;
  readonly pid: number | undefined;
  /**
   * How many processors its encoders share, each working in one thread, so that the same job gives the
   * same bytes; `undefined` where an encoder takes threads as it likes.
   */
  readonly processors: number | undefined;
  /** When it has all its processors; it can be called before. */
  readonly ready: Promise<void>;
  /** Calls the page's half of the contract. Rejects when the page or the browser is gone. */
  call<M extends keyof HeadlessPage>(
    method: M,
    ...args: Parameters<HeadlessPage[M]>
  ): Promise<Awaited<ReturnType<HeadlessPage[M]>>>;
  /** Lets the page read these files, and no other: their bytes don't pass through us. */
  offerPictures(paths: readonly string[]): Promise<void>;
  /** The same for what effects read. */
  offerFiles(paths: readonly string[]): Promise<void>;
  /** The same for a sound. */
  offerSound(path: string): Promise<void>;
  /** The same for a film, which may be a file a frame. */
  offerFilm(paths: readonly string[]): Promise<void>;
  /** Ends the browser and waits for its end; kills it where it doesn't listen. */
  close(): Promise<void>;
}

export interface LaunchChoice {
  readonly candidate: BrowserCandidate;
  /** Graphics flags. */
  readonly flags: readonly string[];
  readonly sandbox: boolean;
  /** The longest wait for any one answer, s. */
  readonly timeout: number;
  /** Ends the browser, also one that is only just starting. */
  readonly signal?: AbortSignal;
  /** Told what went wrong without harm. */
  readonly onNote: (text: string) => void;
}
