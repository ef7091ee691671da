import { StillmotionError } from './errors.ts';
import { parseSpec, type RenderSpec } from './spec.ts';

const START = '#spec=';
/** Characters of a bad link that its message repeats. */
const SHOWN = 60;

/** The hash that opens the player with a spec: `#spec=` and the spec as JSON, percent-encoded. */
export function specToHash(spec: RenderSpec): string {
  return START + encodeURIComponent(JSON.stringify(spec));
}

/**
 * The spec in a link's hash, complete and checked; `undefined` where a link has none (`''`, `#`).
 *
 * @throws StillmotionError `usage` for any other hash, and for a spec that can't be
 */
export function specFromHash(hash: string): RenderSpec | undefined {
  if (hash === '' || hash === '#') return undefined;
  if (!hash.startsWith(START)) throw unreadable(hash, `what begins with ${START}`);
  return parseSpec(parseJson(hash));
}

function parseJson(hash: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(hash.slice(START.length)));
  } catch (cause) {
    throw unreadable(hash, `JSON, percent-encoded, behind ${START}`, cause);
  }
}

function unreadable(hash: string, expected: string, cause?: unknown): StillmotionError {
  const got = hash.length > SHOWN ? `${hash.slice(0, SHOWN)}…` : hash;
  const message = `The link's hash is ${JSON.stringify(got)}; expected ${expected}. Copy the link again, or open the page without it.`;
  return new StillmotionError('usage', message, { cause });
}
