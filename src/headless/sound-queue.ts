import type { EncodedSound } from '../core/sound/sound.ts';
import type { SoundNews } from './protocol.ts';
import { toBase64 } from '../core/streams/to-base64.ts';

/** How long Node waits at most before it is told how far a sound is, ms. */
const TELL_EVERY = 1000;
/** What crosses at once, bytes: a string has its limits. */
const PIECE = 8 << 20;

/** A sound on its way to Node. */
export interface SoundQueue {
  /** As soon as there is any news. Throws what the encoder threw. */
  next(): Promise<SoundNews>;
}

/** @param encode encodes it; it tells how far it is, from 0 to 1 */
export function queueSound(
  encode: (onProgress: (done: number) => void) => Promise<EncodedSound>,
): SoundQueue {
  let done = 0;
  let told = 0;
  let sent = 0;
  const encoded = encode((now) => (done = now));
  encoded.catch(() => {});
  return {
    async next() {
      for (;;) {
        const sound = await Promise.race([encoded, pass(TELL_EVERY)]);
        if (sound !== undefined) {
          const piece = sound.bytes.subarray(sent, sent + PIECE);
          sent += piece.byteLength;
          const isLast = sent >= sound.bytes.byteLength;
          return { data: await toBase64(piece), ...(isLast && { peak: sound.peak }) };
        }
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
