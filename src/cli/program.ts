import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Argument, Command, CommanderError, Option } from 'commander';
import { StillmotionError } from '../core/errors.ts';
import { version } from '../../package.json' with { type: 'json' };
import { ABOUT_EMBEDDED } from './browser/age.ts';
import { batch, type BatchOptions } from './commands/batch.ts';
import { completion } from './commands/completion.ts';
import { doctor, type DoctorOptions } from './commands/doctor.ts';
import { effects, type EffectsOptions } from './commands/effects.ts';
import { motions, type MotionsOptions } from './commands/motions.ts';
import { play, type PlayOptions } from './commands/play.ts';
import { merge, type MergeOptions } from './commands/merge.ts';
import { render } from './commands/render.ts';
import { still, type StillOptions } from './commands/still.ts';
import { verify, type VerifyCommandOptions } from './commands/verify.ts';
import type { KnownCommand } from './completion/complete.ts';
import { type Shell, SHELLS } from './completion/scripts.ts';
import {
  addDrawingOptions,
  addFilmOptions,
  addJobOptions,
  addRunOptions,
  addSpecOptions,
  path,
  typed,
  whole,
} from './options/command-options.ts';
import type { RenderOptions } from './options/render-options.ts';
import { parseShard } from './options/shard.ts';
import { interruptible, type Stop } from './terminal/interrupt.ts';
import { readPaths, readTimeout } from './options/option-readers.ts';
import { note } from './terminal/say.ts';

const LAST_FRAME = 10_000_000;
const LAST_PORT = 65_535;
/** Browsers side by side; each takes some 300 MB. */
const MOST_JOBS = 64;
const USUAL_JOBS = Math.min(availableParallelism(), 8);
const paths = typed(readPaths);

const IMAGE =
  'a PNG, JPEG, WebP, AVIF, GIF or BMP file; -: from standard input; left out: the built-in picture';

const IMAGES = `${IMAGE}; several follow one another, also those of a folder or a pattern (photos/*.jpg)`;

