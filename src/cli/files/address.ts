/** A scheme of two letters or more: a single one is a drive (C:\). */
const ADDRESS = /^(?:[a-z][a-z\d+.-]+:\/\/|(?:blob|data|file):)/i;

/** Whether what was given for a path is an address; a file that is called so is still `./https:…`. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}
