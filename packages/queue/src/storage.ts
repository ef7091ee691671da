/** Where pictures, shards and films lie. Nothing in it is ever replaced: a key says what its bytes are. */
export interface Storage {
  /** Bytes; `undefined` where there is nothing. */
  size(key: StorageKey): Promise<number | undefined>;
  /** @throws where there is nothing, or more than may be */
  get(key: StorageKey, path: string, mostBytes: number): Promise<void>;
  /**
   * Whole or not at all.
   *
   * @returns false where it was there already: it is left as it was
   */
  put(key: StorageKey, path: string): Promise<boolean>;
  /** Nothing happens where there is nothing. */
  remove(key: StorageKey): Promise<void>;
  close(): Promise<void>;
}

/** A path in a storage, made of digests and numbers alone. */
export type StorageKey = string & { readonly kind: 'storage key' };

const KEY =
  /^(inputs\/[0-9a-f]{64}|shards\/[0-9a-f]{64}\/\d{1,4}-of-\d{1,4}|films\/[0-9a-f]{64}\.[a-z0-9]{1,8})$/;

/** A picture's or sound's, by the digest of its bytes. */
export function inputKey(digest: string): StorageKey {
  return storageKey(`inputs/${digest}`);
}

export function shardKey(film: string, shard: number, shards: number): StorageKey {
  return storageKey(`shards/${film}/${shard}-of-${shards}`);
}

export function filmKey(film: string, extension: string): StorageKey {
  return storageKey(`films/${film}.${extension}`);
}

/** @throws for anything else than we make: no job leads out of its storage */
export function storageKey(text: string): StorageKey {
  if (KEY.test(text)) return text as StorageKey;
  throw new Error(
    `${JSON.stringify(text)} is no key of this storage; expected films/<digest>.<ending>.`,
  );
}

export function missing(key: string): Error {
  return new Error(`The storage has no ${key}; has it been cleared?`);
}

export function tooLarge(key: string, bytes: number, most: number): Error {
  return Object.assign(
    new Error(`${key} has ${bytes} bytes; this worker takes at most ${most} (--most-bytes).`),
    { code: 'too-large' },
  );
}
