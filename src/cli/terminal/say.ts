import type { ErrorCode } from '../../core/errors.ts';
import { printable, printableJson } from './printable.ts';

/** Something a person should know while it works. */
export function note(text: string, quiet: boolean): void {
  if (!quiet) writeLines(process.stderr, [`note: ${text}`]);
}

/** What is told in several lines: a shader's, or one a film. */
const IN_LINES: readonly ErrorCode[] = [
  'shader-failed',
  'shader-unsupported',
  'rows-refused',
  'films-failed',
];

/** What went wrong, in one line; the code is for programs. Lines of a shader or a list stand below it. */
export function complain(message: string, code: ErrorCode): void {
  const [first = '', ...more] = IN_LINES.includes(code) ? message.split('\n') : [message];
  writeLines(process.stderr, [`stillmotion: ${first} [${code}]`, ...more]);
}

/** Where a fault of ours is, for those who look for it. */
export function trace(stack: string): void {
  writeLines(process.stderr, stack.split('\n'));
}

/** The one thing that a command says on stdout, in its lines. */
export function announce(...lines: readonly string[]): void {
  writeLines(process.stdout, lines);
}

/** For programs: a line a row, with tabs between its columns. */
export function announceColumns(rows: readonly (readonly string[])[]): void {
  process.stdout.write(rows.map((row) => `${row.map(printable).join('\t')}\n`).join(''));
}

export function announceJson(value: unknown): void {
  printJson(process.stdout, value);
}

/** The one way of text to a terminal. */
export function writeLines(stream: NodeJS.WritableStream, lines: readonly string[]): void {
  stream.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

export function printJson(stream: NodeJS.WritableStream, value: unknown): void {
  stream.write(`${printableJson(value)}\n`);
}
