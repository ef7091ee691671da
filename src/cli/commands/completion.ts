import { complete, type KnownCommand } from '../completion/complete.ts';
import { SCRIPTS, type Shell } from '../completion/scripts.ts';
import { announce, announceColumns } from '../terminal/say.ts';

/**
 * Prints what makes a shell complete our words, or, for that script, what the last word may become: a line each,
 * what it is behind a tab.
 */
export function completion(
  shell: Shell,
  words: readonly string[],
  commands: readonly KnownCommand[],
): void {
  if (words.length === 0) return announce(...SCRIPTS[shell].split('\n'));
  announceColumns(complete(commands, words).map(({ word, about = '' }) => [word, about]));
}