/**
 * Reads the command line and does what it says.
 *
 * @throws StillmotionError `usage` for what can't be understood
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version were asked for and printed.
    if (error.exitCode === 0) return;
    throw new StillmotionError('usage', usageMessage(error), { cause: error });
  }
}

function createProgram(): Command {
  const program = new Command('stillmotion')
    .description('Turns a still image into motion on the GPU and into a film.')
    .version(`${version}\n${ABOUT_EMBEDDED}`)
    // Errors are thrown and printed in one form with all others.
    .exitOverride()
    .configureOutput({ writeErr: () => {} });

  const rendering = program.command('render').description('render a picture as a film');
  addFilmOptions(
    addJobOptions(rendering.argument('[images...]', IMAGES, paths), [
      'picture',
      'film',
      'show',
      'sound',
    ]),
  )
    .option(
      '--shard <i/n>',
      'only the i-th of n parts, as a file for merge: from here or another machine',
      typed(parseShard),
    )
    .addOption(
      new Option('-v, --verbose', 'say also how the film was made').conflicts([
        'quiet',
        'json',
        'shard',
      ]),
    )
    .action((images: readonly string[], options: RenderOptions) =>
      stoppable((stop) => render(images, options, stop), options.quiet),
    );

  const listing = program
    .command('batch')
    .description('render a list of films, in browsers that go from film to film')
    .argument(
      '<list>',
      'a film a row: .ndjson (a spec with picture and output a line), .json (a list of them) or .csv (columns are options); -: from standard input',
      path,
    );
  addFilmOptions(addRunOptions(addSpecOptions(listing, ['picture', 'film', 'show', 'sound'])))
    .option('--jobs <n>', 'how many films are made side by side', whole(1, MOST_JOBS), USUAL_JOBS)
    .option('--force', 'make films again that an earlier run has made of the same', false)
    .action((list: string, options: BatchOptions) =>
      stoppable((stop) => batch(list, options, stop), options.quiet),
    );

  program
    .command('merge')
    .description(
      'put the shards of a film together: the bytes of a film that was made in one piece',
    )
    .argument('<shards...>', 'what render --shard has made, in any order', paths)
    .requiredOption('-o, --output <file>', 'where the film goes, -: to standard output', path)
    .option('--no-overwrite', 'fail when the output is there already')
    .option('--audio <file>', 'the sound that the shards were made with', path)
    .option(
      '--timeout <s>',
      'the longest wait for any one answer of the file system',
      typed(readTimeout),
      60,
    )
    .option('--json', 'print one JSON object about the result on stdout', false)
    .option('--quiet', 'print nothing but errors', false)
    .action((shards: readonly string[], options: MergeOptions) =>
      stoppable((stop) => merge(shards, options, stop), options.quiet),
    );

  const drawing = program
    .command('still')
    .description('write one frame of the film as a PNG, JPEG or WebP');
  drawing
    .argument('[images...]', IMAGES, paths)
    .option('--frame <n>', 'which frame, counted from 0', whole(0, LAST_FRAME), 0);
  addJobOptions(drawing, ['picture', 'show']).action(
    (images: readonly string[], options: StillOptions) =>
      stoppable((stop) => still(images, options, stop), options.quiet),
  );

  program
    .command('effects')
    .description('list the effects that --effect takes by name, or show one, or a shader of yours')
    .argument('[name]', 'the one to show, or the path of a shader; left out: all')
    .option('--json', 'print them as JSON on stdout', false)
    .action((name: string | undefined, options: EffectsOptions) =>
      stoppable(({ signal }) => effects(name, options, signal), false),
    );

  program
    .command('motions')
    .description('list the motions that --motion takes, or show one')
    .argument('[name]', 'the one to show; left out: all')
    .option('--json', 'print them as JSON on stdout', false)
    .action((name: string | undefined, options: MotionsOptions) => motions(name, options));

  const verifying = program
    .command('verify')
    .description('compare a film with what its own spec draws of its picture, or another one');
  verifying
    .argument(
      '<film>',
      'an MP4, MOV, MKV or WebM film that carries its spec; others with --against',
      path,
    )
    .argument('[images...]', IMAGES, paths)
    .option(
      '--against <file>',
      'the spec, as JSON, instead of the one that the film carries',
      path,
    );
  addDrawingOptions(verifying).action(
    (film: string, images: readonly string[] | undefined, options: VerifyCommandOptions) =>
      stoppable(({ signal }) => verify(film, images ?? [], options, signal), options.quiet),
  );

  addDrawingOptions(
    program
      .command('doctor')
      .description('say what browser, graphics and codecs there are here, and what to use'),
  ).action((options: DoctorOptions) =>
    stoppable(({ signal }) => doctor(options, signal), options.quiet),
  );

  const playing = program
    .command('play')
    .description(
      'open the player in your browser, with a picture or several; served to this machine alone',
    );
  addSpecOptions(playing.argument('[images...]', IMAGES, paths), ['picture', 'film', 'show'])
    .option('--port <n>', 'the port to listen on; 0: a free one', whole(0, LAST_PORT), 0)
    .option('--no-open', 'print the address and open no browser')
    .action((images: readonly string[], options: PlayOptions) =>
      stoppable(({ signal }) => play(images, options, signal), false),
    );

  program
    .command('completion')
    .description(
      'print what makes a shell complete commands, options and names when Tab is pressed',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .argument('[words...]', 'for that script: what is typed so far; answers what the last may be')
    .action((shell: Shell, words: readonly string[]) =>
      completion(shell, words, knownCommands(program)),
    );
  return program;
}

/** Commands and options that help shows. */
function knownCommands(program: Command): KnownCommand[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    about: help.subcommandDescription(command),
    options: help.visibleOptions(command),
    choices: command.registeredArguments[0]?.argChoices,
  }));
}

function stoppable(work: (stop: Stop) => Promise<void>, quiet: boolean): Promise<void> {
  return interruptible(work, () => note('Stopping; another signal ends it at once.', quiet));
}

/** In one line; without a command commander would print its help as an error. */
function usageMessage({ code, message }: CommanderError): string {
  if (code === 'commander.help')
    return 'no command given; expected render, batch, merge, still, play, verify, doctor, effects or motions, such as: stillmotion render photo.jpg (see --help).';
  const sentence = message.replace(/^error: /, '').replaceAll('\n', ' ');
  if (code === 'commander.conflictingOption') return `${sentence}; leave one of them out.`;
  return `${sentence}${whatHelps(code, /'([^']+)'/.exec(sentence)?.[1] ?? '')}`;
}

/** Of a file where none is expected. */
function whatHelps(code: string, word: string): string {
  if (!existsSync(word)) return '';
  if (code === 'commander.unknownCommand')
    return `; to make a film of that file: stillmotion render ${word}`;
  return code === 'commander.unknownOption' ? `; if it is the file, write ./${word}` : '';
}
