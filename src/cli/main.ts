#!/usr/bin/env node
import { StillmotionError } from '../core/errors.ts';
import { goOnUnheard } from './closed-output.ts';
import { Interrupted } from './interrupt.ts';
import { clearLeftovers } from './leftovers.ts';
import { runProgram } from './program.ts';
import { complain, trace } from './report.ts';

/** ms that what nobody waits for any more may take to end by itself. */
const LINGER = 10_000;
/** The same where it is known to take too long, and where somebody waits for us to stop. */
const LINGER_LATE = 1000;
const LINGER_STOPPED = 200;

/** Prints one line and gives the exit code: 2 for usage, 128 + n for a signal, otherwise 1. */
function explain(error: unknown): number {
  if (error instanceof Interrupted) {
    complain(error.message, 'cancelled');
    return error.exitCode;
  }
  if (error instanceof StillmotionError && error.code !== 'internal') {
    complain(error.message, error.code);
    return error.code === 'usage' ? 2 : 1;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  complain(
    `This is a bug of ours: ${message.split('\n')[0]} (STILLMOTION_DEBUG=1 shows more)`,
    'internal',
  );
  if (process.env['STILLMOTION_DEBUG'] === '1') trace(String(stack));
  return 1;
}

/**
 * Ends a program that a file system keeps waiting for ever. A signal to itself does it, of which a shell
 * makes 128 + n: process.exit() joins the threads that wait.
 */
function endAnyway(signal: NodeJS.Signals, linger: number): void {
  setTimeout(() => process.kill(process.pid, signal), linger).unref();
}

async function fail(error: unknown): Promise<void> {
  await clearLeftovers();
  process.exitCode = explain(error);
  if (error instanceof Interrupted) return endAnyway(error.signal, LINGER_STOPPED);
  const isLate = error instanceof StillmotionError && error.code === 'deadline-exceeded';
  endAnyway('SIGKILL', isLate ? LINGER_LATE : LINGER);
}

async function crash(error: Error): Promise<void> {
  await fail(error);
  process.exit();
}

goOnUnheard();
process.on('uncaughtException', (error) => void crash(error));
try {
  await runProgram(process.argv.slice(2));
  await clearLeftovers();
  endAnyway('SIGKILL', LINGER);
} catch (error) {
  await fail(error);
}
