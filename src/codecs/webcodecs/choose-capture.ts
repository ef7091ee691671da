import type { Backend } from '../../core/backend.ts';

/** How frames reach the encoder; `chooseCapture` says what `auto` takes. */
export const CAPTURE_NAMES = ['auto', 'planes', 'canvas'] as const;

export type CaptureName = Exclude<(typeof CAPTURE_NAMES)[number], 'auto'>;

export interface CaptureChoice {
  readonly name: CaptureName;
  /** Why, for people. */
  readonly reason: string;
}

/** What `auto` is decided by. */
export interface CaptureFacts {
  readonly backend: Backend;
  /** Asks whether a hardware encoder takes this film. */
  encodesInHardware(): Promise<boolean>;
  /** Makes a few frames in a way, to the end: ms a frame. */
  time(name: CaptureName): Promise<number>;
}

/** Decides how frames reach the encoder; where renderer and encoder don't tell, both ways are timed. */
export async function chooseCapture(
  asked: (typeof CAPTURE_NAMES)[number],
  facts: CaptureFacts,
): Promise<CaptureChoice> {
  if (asked !== 'auto') return { name: asked, reason: 'as asked for' };
  if (facts.backend !== 'hardware') {
    return { name: 'planes', reason: `${facts.backend} draws in memory, where the encoder reads` };
  }
  if (await facts.encodesInHardware()) {
    return { name: 'canvas', reason: 'renderer and encoder are hardware: nothing is read back' };
  }
  const planes = await facts.time('planes');
  const canvas = await facts.time('canvas');
  const name = canvas < planes ? 'canvas' : 'planes';
  const figures = `${planes.toFixed(1)} ms a frame for planes, ${canvas.toFixed(1)} ms for the canvas`;
  return { name, reason: `the encoder is software: ${figures}` };
}
