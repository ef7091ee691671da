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
/** How often is looked whether it is done, ms. */
const LOOK_EVERY = 4;
/** How long nobody looks at graphics that were not late, ms: a fence for each frame would leave garbage behind. */
const TRUSTED_FOR = 100;

/** What of WebGL tells when something is drawn. */
export type Fences = Pick<
  WebGL2RenderingContext,
  | 'fenceSync'
  | 'getSyncParameter'
  | 'deleteSync'
  | 'isContextLost'
  | 'flush'
  | 'SYNC_GPU_COMMANDS_COMPLETE'
  | 'SYNC_STATUS'
  | 'SIGNALED'
>;

/**
 * WebGL takes whatever it is given, for seconds ahead; a fence behind a frame tells when it is drawn. There is one fence
 * at a time, and it is looked at between tasks alone, as its state never changes within one.
 */
export function createBacklog(gl: Fences): Backlog {
  let fence: WebGLSync | null = null;
  let since = 0;
  /** Frames came behind the fence, or while there was none. */
  let more = false;
  let isTrusted = false;
  /** The last fence was late: then one frame at a time is enough. */
  let isSlow = false;
  let isFull = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void)[] = [];

  function begin(): void {
    more = false;
    fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    // A fence that isn't sent is never reached.
    gl.flush();
    since = performance.now();
    timer = setTimeout(look, LOOK_EVERY);
  }

  function look(): void {
    const took = performance.now() - since;
    if (fence !== null && !isReached(fence)) {
      isFull = isSlow || took > LATE;
      timer = setTimeout(look, LOOK_EVERY);
      return;
    }
    gl.deleteSync(fence);
    fence = null;
    isSlow = took > LATE;
    if (more && !gl.isContextLost()) return begin();
    isTrusted = !isSlow;
    if (isTrusted) timer = setTimeout(lookAgain, TRUSTED_FOR);
    isFull = false;
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }

  function lookAgain(): void {
    isTrusted = false;
    if (more && !gl.isContextLost()) begin();
  }

  /** What is lost is waited for by nobody. */
  function isReached(which: WebGLSync): boolean {
    return gl.isContextLost() || gl.getSyncParameter(which, gl.SYNC_STATUS) === gl.SIGNALED;
  }

  return {
    add() {
      if (fence !== null || isTrusted) more = true;
      else if (!gl.isContextLost()) begin();
    },
    get isFull() {
      return isFull;
    },
    room: () => (isFull ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    dispose() {
      clearTimeout(timer);
      gl.deleteSync(fence);
      fence = null;
      isFull = false;
      for (const go of waiting) go();
      waiting = [];
    },
  };
}
