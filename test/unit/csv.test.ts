import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/cli/batch/csv.ts';

const rowsOf = (text: string) => [...readCsv(text)].map(({ cells }) => cells);
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('a CSV', () => {
  it('is read as it was written, whatever stands in its cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), end, fc.boolean(), (rows, line, last) => {
        const text = rows.map((cells) => cells.map(quote).join(',')).join(line);
        expect(rowsOf(last ? text + line : text)).toEqual(rows);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('may have a cell of megabytes', () => {
    const cell = `a "${'x'.repeat(10_000_000)}"`;
    const [[read] = []] = rowsOf(`${quote(cell)}\n`);
    expect(read === cell).toBe(true);
  });
});
