import type { Parameter } from '../core/values/parameter.ts';
import type { Token } from './tokens.ts';

/** An effect of a spec: one of ours by its name, or anybody's by its source; and its parameters. */
export interface EffectSpec {
  readonly name?: string;
  /** GLSL. */
  readonly source?: string;
  /** Of a source in ISF: the vertex shader beside it. */
  readonly vertex?: string;
  /** Where the source was read, by which faults in it are named. */
  readonly file?: string;
  readonly [parameter: string]: unknown;
}

/** Effects from files, and transitions, as `play` serves them; where it can't read them, why. */
export interface ServedEffects {
  readonly effects: readonly EffectSpec[];
  readonly transitions?: readonly EffectSpec[];
  /** The files that they read: by which name, and where they are served beside this. */
  readonly files?: readonly { readonly name: string; readonly address: string }[];
  readonly fault?: string;
}

/** What an effect is about; ours always say their family. */
export const FAMILIES = {
  colour: 'Colour',
  film: 'Film',
  light: 'Light',
  geometry: 'Geometry',
  reveal: 'Reveal',
  generative: 'Generative',
} as const;
export type Family = keyof typeof FAMILIES;

export interface About {
  /** As it is typed. */
  readonly name: string;
  /** A sentence without its full stop. */
  readonly summary: string;
  readonly families: readonly string[];
  readonly credit?: string | undefined;
  readonly license?: string | undefined;
}

/** The type that a parameter has in GLSL; a file is a function. */
export type InputType = 'float' | 'int' | 'bool' | 'vec2' | 'ivec2' | 'vec3' | 'vec4' | 'file';

/** A parameter as a shader gets it. */
export interface Input {
  readonly parameter: Parameter;
  readonly type: InputType;
  /** Of a file: the function that reads it, where the text has its name for something else. */
  readonly call?: string;
  /** Of a colour, which a person sets without it; left out: 1. */
  readonly alpha?: number;
  /** The numbers that stand for its choices. */
  readonly values?: readonly number[];
}

/**
 * How an effect goes on where a film ends: it looks the same in each frame, is back where it began, or neither.
 */
export type EffectLoop = 'still' | 'film' | 'open';

/** True for one that goes on with the film by a map of the picture: it moves that in depth. */
export function movesByMap({ loop, inputs }: Effect): boolean {
  return loop !== 'still' && inputs.some(({ parameter }) => parameter.form === 'map');
}

/** How it goes on, for people. */
export function describeLoop(loop: EffectLoop): string {
  if (loop === 'still') return 'It is the same in each frame.';
  if (loop === 'film') return 'It closes with the film.';
  return 'It goes by time and closes no loop.';
}

/** A texture between passes: how large, as shares of the picture's box. */
export interface Pass {
  /** The name of what later passes sample; left out: this is what is seen. */
  readonly target?: string;
  /** Of the box, shares. */
  readonly scale: number;
  /** How often it samples what lies under the effect. */
  readonly samples: number | 'many';
}

/** GLSL from samples to a colour, with all that is known of it. */
export interface Effect {
  readonly about: About;
  /** It comes with us, and its loops end; those of others are counted. */
  readonly isOurs?: boolean;
  /** By which faults are named. */
  readonly file: string;
  /** As it was written. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** A text behind it that another file holds, in names of its own. */
  readonly vertex?: {
    readonly file: string;
    readonly text: string;
    readonly tokens: readonly Token[];
  };
  /** GLSL around the text, in the same names: what other forms of shaders have that ours haven't. */
  readonly before?: string;
  readonly after?: string;
  /** Words of the text that stand for others here. */
  readonly words?: ReadonlyMap<string, string>;
  readonly inputs: readonly Input[];
  readonly loop: EffectLoop;
  readonly passes: readonly Pass[];
  /** How many pictures it shows. */
  readonly pictures: 1 | 2;
  /** Of two it shows the first one in the end, which comes in over the second. */
  readonly reveals?: boolean;
}

/** True where it goes from one picture to another. */
export function showsSecond({ pictures }: Effect): boolean {
  return pictures === 2;
}

/** One way of writing an effect. */
export interface Adapter {
  readonly name: string;
  recognises(text: string): boolean;
  /** True where a vertex shader may stand beside it. */
  readonly takesVertex?: boolean;
  /**
   * @param vertex the vertex shader beside it, where it takes one
   * @throws StillmotionError `shader-failed`, naming file, line and column
   */
  read(text: string, name: string, file: string, vertex?: string): Effect;
}

export function parametersOf({ inputs }: Effect): Parameter[] {
  return inputs.map(({ parameter }) => parameter);
}
