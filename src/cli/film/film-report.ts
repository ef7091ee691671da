import type { Written } from '../../containers/container.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { FilmStart } from '../../headless/protocol.ts';
import type { FilmProof } from '../../verify/proof.ts';
import type { Session } from '../session/session.ts';
import type { WrittenSound } from './sound.ts';

export type DrawnBy = Pick<Session, 'browser' | 'renderer' | 'backend' | 'reproducible'>;

export interface FilmReport {
  readonly plan: RenderPlan;
  readonly start: FilmStart;
  readonly written: Written;
  readonly sound: WrittenSound | undefined;
  /** What was found of the file; `undefined` where nobody looked. */
  readonly proof: FilmProof | undefined;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
  /** From the first frame to the whole file, s. */
  readonly renderSeconds: number;
  /** What the look at it took, s. */
  readonly verifySeconds: number | undefined;
  /** Of the whole command, s. */
  readonly seconds: number;
}
