import { type CanvasChoice, readCanvas } from './canvas.ts';
import { readCrop } from '../picture/crop.ts';
import { EASE_NAMES, readEase } from './ease.ts';
import { StillmotionError } from '../errors.ts';
import type { Size } from '../size.ts';
import type { FrameRange, FrameRate } from '../timeline.ts';
import {
  readFrameRate,
  readInterval,
  readNumber,
  readPair,
  readPosition,
  readRange,
  readSize,
  readSwitch,
  writeFrameRate,
  writeInterval,
  writePair,
  writePosition,
  writeRange,
} from './value-text.ts';
import { formatSize } from '../size.ts';

/** What a parameter can be set to, as plain JSON. */
export type Value =
  | number
  | boolean
  | string
  | readonly [number, number]
  | Size
  | FrameRate
  | FrameRange;

/** What a value is: how it is read from text, and what edits it. */
export type ParameterKind =
  | 'float'
  | 'int'
  | 'bool'
  | 'vec2'
  /** A place as CSS writes it, in shares of what is left over: `top left`, `30% 60%`. */
  | 'position'
  /** A curve of time, as CSS writes it. */
  | 'ease'
  | 'color'
  /** A colour, or `blur`: the picture itself. */
  | 'background'
  | 'choice'
  | 'text'
  /** A file, by its path or its name. */
  | 'image'
  | 'size'
  /** A film's frame: px, or a shape such as `9:16`. */
  | 'canvas'
  /** A part of a picture, as ImageMagick writes it: `1200x800+100+50`, `50%x50%+25%+10%`. */
  | 'crop'
  | 'rate'
  | 'interval'
  | 'range';

/**
 * What a file is read as: colours, numbers that belong to the picture (a depth), or a table of colours (.cube).
 */
export const FILE_FORMS = ['picture', 'map', 'cube'] as const;
export type FileForm = (typeof FILE_FORMS)[number];

/** Of a path, characters; no system takes more. */
const LONGEST_PATH = 4096;

/**
 * A typed value that a person can set: an option of the command line, a field of the panel, a parameter of
 * a motion or an effect.
 */
export interface Parameter {
  /** Its name on the command line and in a spec. */
  readonly name: string;
  readonly kind: ParameterKind;
  /** What holds without it; left out where that is decided by something else. */
  readonly default?: Value;
  /** Both ends of what is allowed; of a `vec2` for each of its numbers. */
  readonly min?: number;
  readonly max?: number;
  /** How many digits may stand behind the point; left out: any. */
  readonly decimals?: number;
  readonly unit?: string;
  /** A place that may be `auto`: where the picture's point of interest is. */
  readonly auto?: boolean;
  readonly choices?: readonly string[];
  /** What the file of an `image` is read as. */
  readonly form?: FileForm;
  /** What people call its choices where they aren't typed; those that are left out are called as they are typed. */
  readonly choiceLabels?: Readonly<Record<string, string>>;
  /** What a person calls it, where it isn't typed. */
  readonly label: string;
  /** A sentence without its full stop. */
  readonly summary: string;
  /** Where a slider begins and ends; what is typed may go beyond. */
  readonly slider?: { readonly min: number; readonly max: number; readonly step: number };
  /** `advanced` ones are folded away at first. */
  readonly tier: 'essential' | 'advanced';
}

/** The values of parameters, by name. */
export type Values = Readonly<Record<string, unknown>>;

const COLOR = /^#[0-9a-f]{6}$/i;

interface TextForm {
  /** @throws StillmotionError `usage` when the text can't be read */
  readonly read: (text: string) => Value;
  readonly write: (value: never) => string;
}

const AS_IT_IS: TextForm = { read: (text) => text, write: (value: string) => value };
const NUMBER: TextForm = { read: readNumber, write: (value: number) => String(value) };

/** How each kind is written as text. */
const TEXT_FORMS: Readonly<Record<ParameterKind, TextForm>> = {
  float: NUMBER,
  int: NUMBER,
  bool: { read: readSwitch, write: (value: boolean) => (value ? 'on' : 'off') },
  vec2: { read: readPair, write: writePair },
  position: { read: readPosition, write: writePosition },
  ease: AS_IT_IS,
  color: AS_IT_IS,
  background: AS_IT_IS,
  // Among numbers JSON may have one as a number.
  choice: { read: (text) => text, write: (value: string | number) => String(value) },
  text: AS_IT_IS,
  image: AS_IT_IS,
  size: { read: readSize, write: formatSize },
  canvas: {
    read: readCanvas,
    write: (value: CanvasChoice) => (typeof value === 'string' ? value : formatSize(value)),
  },
  crop: { read: readCrop, write: (value: string) => value },
  rate: { read: readFrameRate, write: writeFrameRate },
  interval: { read: readInterval, write: writeInterval },
  range: { read: readRange, write: writeRange },
};

/** @throws StillmotionError `usage` when the text can't be read as a value of this kind */
export function readValue({ kind }: Pick<Parameter, 'kind'>, text: string): Value {
  return TEXT_FORMS[kind].read(text);
}

/** The reverse of `readValue`. */
export function writeValue({ kind }: Pick<Parameter, 'kind'>, value: unknown): string {
  return TEXT_FORMS[kind].write(value as never);
}

