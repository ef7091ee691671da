/** A sentence as it stands in the middle of another. */
export function asClause(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase()).replace(/\.$/, '');
}
