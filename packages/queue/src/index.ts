// Films of stillmotion on many machines: the customer's half. The worker's is `stillmotion-worker`.
export { folderStorage } from './folder-storage.ts';
export {
  type FilmQueue,
  type FilmState,
  type FilmWait,
  type FinishedFilm,
  openQueue,
  type QueueOptions,
  type Submission,
} from './queue.ts';
export type { RedisPlace } from './redis.ts';
export type { Storage, StorageKey } from './storage.ts';
export {
  type QueueWorker,
  type QueueWorkerOptions,
  startWorker,
  type WorkerEvent,
} from './worker.ts';
