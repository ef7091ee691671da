import type { Shown } from '../film/time/show.ts';

// Several rows of frames of a show are made at once, and may show two pictures together: the earliest that any of them
// shows, and the next. Whoever is further on waits; whoever is first never does, so that all come to their end.

/** Which pictures are shown at once. */
export interface ShownTogether {
  /** Begins with a row of frames; those that are made later have to be begun later. */
  begin(): ShownRow;
  /** Whether any row shows it. */
  shows(isWanted: (shown: Shown) => boolean): boolean;
}

export interface ShownRow {
  /** Goes on to what the next frames show, when that is the turn of their pictures. */
  goOn(shown: Shown): Promise<void>;
  end(): void;
}

export function createShownTogether(): ShownTogether {
  const rows = new Map<ShownRow, Shown>();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const go of waiting) go();
    waiting.clear();
  };
  const isItsTurn = (row: ShownRow, shown: Shown) =>
    [...rows].every(([other, { picture }]) => other === row || lastOf(shown) <= picture + 1);
  return {
    begin() {
      const row: ShownRow = {
        async goOn(shown) {
          // What it has shown stays until then: others may show it, too.
          while (!isItsTurn(row, shown)) await new Promise<void>((go) => waiting.add(go));
          rows.set(row, shown);
          wake();
        },
        end() {
          rows.delete(row);
          wake();
        },
      };
      return row;
    },
    shows: (isWanted) => [...rows.values()].some(isWanted),
  };
}

/** The last picture goes over into one behind it, though that is the first. */
function lastOf({ picture, next }: Shown): number {
  return next === undefined ? picture : picture + 1;
}
