import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { SpecDraft, SpecOption } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { applyOption } from '../../film/options/option-values.ts';
import { type PresetName, PRESETS } from '../../film/spec/presets.ts';
import { parseOptions } from '../../film/options/option-words.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { EffectFiles } from '../../effects/effect-text.ts';
import type { BackendChoice } from '../browser/graphics.ts';
import { type FileWait, waitForInput } from '../files/deadline.ts';
import { isStdin } from '../files/pipe.ts';
import { asksForAll, drawFromAll } from './drawn-transitions.ts';
import { readEffectFiles, readTransitionFiles } from './effect-files.ts';
import { whyNoPath } from '../files/path-argument.ts';
import type { PicturePaths } from './picture-paths.ts';
import { note } from '../terminal/say.ts';
import { asTyped } from '../../core/values/as-typed.ts';
import { readFilmSpec } from './film-spec.ts';
import { assertKnownNames } from './known-names.ts';
import { readSpecFile } from './spec-file.ts';

/** What a spec is made from. */
export interface SpecOptions {
  readonly preset?: PresetName;
  /** Path of a JSON file. */
  readonly spec?: string;
  /** Path of a film that carries its spec. */
  readonly from?: string;
  /** Names, and paths of shaders. */
  readonly effect?: string;
  readonly transition?: string;
  /** The settings of a spec, as they were typed. */
  readonly [name: string]: unknown;
}

/** What the commands that write a file read besides the spec. */
export interface JobOptions extends SpecOptions, DrawingOptions {
  readonly output?: string;
  readonly overwrite: boolean;
  /** Pictures that can't be read are left out, of several. */
  readonly skipBroken: boolean;
  readonly json: boolean;
}

/** What the commands that draw read. */
export interface DrawingOptions {
  readonly browser?: string | undefined;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** s */
  readonly timeout: number;
  readonly quiet: boolean;
}

/**
 * The job that preset or file and options describe, complete and checked.
 *
 * @param pictures their paths, none of which may be stdin where the spec is
 */
export async function readSpec(
  options: SpecOptions,
  pictures: PicturePaths = NO_PICTURES,
  signal?: AbortSignal,
): Promise<RenderSpec> {
  if (pictures.paths.some(isStdin) && isStdin(options.spec)) {
    throw new StillmotionError(
      'usage',
      'Both the picture and --spec are to come from stdin, which is one file; give the path of one of them.',
    );
  }
  const complete = parseTyped(await readDraft(options, pictures, signal), options);
  sayHowRead(options);
  return complete;
}

/** What preset or file, pictures and options say of a job, which may be laid under more. */
export async function readDraft(
  options: SpecOptions,
  pictures: PicturePaths = NO_PICTURES,
  signal?: AbortSignal,
): Promise<SpecDraft> {
  const base = withPictures(await baseSpec(options, signal), pictures);
  return layOptions(base, options, asOption, signal);
}

/** What an option is called in messages. */
type Naming = (name: string) => string;

const asOption: Naming = (name) => `--${name}`;

/** Lays options over a spec, as they were typed. */
export async function layOptions(
  draft: SpecDraft,
  options: Readonly<Record<string, unknown>>,
  nameOf: Naming,
  signal?: AbortSignal,
): Promise<SpecDraft> {
  let spec = draft;
  for (const option of SPEC_OPTIONS) {
    const typed = typedOf(option, options);
    const text = typed === true ? 'on' : typed;
    if (typeof text !== 'string') continue;
    const value = asTyped(option, text);
    const name = nameOf(option.name);
    applyNamed(name, () => assertKnownNames(option.kind, value));
    const files = await READERS[option.kind]?.(value, signal);
    spec = applyNamed(name, () => applyOption(option, spec, drawn(option, value, files), files));
  }
  return spec;
}

/** Completes and checks a spec; a fault of what was typed is told in its words. */
export function parseTyped(
  draft: SpecDraft,
  options: Readonly<Record<string, unknown>>,
  nameOf: Naming = asOption,
): RenderSpec {
  return parseOptions(draft, (option) => {
    const value = typedOf(option, options);
    return typeof value === 'string' ? { name: nameOf(option.name), value } : undefined;
  });
}

