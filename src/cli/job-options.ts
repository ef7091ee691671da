import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { StillmotionError } from '../core/errors.ts';
import { SPEC_OPTIONS, type SpecOption } from '../core/options.ts';
import { PRESET_NAMES, type PresetName, PRESETS } from '../core/presets.ts';
import { parseSpec, type RenderSpec, type SpecInput } from '../core/spec.ts';
import { BACKEND_CHOICES, type BackendChoice } from './browser/graphics.ts';

/** What both commands read besides the spec. */
export interface JobOptions {
  readonly preset?: PresetName;
  /** Path of a JSON file. */
  readonly spec?: string;
  readonly output?: string;
  readonly overwrite: boolean;
  readonly browser?: string;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** s */
  readonly timeout: number;
  readonly json: boolean;
  readonly quiet: boolean;
  /** The settings of a spec, as they were typed. */
  readonly [name: string]: unknown;
}

/** Declares the options of a command: those of the spec within its scope, then those of the run. */
export function addJobOptions(command: Command, scopes: readonly SpecOption['scope'][]): Command {
  const preset = new Option('--preset <name>', `a whole job: ${PRESETS.notebook.summary}`);
  command.addOption(preset.choices(PRESET_NAMES).conflicts('spec'));
  command.option('--spec <file>', 'a job as JSON; the options beside it win');
  for (const option of SPEC_OPTIONS.filter(({ scope }) => scopes.includes(scope))) {
    command.addOption(specOption(option));
  }
  return command
    .option('-o, --output <file>', 'where the result goes (default: named after the picture)')
    .option('--no-overwrite', 'fail when the output is there already')
    .option('--browser <which>', 'embedded, system or the path of a Chrome, Chromium or Edge')
    .addOption(
      new Option('--gl <backend>', 'what draws: a GPU, or a program in its place')
        .choices([...BACKEND_CHOICES])
        .default('auto'),
    )
    .option('--no-sandbox', "switch the browser's sandbox off, where the machine allows none")
    .option('--timeout <s>', 'the longest wait for any one answer of the browser', readTimeout, 60)
    .option('--json', 'print one JSON object about the result on stdout', false)
    .option('--quiet', 'print nothing but errors', false);
}

/** The job that preset or file and options describe, complete and checked. */
export async function readSpec(options: JobOptions): Promise<RenderSpec> {
  let spec = await baseSpec(options);
  for (const { name, apply } of SPEC_OPTIONS) {
    const value = options[name];
    if (typeof value !== 'string') continue;
    spec = apply(spec, value);
  }
  return parseSpec(spec);
}

function specOption({ name, argument, summary, choices, conflicts, ...option }: SpecOption): Option {
  const withDefault = option.default === undefined ? summary : `${summary} (default: ${option.default})`;
  const declared = new Option(`--${name} <${argument}>`, withDefault);
  if (choices) declared.choices(choices);
  if (conflicts !== undefined) declared.conflicts(conflicts);
  return declared;
}

async function baseSpec({ preset, spec }: JobOptions): Promise<SpecInput> {
  if (preset !== undefined) return PRESETS[preset].spec;
  if (spec === undefined) return {};
  const text = await readFile(spec, 'utf8').catch((cause: unknown) => {
    throw new StillmotionError('usage', `The spec ${spec} can't be read: ${messageOf(cause)}.`, { cause });
  });
  try {
    // Checked as a whole before anything is laid over it.
    return parseSpec(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof StillmotionError) throw cause;
    throw new StillmotionError('usage', `The spec ${spec} is not JSON: ${messageOf(cause)}.`, { cause });
  }
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 86_400)) {
    throw new StillmotionError('usage', `--timeout is "${text}"; expected seconds from 1 to 86400.`);
  }
  return seconds;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
