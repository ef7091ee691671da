import { resolve } from 'node:path';
import { StillmotionError } from '../core/errors.ts';
import { OutputFile, type OutputWait } from './output.ts';
import { checkOutput, type Output, type OutputPlace, STDOUT } from './output-place.ts';

/** A frame's number in the name of a sequence, as `printf` writes it: %d, or %04d with leading zeros. */
const NUMBER = /%(?:0(\d{1,2}))?d/;

/** The name of one file of many. */
export function isNumbered(path: string): boolean {
  return path !== STDOUT && path.split(NUMBER).length === 3;
}

/** Makes sure that each file of a film of many has a name of its own. */
export function assertNumbered(path: string): void {
  if (isNumbered(path)) return;
  throw new StillmotionError(
    'usage',
    `The output is "${path}", and the film would be a picture a frame; expected a name with one %d for the number, such as frames/%04d.png. For a single picture there is \`still\`.`,
  );
}

/** The name of one file of a sequence. */
export function numbered(path: string, number: number): string {
  return path.replace(NUMBER, (_, width: string | undefined) =>
    String(number).padStart(Number(width ?? 0), '0'),
  );
}

/** A film as files, each of which appears whole or not at all; those that are there stay when it is given up. */
export class Sequence implements Output {
  readonly #place: OutputPlace;
  readonly #wait: OutputWait;
  #byteLength = 0;
  readonly #written: string[] = [];

  constructor(place: OutputPlace, wait: OutputWait) {
    this.#place = place;
    this.#wait = wait;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  get written(): readonly string[] {
    return this.#written;
  }

  async writeFile(number: number, bytes: Uint8Array): Promise<void> {
    const { path, overwrite } = this.#place;
    const place = await checkOutput(numbered(path, number), overwrite, {});
    // The film is in its place with its last file.
    const file = await OutputFile.create(place, place.folder, {
      ...this.#wait,
      onPlaced: () => {},
    });
    try {
      await file.write(bytes, 0);
      await file.close();
    } catch (error) {
      await file.abort();
      throw error;
    }
    this.#written.push(resolve(place.target));
    this.#byteLength += bytes.byteLength;
  }

  write(): Promise<void> {
    return Promise.reject(new Error('a film of many files was written as one'));
  }

  async close(): Promise<void> {
    this.#wait.onPlaced();
  }

  async abort(): Promise<void> {}
}
