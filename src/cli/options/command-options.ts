import { InvalidArgumentError, Option, type Command } from 'commander';
import { StillmotionError } from '../../core/errors.ts';
import { TAG_NAMES } from '../../core/film-tags.ts';
import type { SpecOption } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { PRESET_NAMES, PRESETS } from '../../film/spec/presets.ts';
import { BACKEND_CHOICES } from '../browser/graphics.ts';
import { readBytes, readPath, readTag, readTimeout, readWhole } from './option-readers.ts';

// What several commands take: program.ts puts them together.

const MOST_RETRIES = 100;

/** A path, as commander reads an option. */
export const path = typed(readPath);

/** Declares the options that make a spec, within a scope. */
export function addSpecOptions(command: Command, scopes: readonly SpecOption['scope'][]): Command {
  const preset = new Option('--preset <name>', `a whole job: ${PRESETS.notebook.summary}`);
  command.addOption(preset.choices(PRESET_NAMES).conflicts(['spec', 'from']));
  command.option(
    '--spec <file>',
    'a job as JSON, -: from standard input; the options beside it win',
    path,
  );
  command.addOption(
    new Option('--from <film>', 'the job that a film of ours carries; the options beside it win')
      .argParser(path)
      .conflicts('spec'),
  );
  for (const option of SPEC_OPTIONS.filter(({ scope }) => scopes.includes(scope))) {
    command.addOption(specOption(option));
  }
  return command;
}

/** Declares the options of a command that writes a file: those of the spec, then those of the run. */
export function addJobOptions(command: Command, scopes: readonly SpecOption['scope'][]): Command {
  const placed = addSpecOptions(command, scopes).option(
    '-o, --output <file>',
    'where the result goes, -: to standard output, a film as fragmented MP4 where --format says no other (default: named after the picture; a sequence in a folder of that name)',
    path,
  );
  return addRunOptions(placed);
}

/** Declares the options of a film that have no meaning for a still, but for those of its spec. */
export function addFilmOptions(command: Command): Command {
  return command
    .option(
      '--audio <file>',
      'a sound: MP3, M4A, AAC, Ogg, Opus, FLAC or WAV, copied as it is where the film takes it, else encoded as Opus or PCM; the film lasts as long where nothing else says how long (--duration audio; --each audio: several pictures share it)',
      path,
    )
    .option(
      '--retries <n>',
      'how many new browsers in a row may go on with a film',
      whole(0, MOST_RETRIES),
      2,
    )
    .option(
      '--resume',
      'keep finished parts beside the film, and go on from those kept before',
      false,
    )
    .addOption(
      new Option(
        '--max-bytes <size>',
        'how large the film may be: 8MB, 500kB, 7.5MiB; where it is larger, it is made again, a few times: coarser, and then in a smaller frame, unless --canvas or --size says how large that is',
      )
        .argParser(typed(readBytes))
        .conflicts(['bitrate', 'quantizer', 'resume', 'shard']),
    )
    .option(
      '--verify',
      'read the film back and compare it with what is drawn (default: below a minute of film)',
    )
    .option('--no-verify', 'hand the film over as it is')
    .option(
      '--meta <name=text>',
      `what players show of the film: ${TAG_NAMES.join(', ')} (a day, or a time as 2026-11-29T10:00:00Z); may be given again`,
      typed(readTag),
    )
    .option('--no-embed', 'leave the job out of the film, from which --from makes it again');
}

/** Declares the options of whatever starts browsers and writes files. */
export function addRunOptions(command: Command): Command {
  return addDrawingOptions(command)
    .option('--no-overwrite', 'fail when the output is there already')
    .option(
      '--skip-broken',
      'leave out pictures that can’t be read, of several, and name them',
      false,
    );
}

/** Declares the options of a command that draws in a browser. */
export function addDrawingOptions(command: Command): Command {
  return command
    .option('--browser <which>', 'embedded, system or the path of a Chrome, Chromium or Edge', path)
    .addOption(
      new Option('--gl <backend>', 'what draws: a GPU, or a program in its place')
        .choices([...BACKEND_CHOICES])
        .default('auto'),
    )
    .option('--no-sandbox', "switch the browser's sandbox off, where the machine allows none")
    .option(
      '--timeout <s>',
      'the longest wait for any one answer of the browser or the file system',
      typed(readTimeout),
      60,
    )
    .option('--json', 'print one JSON object about the result on stdout', false)
    .option('--quiet', 'print nothing but errors', false);
}

/** Which command lists what an option takes by name. */
const LISTS: Readonly<Record<string, string>> = {
  motions: '; all of them: stillmotion motions',
  effects: '; all of them: stillmotion effects',
};

/** A row of the spec's table as the command line takes it. */
function specOption({
  name,
  argument,
  summary,
  choices,
  conflicts,
  ...option
}: SpecOption): Option {
  const said = `${summary}${LISTS[option.kind] ?? ''}`;
  const withDefault = option.default === undefined ? said : `${said} (default: ${option.default})`;
  const isFlag = option.kind === 'bool';
  const declared = new Option(isFlag ? `--${name}` : `--${name} <${argument}>`, withDefault);
  if (choices) declared.choices(choices);
  if (conflicts !== undefined) declared.conflicts([...conflicts]);
  // Given again, the next one follows the ones before.
  if (option.kind === 'motions' || option.kind === 'effects' || option.kind === 'transitions')
    declared.argParser((text, before?: string) => (before ? `${before} + ${text}` : text));
  return declared;
}

/** A reader as commander calls it, which knows refusals of one kind alone. */
export function typed<T>(read: (text: string, before?: T) => T) {
  return (text: string, before?: T): T => {
    try {
      return read(text, before);
    } catch (error) {
      if (!(error instanceof StillmotionError)) throw error;
      throw new InvalidArgumentError(error.message);
    }
  };
}

/** A reader of whole numbers in a range. */
export function whole(from: number, to: number) {
  return typed((text) => readWhole(text, from, to));
}
