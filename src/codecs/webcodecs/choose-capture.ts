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
}

/**
 * Decides how frames reach the encoder. Planes have colours that don't depend on the browser, so that the
 * canvas is taken only where it spares frames the way through memory. The clock isn't asked: the same job
 * gives the same film.
 */
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
  return { name: 'planes', reason: 'the encoder is software, and reads from memory either way' };
}