/** As the parser of the command line calls an option of several words, or as a list's column does. */
function typedOf({ name }: SpecOption, options: Readonly<Record<string, unknown>>): unknown {
  return (
    options[name] ?? options[name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())]
  );
}

const NO_PICTURES: PicturePaths = { paths: [], isShow: false };

/** What is left to chance of an option's text, drawn. */
function drawn({ kind }: SpecOption, text: string, files: EffectFiles | undefined): string {
  return kind === 'transitions' && asksForAll(text) ? drawFromAll(text, files) : text;
}

/** What reads the files that an option names. */
const READERS: Readonly<Record<string, typeof readEffectFiles | undefined>> = {
  effects: readEffectFiles,
  transitions: readTransitionFiles,
};

/** Several pictures are a part of the job; a spec may have named them itself, or say all but what they are called. */
export function withPictures(spec: SpecDraft, { paths, isShow }: PicturePaths): SpecDraft {
  const own = spec['pictures'] as RenderSpec['pictures'];
  if (own !== undefined && paths.length > 0) {
    if (own.some(({ file }) => file !== undefined))
      throw new StillmotionError(
        'usage',
        'Both the command and the spec name pictures; leave out those of one of them.',
      );
    if (own.length !== paths.length)
      throw new StillmotionError(
        'usage',
        `The job has ${counted(own.length, 'picture')}; got ${paths.length}. Give as many, in their order.`,
      );
    return { ...spec, pictures: own.map((each, n) => ({ ...each, file: paths[n] })) };
  }
  return isShow ? { ...spec, pictures: paths.map((file) => ({ file })) } : spec;
}

/**
 * The paths of a job's pictures.
 *
 * @throws StillmotionError `usage` where a spec doesn't say one
 */
export function picturesOf({ pictures }: RenderSpec, { paths }: PicturePaths): readonly string[] {
  return (
    pictures?.map(({ file }, n) => {
      const why = file === undefined ? undefined : whyNoPath(file);
      if (why !== undefined)
        throw new StillmotionError('usage', `pictures.${n}.file of the spec is "${file}". ${why}`);
      if (file !== undefined) return file;
      throw new StillmotionError('usage', `pictures.${n} of the spec says no "file".`);
    }) ?? paths
  );
}

/** What was typed is not always what it stands for. */
function sayHowRead(options: SpecOptions): void {
  for (const option of SPEC_OPTIONS) {
    const value = typedOf(option, options);
    const reading =
      typeof value === 'string' ? option.describeReading?.(asTyped(option, value)) : undefined;
    if (reading !== undefined) note(`--${option.name} ${reading}.`, options['quiet'] === true);
  }
}

/** The same, but for no longer than may be. */
export function waitForSpec(
  options: SpecOptions,
  pictures: PicturePaths,
  wait: FileWait,
): Promise<RenderSpec> {
  const read = () => readSpec(options, pictures, wait.signal);
  const { spec, from, effect, transition } = options;
  if (from !== undefined) return waitForInput(from, read, wait);
  if (spec !== undefined) return waitForInput(spec, read, wait);
  return typeof (effect ?? transition) === 'string'
    ? waitForInput('the effects', read, wait)
    : read();
}

/** Says which option it was whose value could not be read. */
function applyNamed<T>(name: string, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    // A shader's fault names its own file.
    if (!(error instanceof StillmotionError) || error.code !== 'usage') throw error;
    throw new StillmotionError('usage', `${name}: ${error.message.replace(/\.$/, '')}.`, {
      cause: error,
    });
  }
}

async function baseSpec(
  { preset, spec, from }: SpecOptions,
  signal: AbortSignal | undefined,
): Promise<SpecDraft> {
  if (preset !== undefined) return PRESETS[preset].spec;
  if (from !== undefined) return (await readFilmSpec(from)).spec;
  if (spec === undefined) return {};
  // Checked as a whole before anything is laid over it.
  return readSpecFile(spec, signal);
}
