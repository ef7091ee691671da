import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { note } from './say.ts';

const STANDARD_STREAMS = [0, 1, 2];

/**
 * Goes on where stdout or stderr is closed or full, or the terminal is gone: what is said there is lost,
 * but the film alone decides how the program ends. To be called first of all, as Node ends a program for
 * what nobody listens to.
 */
export function goOnUnheard(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever closed it wanted no more.
    if (error.code !== 'EPIPE') note(`stdout could not be written: ${error.message}.`, false);
  });
  const terminals = STANDARD_STREAMS.filter(isatty);
  process.on('exit', () => {
    // Node gives terminals their modes back when it ends, and aborts where one is gone.
    for (const terminal of terminals) if (!isatty(terminal)) closeSync(terminal);
  });
}
