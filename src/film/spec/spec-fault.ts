import * as v from 'valibot';
import { formatSize, type Size } from '../../core/size.ts';

/** What is wrong with a spec, before it is said in a person's words. */
export interface Fault {
  /** Where; empty for the spec as a whole. */
  readonly path: readonly string[];
  /** What is there. */
  readonly got: unknown;
  readonly problem:
    | { readonly kind: 'rule'; readonly must: string } // `must be at least 1`
    | { readonly kind: 'type'; readonly expected: string } // `a number`
    | { readonly kind: 'missing' }
    | { readonly kind: 'unknown' }
    | { readonly kind: 'sentence'; readonly text: string }; // says everything by itself
}

/** How a person knows what is at fault. */
export interface FaultName {
  readonly name: string;
  /** Its value as they wrote it. */
  readonly got: string;
  /** The part of the value that is at fault, if not all of it: `width`. */
  readonly part?: string | undefined;
}

/** What fields hold, where the schema says no more than its kind. */
const EXPECTED: Readonly<Record<string, string>> = {
  size: 'a size such as "640x480"',
  canvas: 'a frame such as "1080p" or "9:16"',
  fps: 'a rate such as 25 or "30000/1001"',
  range: 'frames such as "0-99"',
  effects: 'a list such as [{"name": "grain", "amount": 0.2}]',
  position: 'a place such as "top left", [0.3, 0.6] or "auto"',
  focus: 'a place such as "top left" or [0.3, 0.6]',
  motions: 'a list such as [{"kind": "roll", "step": 2}]',
};

export function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const path = v.getDotPath(issue)?.split('.') ?? [];
  return { path, got: issue.input, problem: problemOf(issue, path) };
}

function problemOf(issue: v.BaseIssue<unknown>, path: readonly string[]): Fault['problem'] {
  if (issue.type === 'strict_object' && issue.expected === 'never') return { kind: 'unknown' };
  // Titles and motions say themselves what is wrong with them.
  if (issue.type === 'raw_check' || issue.type === 'raw_transform')
    return { kind: 'sentence', text: issue.message };
  if (path.length === 0) return { kind: 'sentence', text: `A film ${issue.message}.` };
  if (issue.input === undefined) return { kind: 'missing' };
  if (issue.kind !== 'schema') return { kind: 'rule', must: issue.message };
  return {
    kind: 'type',
    expected:
      EXPECTED[path.join('.').replace(/^pictures\.\d+\./, '')] ?? inWords(issue.expected ?? ''),
  };
}

/** `("h264" | "vp9" | "av1")` → `h264, vp9 or av1`; types by what people call them. */
function inWords(expected: string): string {
  if (expected === 'string') return 'a text';
  if (expected === 'number') return 'a number';
  const names = [...expected.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

/** In one sentence, in the words of a spec or in a person's own. */
export function describeFault(
  { path, got: value, problem }: Fault,
  { name, got, part }: FaultName = { name: `"${path.join('.')}"`, got: show(value) },
): string {
  const { kind } = problem;
  if (kind === 'sentence') return problem.text;
  if (kind === 'missing') return `${name} is missing.`;
  if (kind === 'unknown') return `${name} is not a field of a spec.`;
  if (kind === 'type') return `${name} is ${got}; expected ${problem.expected}.`;
  return `${name} is ${got}; ${part ? `its ${part}` : 'it'} ${problem.must}.`;
}

/** Characters of a value that a message repeats. */
const SHOWN = 100;

/** A value of a spec in words: as it would be typed where there is a way to. */
export function show(value: unknown): string {
  return inShort(typeof value === 'string' ? JSON.stringify(value) : showOther(value));
}

export function inShort(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function showOther(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object' || value === null) return String(value);
  if (hasNumbers(value, ['first', 'last'])) return `${value.first}-${value.last}`;
  if (hasNumbers(value, ['width', 'height'])) return formatSize(value satisfies Size);
  if (hasNumbers(value, ['numerator', 'denominator']))
    return `${value.numerator}/${value.denominator}`;
  return 'an object';
}

function hasNumbers<K extends string>(
  value: object,
  keys: readonly K[],
): value is Record<K, number> {
  const fields = new Map(Object.entries(value));
  return keys.every((key) => typeof fields.get(key) === 'number');
}
