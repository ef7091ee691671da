/**
 * A screen that refreshes when a test says so, in the place of the browser's own; its graphics have drawn by then what
 * they were given, however slow the machine.
 */
export interface Display {
  /** Lets time pass, then refreshes; gives the time of the refresh, ms. */
  refresh(milliseconds: number): number;
  /** How many wait for the next refresh. */
  readonly waiting: number;
}

declare global {
  var display: Display;
}

/** Runs in the page before anything of its own. */
export function installDisplay(): void {
  let now = 1000;
  let last = 0;
  const waiting = new Map<number, FrameRequestCallback>();
  globalThis.requestAnimationFrame = (callback) => {
    waiting.set(++last, callback);
    return last;
  };
  globalThis.cancelAnimationFrame = (id) => void waiting.delete(id);
  const gl = WebGL2RenderingContext.prototype;
  gl.getSyncParameter = () => gl.SIGNALED;
  globalThis.display = {
    refresh(milliseconds) {
      now += milliseconds;
      const due = [...waiting.values()];
      waiting.clear();
      for (const callback of due) callback(now);
      return now;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
