#!/usr/bin/env node
import { StillmotionError } from '../core/errors.ts';
import { goOnUnheard } from './terminal/closed-output.ts';
import { explain } from './terminal/explain.ts';
import { Interrupted } from './terminal/interrupt.ts';
import { clearLeftovers } from './files/leftovers.ts';
import { runProgram } from './program.ts';

/** ms that what nobody waits for any more may take to end by itself. */
const LINGER = 10_000;
/** The same where it is known to take too long, and where somebody waits for us to stop. */
const LINGER_LATE = 1000;
const LINGER_STOPPED = 200;

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
