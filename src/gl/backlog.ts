import { type Fences, setFence } from './fence.ts';

/** What the graphics were given to draw and haven't drawn yet. */
export interface Backlog {
  /** Says that a frame was given to them. */
  add(): void;
  /** They are late: another frame would only wait, and with it all else that the screen shows. */
  readonly isFull: boolean;
  /** Done when they aren't late any more. */
  room(): Promise<void>;
  dispose(): void;
}

/** What is drawn within this time, ms, never has to be waited for. */
const LATE = 30;
/** How long nobody looks at graphics that were not late, ms: a fence for each frame would leave garbage behind. */
const TRUSTED_FOR = 100;

/** WebGL takes whatever it is given, for seconds ahead; a fence behind a frame tells when it is drawn: one at a time. */
export function createBacklog(gl: Fences): Backlog {
  let giveUp: (() => void) | undefined;
  let since = 0;
  /** Frames came behind the fence, or while there was none. */
  let more = false;
  let isTrusted = false;
  /** The last fence was late: then one frame at a time is enough. */
  let isSlow = false;
  let isFull = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void)[] = [];

  const isLate = () => performance.now() - since > LATE;

  function begin(): void {
    more = false;
    since = performance.now();
    giveUp = setFence(gl, done, () => (isFull = isSlow || isLate()));
  }

  function done(): void {
    giveUp = undefined;
    isSlow = isLate();
    if (more && !gl.isContextLost()) return begin();
    isTrusted = !isSlow;
    if (isTrusted) timer = setTimeout(lookAgain, TRUSTED_FOR);
    isFull = false;
    release();
  }

  function lookAgain(): void {
    isTrusted = false;
    if (more && !gl.isContextLost()) begin();
  }

  function release(): void {
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }

  return {
    add() {
      if (giveUp || isTrusted) more = true;
      else if (!gl.isContextLost()) begin();
    },
    get isFull() {
      return isFull;
    },
    room: () => (isFull ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    dispose() {
      clearTimeout(timer);
      giveUp?.();
      giveUp = undefined;
      isFull = false;
      release();
    },
  };
}
