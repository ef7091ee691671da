import { create } from './element.ts';

/** Hands a file to the browser's downloads. */
export function offerDownload(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  create('a', { href: url, download: name }).click();
  // The browser has taken the bytes when the click is done, in Safari a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file's name without its ending; what the command line would name its output after. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-') || 'film';
}
