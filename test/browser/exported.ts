import type { ElementHandle } from 'puppeteer-core';
import type { App } from './app.ts';

// What tests of films with a sound, and of what is exported, do alike.

const RATE = 48_000;

/** A tone as a WAV file of 16 bits, of one channel. */
export function tone(seconds = 1.5): Buffer {
  const samples = RATE * seconds;
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, RATE],
    [28, 2 * RATE],
    [40, 2 * samples],
  ] as const)
    file.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    file.writeUInt16LE(value, at);
  file.write('data', 36);
  for (let n = 0; n < samples; n++)
    file.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * 440 * n) / RATE)), 44 + 2 * n);
  return file;
}

/** Lets the person choose a file of the browser's own storage, as headless browsers have no dialog. */
export function chooseInPrivate(): void {
  window.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle(suggestedName, { create: true });
  };
}

export const kept = ({ page }: App, name: string) =>
  page.evaluate(async (wanted) => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(wanted)).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  }, name);

export async function openSound(app: App, path: string): Promise<void> {
  const isOpen = await app.page.$eval('#export-panel', (panel) => panel.checkVisibility());
  if (!isOpen) await app.click('button', 'Export');
  await app.find('button', 'Open a sound…');
  const input = await app.page.$('#group-sound input[type=file]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
}

export const textOf = ({ page }: App, id: string) =>
  page.$eval(`#${id}`, (element) => (element as HTMLElement).innerText);
