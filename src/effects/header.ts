import * as v from 'valibot';
import {
  FILE_FORMS,
  type Parameter,
  type ParameterKind,
  type Value,
} from '../core/values/parameter.ts';
import type { EffectLoop, Input, InputType } from './effect.ts';
import { faultAt, placeOf } from './fault.ts';

// The block at the top of an effect: ISF 2 (https://docs.isf.video), and of our own LOOP, and in an input
// DESCRIPTION, STEP, UNIT, GROUP and FORM. What ISF has besides is left to its adapter to refuse.

const number = v.pipe(v.number(), v.finite());
const anyValue = v.union([number, v.boolean(), v.string(), v.array(number)]);

const InputSchema = v.looseObject({
  NAME: v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, 'must be a name')),
  TYPE: v.picklist([
    'event',
    'bool',
    'long',
    'float',
    'point2D',
    'color',
    'image',
    'audio',
    'audioFFT',
  ]),
  LABEL: v.optional(v.string()),
  DESCRIPTION: v.optional(v.string()),
  DEFAULT: v.optional(v.nullable(anyValue)),
  MIN: v.optional(anyValue),
  MAX: v.optional(anyValue),
  STEP: v.optional(number),
  UNIT: v.optional(v.string()),
  GROUP: v.optional(v.picklist(['essential', 'advanced'])),
  FORM: v.optional(v.picklist(FILE_FORMS)),
  VALUES: v.optional(v.array(v.union([v.pipe(v.number(), v.integer()), v.string()]))),
  LABELS: v.optional(v.array(v.string())),
});

const PassSchema = v.looseObject({
  TARGET: v.optional(v.string()),
  PERSISTENT: v.optional(v.unknown()),
  FLOAT: v.optional(v.unknown()),
  WIDTH: v.optional(v.union([v.string(), number])),
  HEIGHT: v.optional(v.union([v.string(), number])),
});

const HeaderSchema = v.looseObject({
  DESCRIPTION: v.optional(v.string(), ''),
  CREDIT: v.optional(v.string()),
  LICENSE: v.optional(v.string()),
  CATEGORIES: v.optional(v.array(v.string()), []),
  LOOP: v.optional(v.picklist(['still', 'film', 'open'])),
  INPUTS: v.optional(v.array(InputSchema), []),
  PASSES: v.optional(v.array(PassSchema), []),
  IMPORTED: v.optional(v.unknown()),
  PERSISTENT_BUFFERS: v.optional(v.unknown()),
});

export type Header = v.InferOutput<typeof HeaderSchema> & {
  readonly LOOP?: EffectLoop | undefined;
};
export type HeaderInput = v.InferOutput<typeof InputSchema>;

