import { StillmotionError } from '../../core/errors.ts';
import { OutputFile, type OutputWait } from './output.ts';
import { checkOutput, type Output, type OutputPlace, STDOUT } from '../files/output-place.ts';

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

/**
 * A film as files, which grow beside their places under other names. They are put in their places when all of them are
 * whole and proven; until then what was there stays as it was.
 */
export class Sequence implements Output {
  readonly #place: OutputPlace;
  readonly #wait: OutputWait;
  /** In order, those that aren't in their places. */
  readonly #files: OutputFile[] = [];
  #byteLength = 0;

  constructor(place: OutputPlace, wait: OutputWait) {
    this.#place = place;
    this.#wait = wait;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  get written(): readonly string[] {
    return this.#files.flatMap(({ written }) => written);
  }

  async writeFile(number: number, bytes: Uint8Array): Promise<void> {
    const { path, overwrite } = this.#place;
    const place = await checkOutput(numbered(path, number), overwrite, {});
    const file = await OutputFile.create(place, place.folder, this.#wait);
    this.#files.push(file);
    await file.write(bytes, 0);
    await file.finish();
    this.#byteLength += bytes.byteLength;
  }

  write(): Promise<void> {
    return Promise.reject(new Error('a film of many files was written as one'));
  }

  /** Renames them, one right behind the other: a signal meanwhile waits until all are in their places. */
  async close(): Promise<void> {
    this.#wait.signal.throwIfAborted();
    const all = this.#files.length;
    let placed = 0;
    try {
      for (const file of this.#files) {
        await file.place();
        placed++;
      }
    } catch (cause) {
      throw halfPlaced(cause, placed, all);
    } finally {
      this.#files.splice(0, placed);
    }
    this.#wait.onPlaced();
  }

  /** What isn't in its place goes. */
  async abort(): Promise<void> {
    for (const file of this.#files.splice(0)) await file.abort();
  }
}

function halfPlaced(cause: unknown, placed: number, all: number): unknown {
  if (placed === 0 || !(cause instanceof StillmotionError)) return cause;
  const message = `${cause.message} ${placed} of ${all} pictures are in their places by now; at the others is what was there before.`;
  return new StillmotionError(cause.code, message, { cause });
}
