import { type ErrorCode, StillmotionError } from '../../core/errors.ts';
import { Interrupted } from './interrupt.ts';
import { complain, trace } from './say.ts';

/** What of a command, or of a list that it names, can't be understood: nothing was begun. */
const NOT_UNDERSTOOD: readonly ErrorCode[] = ['usage', 'rows-refused'];

/** Prints one line and gives the exit code: 2 for usage, 128 + n for a signal, otherwise 1. */
export function explain(error: unknown): number {
  if (error instanceof Interrupted) {
    complain(error.message, 'cancelled');
    return error.exitCode;
  }
  if (error instanceof StillmotionError && error.code !== 'internal') {
    complain(error.message, error.code);
    return NOT_UNDERSTOOD.includes(error.code) ? 2 : 1;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  complain(
    `This is a bug of ours: ${message.split('\n')[0]} (STILLMOTION_DEBUG=1 shows more)`,
    'internal',
  );
  if (process.env['STILLMOTION_DEBUG'] === '1') trace(String(stack));
  return 1;
}
