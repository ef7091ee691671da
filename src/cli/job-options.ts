import { StillmotionError } from '../core/errors.ts';
import type { SpecDraft } from '../film/option.ts';
import { SPEC_OPTIONS } from '../film/options.ts';
import { applyOption } from '../film/option-values.ts';
import { type PresetName, PRESETS } from '../film/presets.ts';
import { parseOptions } from '../film/option-words.ts';
import type { RenderSpec } from '../film/spec.ts';
import type { BackendChoice } from './browser/graphics.ts';
import { type FileWait, waitForInput } from './deadline.ts';
import { isStdin } from './pipe.ts';
import { readEffectFiles } from './effect-files.ts';
import { note } from './report.ts';
import { readSpecFile } from './spec-file.ts';

/** What a spec is made from. */
export interface SpecOptions {
  readonly preset?: PresetName;
  /** Path of a JSON file. */
  readonly spec?: string;
  /** Names, and paths of shaders. */
  readonly effect?: string;
  /** The settings of a spec, as they were typed. */
  readonly [name: string]: unknown;
}

/** What the commands that write a file read besides the spec. */
export interface JobOptions extends SpecOptions {
  readonly output?: string;
  readonly overwrite: boolean;
  readonly browser?: string;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** s */
  readonly timeout: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * The job that preset or file and options describe, complete and checked.
 *
 * @param picture its path, which must not be stdin where the spec is
 */
export async function readSpec(
  options: SpecOptions,
  picture?: string,
  signal?: AbortSignal,
): Promise<RenderSpec> {
  if (isStdin(picture) && isStdin(options.spec)) {
    throw new StillmotionError(
      'usage',
      'Both the picture and --spec are to come from stdin, which is one file; give the path of one of them.',
    );
  }
  let spec = await baseSpec(options, signal);
  for (const option of SPEC_OPTIONS) {
    const value = options[option.name];
    if (typeof value !== 'string') continue;
    const files = option.kind === 'effects' ? await readEffectFiles(value, signal) : undefined;
    spec = applyNamed(option.name, () => applyOption(option, spec, value, files));
  }
  const complete = parseOptions(spec, ({ name }) => {
    const value = options[name];
    return typeof value === 'string' ? { name: `--${name}`, value } : undefined;
  });
  sayHowRead(options);
  return complete;
}

/** What was typed is not always what it stands for. */
function sayHowRead(options: SpecOptions): void {
  for (const { name, describeReading } of SPEC_OPTIONS) {
    const value = options[name];
    const reading = typeof value === 'string' ? describeReading?.(value) : undefined;
    if (reading !== undefined) note(`--${name} ${reading}.`, options['quiet'] === true);
  }
}

/** The same, but for no longer than may be. */
export function waitForSpec(
  options: SpecOptions,
  picture: string | undefined,
  wait: FileWait,
): Promise<RenderSpec> {
  const read = () => readSpec(options, picture, wait.signal);
  const { spec, effect } = options;
  if (spec !== undefined) return waitForInput(spec, read, wait);
  return typeof effect === 'string' ? waitForInput('the effects', read, wait) : read();
}

/** Says which option it was whose value could not be read. */
function applyNamed<T>(name: string, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    // A shader's fault names its own file.
    if (!(error instanceof StillmotionError) || error.code !== 'usage') throw error;
    throw new StillmotionError('usage', `--${name}: ${error.message.replace(/\.$/, '')}.`, {
      cause: error,
    });
  }
}

async function baseSpec(
  { preset, spec }: SpecOptions,
  signal: AbortSignal | undefined,
): Promise<SpecDraft> {
  if (preset !== undefined) return PRESETS[preset].spec;
  if (spec === undefined) return {};
  // Checked as a whole before anything is laid over it.
  return readSpecFile(spec, signal);
}
