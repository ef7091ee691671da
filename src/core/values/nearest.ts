/** Of some names the few that one may have been meant for, the most alike first. */
export function nearest(name: string, names: readonly string[], most = 3): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((each) => ({ each, far: distance(wanted, each.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ each }) => each);
}

/** Levenshtein's: letters to be put in, left out or changed; less where one name is a part of the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (const [y, letter] of from.split('').entries()) {
    const next = [y + 1];
    for (const [x, other] of to.split('').entries()) {
      const changed = (row[x] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[x + 1] ?? 0) + 1, (next[x] ?? 0) + 1));
    }
    row = next;
  }
  const isPart = from !== '' && (to.includes(from) || from.includes(to));
  return (row.at(-1) ?? 0) * (isPart ? 0.5 : 1);
}
