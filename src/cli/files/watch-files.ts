import { unwatchFile, watchFile } from 'node:fs';

/** How often files are looked at, ms: editors put new ones in their places, which no watch of a file sees. */
const LOOK_EVERY = 400;

/**
 * Tells when one of some files is saved.
 *
 * @returns ends it
 */
export function watchFiles(paths: readonly string[], onSaved: () => void): () => void {
  for (const path of paths)
    watchFile(path, { interval: LOOK_EVERY, persistent: false }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) onSaved();
    });
  return () => {
    for (const path of paths) unwatchFile(path);
  };
}