const BLOCK = /^\s*\/\*\s*(?=\{)/;

/** True for what begins with a block of JSON in a comment. */
export function hasHeader(text: string): boolean {
  return BLOCK.test(text);
}

/**
 * Reads the block at the top.
 *
 * @throws StillmotionError `shader-failed`, with its place
 */
export function readHeader(text: string, file: string): Header {
  const start = BLOCK.exec(text)?.[0].length ?? 0;
  const end = text.indexOf('*/', start);
  if (end === -1) throw faultAt(file, text, placeOf(text, 0), 'the comment at the top has no end');
  const block = text.slice(start, end);
  let json: unknown;
  try {
    json = JSON.parse(withoutTrailingCommas(block));
  } catch (cause) {
    const at = Number(/position (\d+)/.exec(String(cause))?.[1] ?? 0);
    throw faultAt(file, text, placeOf(text, start + at), 'the block at the top is no JSON');
  }
  const result = v.safeParse(HeaderSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '';
  const field = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  const at = text.indexOf(`"${field}"`, start);
  throw faultAt(file, text, placeOf(text, Math.max(at, 0)), `"${path}": ${issue.message}`);
}

/** People leave them there, and other programs take them; the text keeps its length. */
function withoutTrailingCommas(json: string): string {
  return json.replaceAll(/"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g, (found) =>
    found === ',' ? ' ' : found,
  );
}

/** Another number makes another choice of all that is random. */
export const SEED: Parameter = {
  name: 'seed',
  kind: 'int',
  default: 1,
  min: 0,
  max: 999_999,
  label: 'Seed',
  summary: 'another number looks otherwise; the same one always alike',
  tier: 'advanced',
};

interface Kind {
  readonly kind: ParameterKind;
  readonly type: InputType;
}

const KINDS: Readonly<Record<string, Kind>> = {
  bool: { kind: 'bool', type: 'bool' },
  event: { kind: 'bool', type: 'bool' },
  long: { kind: 'int', type: 'int' },
  float: { kind: 'float', type: 'float' },
  point2D: { kind: 'vec2', type: 'vec2' },
  color: { kind: 'color', type: 'vec4' },
  image: { kind: 'image', type: 'file' },
};

/** A parameter as a header declares it; `undefined` for sound. */
export function inputOf(input: HeaderInput): Input | undefined {
  const kind = KINDS[input.TYPE];
  if (kind === undefined) return undefined;
  const {
    NAME: name,
    LABEL: label = labelOf(name),
    DESCRIPTION: summary = label.toLowerCase(),
  } = input;
  const common = {
    name,
    label,
    summary,
    tier: input.GROUP ?? 'essential',
    ...(input.UNIT !== undefined && { unit: input.UNIT }),
  };
  if (kind.kind === 'image')
    return {
      type: kind.type,
      parameter: { ...common, kind: kind.kind, form: input.FORM ?? 'picture' },
    };
  if (input.VALUES !== undefined && input.TYPE === 'long') return choiceOf(input, common);
  const [min, max] = [firstNumber(input.MIN), firstNumber(input.MAX)];
  const preset = presetOf(kind.kind, input);
  const isNumber = kind.kind === 'float' || kind.kind === 'int';
  const step = input.STEP ?? (kind.kind === 'int' ? 1 : undefined);
  return {
    type: kind.type,
    parameter: {
      ...common,
      kind: kind.kind,
      default: preset,
      ...(kind.kind !== 'bool' && kind.kind !== 'color' && min !== undefined && { min }),
      ...(kind.kind !== 'bool' && kind.kind !== 'color' && max !== undefined && { max }),
      ...(isNumber &&
        min !== undefined &&
        max !== undefined && {
          slider: { min, max, step: step ?? Number(((max - min) / 100).toPrecision(1)) },
        }),
    },
  };
}

function choiceOf(
  input: HeaderInput,
  common: Pick<Parameter, 'name' | 'label' | 'summary' | 'tier'>,
): Input {
  const values = (input.VALUES ?? []).map(Number);
  const choices = values.map((each, n) => input.LABELS?.[n] ?? String(each));
  const preset = choices[values.indexOf(Number(input.DEFAULT ?? values[0]))] ?? choices[0] ?? '';
  return {
    type: 'int',
    values,
    parameter: { ...common, kind: 'choice', choices, default: preset },
  };
}

function presetOf(kind: ParameterKind, { DEFAULT: preset, MIN, MAX }: HeaderInput): Value {
  if (kind === 'bool') return Boolean(preset);
  if (kind === 'vec2') {
    const [x = 0, y = 0] = Array.isArray(preset) ? preset : [];
    return [x, y];
  }
  if (kind === 'color') return hexOf(Array.isArray(preset) ? preset : [1, 1, 1]);
  const [low, high] = [firstNumber(MIN), firstNumber(MAX)];
  const fallback = low === undefined || high === undefined ? (low ?? 0) : (low + high) / 2;
  const given = Number(preset ?? fallback);
  return kind === 'int' ? Math.round(given) : given;
}

/** Shares of red, green and blue → `#rrggbb`. */
export function hexOf(color: readonly number[]): string {
  const byte = (share: number | undefined) =>
    Math.round(255 * Math.min(Math.max(share ?? 0, 0), 1))
      .toString(16)
      .padStart(2, '0');
  return `#${byte(color[0])}${byte(color[1])}${byte(color[2])}`;
}

/** Said letter by letter, or at least written so. */
const ABBREVIATIONS = ['lut'];

/** `edgeWidth` → `Edge width`; `lut` → `LUT`. */
export function labelOf(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  const capitals = ABBREVIATIONS.includes(words) ? words.length : 1;
  return words.slice(0, capitals).toUpperCase() + words.slice(capitals);
}

function firstNumber(value: unknown): number | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'number' ? first : undefined;
}
