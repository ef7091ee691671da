#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { StillmotionError } from '../core/errors.ts';
import { version } from '../../package.json' with { type: 'json' };
import { render } from './commands/render.ts';
import { still, type StillOptions } from './commands/still.ts';
import { Interrupted, interruptible } from './interrupt.ts';
import { addJobOptions, type JobOptions } from './job-options.ts';

const LAST_FRAME = 10_000_000;

function createProgram(): Command {
  const program = new Command('stillmotion')
    .description('Turns a still image into motion on the GPU and into a film.')
    .version(version)
    .exitOverride()
    // Errors are printed below, all in one form.
    .configureOutput({ writeErr: () => {} });

  addJobOptions(
    program
      .command('render')
      .description('render a picture as a film (MP4)')
      .argument('[image]', 'a PNG, JPEG, WebP, AVIF, GIF or BMP file; left out: the built-in picture'),
    ['picture', 'film'],
  ).action((image: string | undefined, options: JobOptions) =>
    interruptible((signal) => render(image, options, signal)),
  );

  addJobOptions(
    program
      .command('still')
      .description('write one frame of the film as a PNG')
      .argument('[image]', 'a PNG, JPEG, WebP, AVIF, GIF or BMP file; left out: the built-in picture')
      .option('--frame <n>', 'which frame, counted from 0', readFrame, 0),
    ['picture'],
  ).action((image: string | undefined, options: StillOptions) =>
    interruptible((signal) => still(image, options, signal)),
  );
  return program;
}

function readFrame(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= LAST_FRAME) return Number(text);
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${LAST_FRAME}.`);
}

/** Prints one line and gives the exit code: 2 for usage, 128 + n for a signal, otherwise 1. */
function explain(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    complain(error.message.replace(/^error: /, '').replaceAll('\n', ' '), 'usage');
    return 2;
  }
  if (error instanceof StillmotionError && error.code !== 'internal') {
    complain(error.message, error.code);
    return error.code === 'usage' ? 2 : 1;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  complain(`This is a bug of ours: ${message.split('\n')[0]} (STILLMOTION_DEBUG=1 shows more)`, 'internal');
  if (process.env['STILLMOTION_DEBUG'] === '1') process.stderr.write(`${stack}\n`);
  return 1;
}

function complain(message: string, code: string): void {
  process.stderr.write(`stillmotion: ${message} [${code}]\n`);
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
