/** A record of a CSV, and the line that it begins in, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Text that is no CSV. */
export class CsvFault extends Error {
  override readonly name = 'CsvFault';

  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** A cell without quotes, and what ends one. */
const BARE = /[^",\r\n]*/y;
const END = /,|\r?\n|\r|$/y;

/**
 * Reads a CSV as RFC 4180 has it, with any ends of lines; empty lines are left out.
 *
 * @throws CsvFault
 */
export function* readCsv(text: string): Generator<CsvRecord> {
  let line = 1;
  let begin = 1;
  let cells: string[] = [];
  for (let at = 0; at < text.length || cells.length > 0;) {
    const quoted = text[at] === '"';
    const close = quoted ? closingQuote(text, at + 1) : at + lengthOf(BARE, text, at);
    if (close < 0) throw new CsvFault(line, 'has a quote that never closes');
    cells.push(quoted ? text.slice(at + 1, close).replaceAll('""', '"') : text.slice(at, close));
    const behind = quoted ? close + 1 : close;
    const next = behind + lengthOf(END, text, behind);
    line += countLines(text.slice(at, next));
    at = next;
    if (text[behind] === ',') continue;
    // Nothing ends a cell but the end of all.
    if (next === behind && next < text.length) throw new CsvFault(line, whyNoEnd(quoted));
    if (cells.length > 1 || cells[0] !== '') yield { line: begin, cells };
    cells = [];
    begin = line;
  }
}

/** Where a quote is that is none of a pair; -1: nowhere. Not an expression, as cells may have megabytes. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

/** Of what fits there; 0 where nothing does. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function whyNoEnd(quoted: boolean): string {
  return quoted
    ? 'has something behind a quoted cell; expected a comma or the end of the line'
    : 'has a quote within a cell; a cell with quotes is "quoted ""so"""';
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
