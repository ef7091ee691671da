import { join } from 'node:path';
import { readOrder, type ShardDrawer } from 'stillmotion/node';
import { type FilmJob } from './order.ts';
import { filmKey, inputKey, shardKey } from './storage.ts';
import { withFolder } from './work-folder.ts';
import type { Workplace } from './workplace.ts';

/** What has become of a shard: it may have been there before. */
export interface MadeShard {
  readonly drawn: boolean;
  readonly frames?: number;
}

/** Draws a shard into the storage, unless an earlier try has, or the film is whole. */
export async function makeShard(
  film: FilmJob,
  shard: number,
  drawer: ShardDrawer,
  { storage, mostBytes }: Workplace,
  signal: AbortSignal,
  onProgress: (frames: number, total: number) => void,
): Promise<MadeShard> {
  const { spec, extension } = readOrder(film.spec);
  const key = shardKey(film.id, shard, film.shards);
  for (const there of [key, filmKey(film.id, extension)])
    if ((await storage.size(there)) !== undefined) return { drawn: false };
  return withFolder(async (folder) => {
    const pictures: string[] = [];
    for (const [n, digest] of film.pictures.entries()) {
      const path = join(folder, `${n}.picture`);
      await storage.get(inputKey(digest), path, mostBytes);
      pictures.push(path);
    }
    const audio = join(folder, 'sound');
    if (film.audio !== undefined) await storage.get(inputKey(film.audio), audio, mostBytes);
    const order = { spec, pictures, ...(film.audio !== undefined && { audio }) };
    const output = join(folder, 'film.shard');
    const part = { index: shard, count: film.shards };
    const { frames } = await drawer.draw(order, part, output, signal, onProgress);
    signal.throwIfAborted();
    await storage.put(key, output);
    return { drawn: true, frames };
  });
}
