import type { SoundNews } from './protocol.ts';
import { toBase64 } from './to-base64.ts';

/** How long Node waits at most before it is told how far a sound is, ms. */
const TELL_EVERY = 1000;

/** A sound on its way to Node. */
export interface SoundQueue {
  /** As soon as there is any news. Throws what the encoder threw. */
  next(): Promise<SoundNews>;
}

/** @param encode encodes it; it tells how far it is, from 0 to 1 */
export function queueSound(
  encode: (onProgress: (done: number) => void) => Promise<Uint8Array>,
): SoundQueue {
  let done = 0;
  let told = 0;
  const encoded = encode((now) => (done = now));
  encoded.catch(() => {});
  return {
    async next() {
      for (;;) {
        const bytes = await Promise.race([encoded, pass(TELL_EVERY)]);
        if (bytes !== undefined) return { data: await toBase64(bytes) };
        // An encoder that hangs has no news: Node's own deadline ends it.
        if (done > told) {
          told = done;
          return {};
        }
      }
    },
  };
}

function pass(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
