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

/** A cell in quotes, in which "" is a quote, or one without; and what ends it, or nothing at the end. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

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
    CELL.lastIndex = at;
    const found = CELL.exec(text);
    if (found === null) throw new CsvFault(line, whyNoCell(text, at));
    const [whole, quoted, bare = '', end = ''] = found;
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    line += countLines(whole);
    at += whole.length;
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') yield { line: begin, cells };
    cells = [];
    begin = line;
  }
}

function whyNoCell(text: string, at: number): string {
  if (text[at] !== '"') return 'has a quote within a cell; a cell with quotes is "quoted ""so"""';
  return /^"(?:[^"]|"")*$/.test(text.slice(at))
    ? 'has a quote that never closes'
    : 'has something behind a quoted cell; expected a comma or the end of the line';
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
