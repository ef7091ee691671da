import { clearLine, cursorTo } from 'node:readline';

/** Says on the terminal what is being done; elsewhere nothing, as it would be hundreds of lines. */
export function showStep(text: string): void {
  if (!process.stderr.isTTY) return;
  clearLine(process.stderr, 0);
  cursorTo(process.stderr, 0);
  process.stderr.write(text);
}

/** One line for good, above the steps. */
export function showDone(text: string): void {
  showStep('');
  console.error(`bench: ${text}`);
}
