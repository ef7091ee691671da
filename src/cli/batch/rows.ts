import { extname } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { whyNoPath } from '../files/path-argument.ts';
import { STDIN } from '../files/pipe.ts';
import { CsvFault, readCsv } from './csv.ts';

/** Columns and fields of a row that are no settings of its film, but files. */
const FILES = ['picture', 'output', 'audio'] as const;

/** A film that a list asks for. */
export interface Row {
  /** Where it stands, for messages: `line 3`. */
  readonly where: string;
  /** Paths. */
  readonly files: Readonly<Partial<Record<(typeof FILES)[number], string>>>;
  /** Settings by the names of options, as a CSV has them. */
  readonly options: Readonly<Record<string, string>>;
  /** Settings as a spec has them. */
  readonly fields: SpecDraft;
}

/** A row that no film can be made of, and why. */
export interface RowFault {
  readonly where: string;
  readonly why: string;
}

export function isFault(row: Row | RowFault): row is RowFault {
  return 'why' in row;
}

/**
 * Reads a list of films: lines of JSON, a list in JSON, or a CSV whose first line names its columns.
 *
 * @param path whose ending tells which; where it doesn't, the first character does
 */
export function readRows(text: string, path: string): (Row | RowFault)[] {
  return [...READERS[kindOf(text, path)](text)];
}

type ListKind = 'json' | 'ndjson' | 'csv';

const READERS: Readonly<Record<ListKind, (text: string) => Iterable<Row | RowFault>>> = {
  json: readList,
  ndjson: readLines,
  csv: readTable,
};

const KINDS: Readonly<Record<string, ListKind>> = {
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
};

const BEGINNINGS: Readonly<Record<string, ListKind>> = { '[': 'json', '{': 'ndjson' };

function kindOf(text: string, path: string): ListKind {
  const [first = ''] = /\S/.exec(text) ?? [];
  return KINDS[extname(path).toLowerCase()] ?? BEGINNINGS[first] ?? 'csv';
}

function* readLines(text: string): Generator<Row | RowFault> {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const where = `line ${index + 1}`;
    try {
      yield rowOf(JSON.parse(line), where);
    } catch (error) {
      yield { where, why: `is not JSON: ${messageOf(error)}` };
    }
  }
}

function readList(text: string): (Row | RowFault)[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    return [{ where: 'the list', why: `is not JSON: ${messageOf(error)}` }];
  }
  if (!Array.isArray(list))
    return [{ where: 'the list', why: 'is no list; expected [{ … }, { … }], or an object a line' }];
  return list.map((each: unknown, index) => rowOf(each, `film ${index + 1}`));
}

/** A row in JSON: a spec, and its files beside it. */
function rowOf(given: unknown, where: string): Row | RowFault {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { where, why: 'is no object; expected a spec with a picture and an output' };
  const { picture, output, audio, ...fields } = given as Record<string, unknown>;
  const files: Record<string, string> = {};
  for (const [name, value] of Object.entries({ picture, output, audio })) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || value === '')
      return { where, why: `has the ${name} ${JSON.stringify(value)}; expected a path` };
    files[name] = value;
  }
  return checkFiles({ where, files, options: {}, fields });
}

function readTable(text: string): (Row | RowFault)[] {
  const rows: (Row | RowFault)[] = [];
  let columns: readonly string[] | undefined;
  try {
    for (const { line, cells } of readCsv(text)) {
      const where = `line ${line}`;
      if (columns === undefined) {
        columns = cells.map((name) => name.trim());
        const why = whyNoColumns(columns);
        if (why !== undefined) return [{ where, why }];
      } else rows.push(rowOfCells(cells, columns, where));
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    rows.push({ where: `line ${error.line}`, why: error.message });
  }
  return rows;
}

function whyNoColumns(columns: readonly string[]): string | undefined {
  const known: readonly string[] = [...FILES, ...SPEC_OPTIONS.map(({ name }) => name)];
  const unknown = columns.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return `names the column "${unknown}"; expected ${FILES.join(', ')} and options of render without their dashes, such as step, title or duration`;
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  return twice === undefined ? undefined : `names the column "${twice}" twice`;
}

/** An empty cell says nothing: what stands beside the list holds. */
function rowOfCells(
  cells: readonly string[],
  columns: readonly string[],
  where: string,
): Row | RowFault {
  if (cells.length !== columns.length)
    return { where, why: `has ${cells.length} cells; expected ${columns.length}, one a column` };
  const given = columns.flatMap((name, index) => {
    const text = cells[index] ?? '';
    return text === '' ? [] : [[name, text] as const];
  });
  const isFile = ([name]: readonly [string, string]) => FILES.some((file) => file === name);
  const options = Object.fromEntries(given.filter((each) => !isFile(each)));
  const why = whyNotTogether(options);
  if (why !== undefined) return { where, why };
  return checkFiles({
    where,
    files: Object.fromEntries(given.filter(isFile)),
    options,
    fields: {},
  });
}

/** As the command line refuses them. */
function whyNotTogether(options: Readonly<Record<string, string>>): string | undefined {
  for (const { name, conflicts = [] } of SPEC_OPTIONS) {
    const other = conflicts.find((each) => Object.hasOwn(options, each));
    if (Object.hasOwn(options, name) && other !== undefined)
      return `has both ${name} and ${other}; leave one of them empty`;
  }
  return undefined;
}

function checkFiles(row: Row): Row | RowFault {
  for (const [name, path] of Object.entries(row.files)) {
    const why = path === STDIN ? 'A list takes files.' : whyNoPath(path);
    if (why !== undefined) return { where: row.where, why: `has the ${name} "${path}". ${why}` };
  }
  return row;
}
