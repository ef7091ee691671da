import type { Measure } from '../case.ts';
import type { Summary } from '../statistics.ts';
import type { CaseReport } from './model.ts';

/** `123 (120–130)` */
export function spread({ median, lower, upper }: Summary, digits: number): string {
  const [middle, from, to] = [median, lower, upper].map((value) => value.toFixed(digits));
  return `${middle} (${from}–${to})`;
}

export function find({ measures }: CaseReport, measure: Measure) {
  return measures.find((each) => each.measure === measure);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
