import { describe, expect, it } from 'vitest';
import { createShownTogether, type ShownRow } from '../../src/renderers/shown-together.ts';

const alone = (picture: number) => ({ picture, frame: 0 });
const passing = (picture: number, to = picture + 1) => ({
  picture,
  frame: 0,
  next: { picture: to, frame: 0, step: 0, steps: 2 },
});

/** Whether it goes on at once. */
async function goesOn(going: Promise<void>): Promise<boolean> {
  let went = false;
  void going.then(() => (went = true));
  for (let n = 0; n < 9; n++) await Promise.resolve();
  return went;
}

function begun(count: number): {
  together: ReturnType<typeof createShownTogether>;
  rows: ShownRow[];
} {
  const together = createShownTogether();
  return { together, rows: Array.from({ length: count }, () => together.begin()) };
}

describe('rows of frames that show pictures together', () => {
  it('show one and the next, and the one behind that only when the first is gone', async () => {
    const [first, second] = begun(2).rows as [ShownRow, ShownRow];
    expect(await goesOn(first.goOn(alone(3)))).toBe(true);
    expect(await goesOn(second.goOn(passing(3)))).toBe(true);
    expect(await goesOn(second.goOn(alone(4)))).toBe(true);
    const further = second.goOn(passing(4));
    expect(await goesOn(further)).toBe(false);
    expect(await goesOn(first.goOn(passing(3)))).toBe(true);
    expect(await goesOn(further)).toBe(false);
    expect(await goesOn(first.goOn(alone(4)))).toBe(true);
    expect(await goesOn(further)).toBe(true);
  });

  it('wait for no row that has ended', async () => {
    const [first, second] = begun(2).rows as [ShownRow, ShownRow];
    await first.goOn(alone(0));
    const further = second.goOn(alone(7));
    expect(await goesOn(further)).toBe(false);
    first.end();
    expect(await goesOn(further)).toBe(true);
  });

  it('take the first picture for the one behind the last, where it closes into that', async () => {
    const [first, second] = begun(2).rows as [ShownRow, ShownRow];
    await first.goOn(alone(0));
    await second.goOn(alone(1));
    expect(await goesOn(second.goOn(passing(1, 0)))).toBe(false);
  });

  it('keep what a row shows until it goes on', async () => {
    const { together, rows } = begun(1);
    const [row] = rows as [ShownRow];
    await row.goOn(alone(2));
    expect(together.shows(({ picture }) => picture === 2)).toBe(true);
    await row.goOn(alone(3));
    expect(together.shows(({ picture }) => picture === 2)).toBe(false);
    row.end();
    expect(together.shows(() => true)).toBe(false);
  });
});
