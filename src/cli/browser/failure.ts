import { StillmotionError } from '../../core/errors.ts';
import { sayIfFewOpenFiles } from '../files/open-files.ts';
import { sayIfTemporaryFull } from '../files/temporary.ts';

/** Adds to a browser's failure what is scarce on this machine: the browser itself can't say it. */
export async function withCircumstances(error: StillmotionError): Promise<StillmotionError> {
  if (error.code !== 'browser-failed') return error;
  const scarce = (await sayIfTemporaryFull()) + (await sayIfFewOpenFiles());
  if (scarce === '') return error;
  return new StillmotionError(error.code, error.message + scarce, { cause: error });
}

/** What comes of a browser that is just dying depends on where it was. */
export async function asBrowserFailure(error: unknown, stage: string): Promise<StillmotionError> {
  if (error instanceof StillmotionError) return withCircumstances(error);
  const message = error instanceof Error ? error.message : String(error);
  return withCircumstances(
    new StillmotionError(
      'browser-failed',
      `The browser failed while it was ${stage}: ${message.split('\n')[0]}.`,
      { cause: error },
    ),
  );
}