/** What is wrong with a value: "must be …", or nothing. */
export function problemOf(parameter: Parameter, value: unknown): string | undefined {
  const { kind, choices } = parameter;
  switch (kind) {
    case 'float':
    case 'int':
      return numberProblem(parameter, value);
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'vec2': {
      if (!Array.isArray(value) || value.length !== 2) return 'must be two numbers';
      return numberProblem(parameter, value[0]) ?? numberProblem(parameter, value[1]);
    }
    case 'position':
      if (Array.isArray(value) && value.length === 2 && value.every(isShare)) return undefined;
      if (parameter.auto) {
        if (value === 'auto') return undefined;
        return 'must be a place such as top left, two shares from 0% to 100%, or auto';
      }
      return 'must be a place such as top left, or two shares from 0% to 100%';
    case 'ease':
      if (typeof value === 'string' && readEase(value) !== undefined) return undefined;
      return `must be ${EASE_NAMES.join(', ')} or cubic-bezier(x1, y1, x2, y2), its x from 0 to 1`;
    case 'color':
      if (typeof value === 'string' && COLOR.test(value)) return undefined;
      return 'must be a colour such as #ffffff';
    case 'choice':
      if (typeof value === 'string' && choices?.includes(value)) return undefined;
      return `must be one of ${choices?.join(', ')}`;
    case 'text':
      return typeof value === 'string' ? undefined : 'must be text';
    case 'image':
      if (typeof value === 'string' && value !== '' && value.length <= LONGEST_PATH)
        return undefined;
      return 'must be the path of a file';
    case 'size':
    case 'canvas':
    case 'crop':
    case 'background':
    case 'rate':
    case 'interval':
    case 'range':
      // Fields of a spec, which its schema checks.
      return undefined;
  }
  return undefined;
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function numberProblem(parameter: Parameter, value: unknown): string | undefined {
  const { kind, min, max, decimals, unit } = parameter;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (kind === 'int' && !Number.isInteger(value)) return 'must be a whole number';
  const inside = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (inside && decimals !== undefined && Number(value.toFixed(decimals)) !== value)
    return `must have at most ${decimals} decimals`;
  if (inside) return undefined;
  const of = unit === undefined ? '' : ` ${unit}`;
  if (min !== undefined && max !== undefined && min === -max) return `must be within ±${max}${of}`;
  if (max === undefined) return `must be at least ${min}${of}`;
  if (min === undefined) return `must be at most ${max}${of}`;
  return `must be from ${min} to ${max}${of}`;
}

const FORM_WORDS: Readonly<Record<FileForm, string>> = {
  picture: 'a picture’s file',
  map: 'a picture’s file, grey, 8 or 16 bit',
  cube: 'a .cube file',
};

/** What a parameter can be set to, for people. */
export function describeValues({ kind, min, max, unit, auto, choices, form }: Parameter): string {
  const of = unit === undefined ? '' : ` ${unit}`;
  switch (kind) {
    case 'float':
    case 'int': {
      const whole = kind === 'int' ? 'whole, ' : '';
      if (min !== undefined && max !== undefined) return `${whole}${min} to ${max}${of}`;
      if (max !== undefined) return `${whole}at most ${max}${of}`;
      return min === undefined ? `a number${of}` : `${whole}at least ${min}${of}`;
    }
    case 'bool':
      return 'on, off';
    case 'vec2':
      return 'two numbers';
    case 'position':
      return auto
        ? 'a place, as CSS writes it: `centre`, `top left`, `30% 60%`; `auto`: the point of interest'
        : 'a place, as CSS writes it: `centre`, `top left`, `30% 60%`';
    case 'ease':
      return 'a curve, as CSS writes it';
    case 'choice':
      return (choices ?? []).join(', ');
    case 'color':
      return 'a colour such as `#ffffff`';
    case 'image':
      return FORM_WORDS[form ?? 'picture'];
    case 'text':
    case 'size':
    case 'canvas':
    case 'crop':
    case 'background':
    case 'rate':
    case 'interval':
    case 'range':
      return kind;
  }
  return kind;
}

/**
 * Fills in the defaults of parameters and checks every value.
 *
 * @param what whose values these are, for messages
 * @throws StillmotionError `usage`, naming the parameter, its value and what it must be
 */
export function readValues(parameters: readonly Parameter[], given: Values, what: string): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (parameters.some((parameter) => parameter.name === name)) continue;
    const known = parameters.map((parameter) => parameter.name).join(', ') || 'none';
    throw new StillmotionError('usage', `${capital(what)} has no "${name}"; it takes: ${known}.`);
  }
  for (const parameter of parameters) {
    const own = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    // In JSON, too, a place is written in words; `auto` is one.
    const value =
      parameter.kind === 'position' && typeof own === 'string' ? readPosition(own) : own;
    if (value === undefined) {
      if (parameter.default !== undefined) values[parameter.name] = parameter.default;
      continue;
    }
    const problem = problemOf(parameter, value);
    if (problem !== undefined) {
      const got = typeof value === 'number' ? String(value) : JSON.stringify(value);
      throw new StillmotionError(
        'usage',
        `"${parameter.name}" of ${what} is ${got}; it ${problem}.`,
      );
    }
    values[parameter.name] = value;
  }
  return values;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
