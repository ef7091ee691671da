import { join } from 'node:path';
import { mergeFilm, readOrder } from 'stillmotion/node';
import { type FilmJob } from './order.ts';
import { filmKey, inputKey, shardKey } from './storage.ts';
import { withFolder } from './work-folder.ts';
import type { Workplace } from './workplace.ts';

/** A film in the storage. */
export interface MergedFilm {
  readonly key: string;
  readonly bytes: number;
  /** False where an earlier try has put it there. */
  readonly published: boolean;
}

/** Puts a film together, and puts it into the storage; its shards go. */
export async function mergeShards(
  film: FilmJob,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<MergedFilm> {
  const { storage } = workplace;
  const { extension } = readOrder(film.spec);
  const key = filmKey(film.id, extension);
  const there = await storage.size(key);
  const made =
    there === undefined
      ? await merge(film, extension, workplace, signal)
      : { key, bytes: there, published: false };
  for (const shard of shardsOf(film)) await storage.remove(shard);
  return made;
}

function merge(
  film: FilmJob,
  extension: string,
  { storage, mostBytes, timeout }: Workplace,
  signal: AbortSignal,
): Promise<MergedFilm> {
  const key = filmKey(film.id, extension);
  return withFolder(async (folder) => {
    const paths: string[] = [];
    let left = mostBytes;
    for (const [n, shard] of shardsOf(film).entries()) {
      signal.throwIfAborted();
      const path = join(folder, `${n + 1}.shard`);
      const bytes = (await storage.size(shard)) ?? 0;
      await storage.get(shard, path, left);
      left -= bytes;
      paths.push(path);
    }
    const audio = film.audio === undefined ? undefined : join(folder, 'sound');
    if (audio !== undefined && film.audio !== undefined)
      await storage.get(inputKey(film.audio), audio, mostBytes);
    const output = join(folder, `film.${extension}`);
    const { bytes } = await mergeFilm(paths, output, audio, { signal, timeout });
    signal.throwIfAborted();
    return { key, bytes, published: await storage.put(key, output) };
  });
}

function shardsOf({ id, shards }: FilmJob) {
  return Array.from({ length: shards }, (_, n) => shardKey(id, n + 1, shards));
}
