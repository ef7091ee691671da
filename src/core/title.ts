import { StillmotionError } from './errors.ts';
import { secondsAt, type Timeline } from './timeline.ts';

/** What a template may name between braces, each a number that depends on the frame alone. */
const FIELDS: Readonly<Record<string, (index: number, timeline: Timeline) => number>> = {
  f: (index) => index,
  n: (_, { frameCount }) => frameCount,
  t: (index, { fps }) => secondsAt(index, fps),
};

/** A title's pieces: text that never changes, and numbers that change with the frame. */
export type TitleRun =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly format: (index: number, timeline: Timeline) => string };

/** All that numbers are written with. */
export const NUMBER_SIGNS: readonly string[] = ' .0123456789'.split('');

/** A title has at most so many lines. */
const MOST_LINES = 2;
/** What ends a line: UAX #14's mandatory breaks. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** Either a doubled brace, a field, or a brace that belongs to neither. */
const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;
/** Python's format mini-language as far as numbers in a title need it: 0, width, .decimals, type. */
const FORMAT = /^(0)?(\d{1,3})?(?:\.(\d{1,2}))?([df])?$/;

/**
 * Reads a title template such as `Frame {f:3d} of {n}`: `{f}` frame, `{n}` frame count, `{t}`
 * seconds, each with an optional Python-style format; `{{` and `}}` stand for braces.
 *
 * @returns the runs of each line
 * @throws StillmotionError `usage` for an unknown field or format, or too many lines.
 */
export function parseTitle(template: string): TitleRun[][] {
  const lines = template.split(LINE_BREAK);
  // A break at the end, as a shell or an editor leaves it, begins no line.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  if (lines.length > MOST_LINES)
    throw wrong(template, `has ${lines.length} lines; a title has at most ${MOST_LINES}`);
  return lines.map((line) => parseLine(line, template));
}

function parseLine(line: string, template: string): TitleRun[] {
  const runs: TitleRun[] = [];
  let text = '';
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    const [token, field] = match;
    text += line.slice(end, match.index);
    end = match.index + token.length;
    if (field !== undefined) {
      if (text !== '') runs.push({ kind: 'text', text });
      text = '';
      runs.push({ kind: 'number', format: parseField(field, template) });
    } else if (token.length === 2) {
      text += token.slice(1);
    } else {
      throw wrong(
        template,
        `has a single "${token}"; write "${token}${token}" for the character itself`,
      );
    }
  }
  text += line.slice(end);
  if (text !== '') runs.push({ kind: 'text', text });
  return runs;
}

/** The text of a line in one frame. */
export function formatLine(runs: readonly TitleRun[], index: number, timeline: Timeline): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : run.format(index, timeline))).join('');
}

function parseField(field: string, template: string) {
  const [name = '', format = ''] = field.split(/:(.*)/s);
  const value = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (value === undefined) {
    throw wrong(
      template,
      `names "{${name}}"; the fields are {f} frame, {n} frame count, {t} seconds`,
    );
  }
  const match = FORMAT.exec(format);
  if (match === null) {
    throw wrong(
      template,
      `formats {${name}} as "${format}"; expected 0, width, .decimals, then d or f, such as 3d, 04d or 6.2f`,
    );
  }
  const [, zero, width = '0', decimals, type = name === 't' ? 'f' : 'd'] = match;
  if (type === 'd' && (name === 't' || decimals !== undefined)) {
    throw wrong(
      template,
      `formats {${name}} as "${format}"; decimals are written with f, such as .2f`,
    );
  }
  const places = type === 'd' ? 0 : Number(decimals ?? (name === 't' ? 2 : 6));
  return (index: number, timeline: Timeline) =>
    value(index, timeline)
      .toFixed(places)
      .padStart(Number(width), zero ?? ' ');
}

function wrong(template: string, what: string): StillmotionError {
  return new StillmotionError('usage', `The title "${template}" ${what}.`);
}
