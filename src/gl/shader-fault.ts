import { writtenNames } from '../effects/compose.ts';
import { findLine, type ShaderText } from './shader-text.ts';

/**
 * How browsers log an error: `ERROR: 0:12: 'foo' : undeclared identifier`. Chromium and Firefox have the
 * same compiler in front of every driver, ANGLE's, which gives a line and what it stumbled over, but no column.
 */
const ERROR = /^ERROR: \d+:(\d+): (?:'([^']*)' : *)?(.*)$/;

/** Of those that follow from the first, more would only be in the way. */
const MOST_SHOWN = 3;

/**
 * Says where a shader's own files are wrong: the first fault in a sentence, then each line with a caret
 * below it. What can't be found in them is shown as it was logged.
 *
 * @param log as the browser gives it
 */
export function describeFault(shader: ShaderText, log: string): string {
  const faults = log
    .split('\n')
    .map((line) => writtenNames(line.replaceAll('\0', '').trim()))
    .filter((line) => line !== '' && !line.startsWith('WARNING'))
    .slice(0, MOST_SHOWN)
    .map((line) => locateFault(shader, line));
  const [first] = faults;
  if (first === undefined) return `${fileNames(shader)}: no reason was given.`;
  return [`${first.summary}.`, ...faults.map(({ excerpt }) => excerpt)].join('\n');
}

interface Fault {
  readonly summary: string;
  /** Lines. */
  readonly excerpt: string;
}

function locateFault(shader: ShaderText, logged: string): Fault {
  const [, number = '', token = '', reason = ''] = ERROR.exec(logged) ?? [];
  const found = findLine(shader, Number(number));
  if (found === undefined) return { summary: `${fileNames(shader)}: ${logged}`, excerpt: logged };
  const { file, line, text } = found;
  const column = columnOf(token, text);
  const what = token === '' ? reason : `'${token}': ${reason}`;
  const margin = `${line} | `;
  return {
    summary: `${file}:${line}:${column}: ${what}`,
    excerpt: [
      margin + text.replaceAll('\t', ' '),
      `${' '.repeat(margin.length - 2)}| ${' '.repeat(column - 1)}^ ${what}`,
    ].join('\n'),
  };
}

/** Where a line first has a token as a word of its own, from 1; otherwise where its text begins. */
function columnOf(token: string, text: string): number {
  const isWord = /^\w+$/.test(token);
  const words = isWord ? new RegExp(String.raw`\b${token}\b`) : undefined;
  const at = words ? text.search(words) : token === '' ? -1 : text.indexOf(token);
  return Math.max(at, text.search(/\S|$/)) + 1;
}

function fileNames({ pieces }: ShaderText): string {
  return pieces.map(({ file }) => file).join(' with ');
}
