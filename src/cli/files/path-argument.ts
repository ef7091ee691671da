import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { isAddress } from './address.ts';

/** What Node puts in the place of bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';

/** Why no file can be meant; `undefined`: one of this machine can. */
export function whyNoPath(text: string): string | undefined {
  if (isAddress(text)) {
    return 'Expected the path of a file on this machine; nothing is fetched from an address or sent to one. Download it first, and give the path of the file.';
  }
  if (text.includes(REPLACEMENT) && !wasTyped(text)) {
    return 'Its name is not UTF-8, and Node passes no other names on. Rename the file, or let the shell open it: - reads standard input and writes standard output.';
  }
  return undefined;
}

/** A name may also have the replacement character itself; the system knows what was given. */
function wasTyped(text: string): boolean {
  let given: Buffer;
  try {
    given = readFileSync('/proc/self/cmdline');
  } catch {
    // Where there is no /proc, names are Unicode: macOS, Windows.
    return true;
  }
  return isUtf8(given) || given.includes(`\0${text}\0`);
}
