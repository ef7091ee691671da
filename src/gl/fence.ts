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

/** How often is looked whether it is reached, ms. */
const LOOK_EVERY = 4;

/**
 * Stands behind all that the graphics were given. It is looked at between tasks alone, as its state never changes within one.
 *
 * @param reached called once all of that is drawn, or lost: what is lost is waited for by nobody
 * @param waits called at each look before that
 * @returns gives it up: nothing is called any more
 */
export function setFence(gl: Fences, reached: () => void, waits: () => void = () => {}) {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  // A fence that isn't sent is never reached.
  gl.flush();
  const isReached = () =>
    fence === null ||
    gl.isContextLost() ||
    gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED;
  let isGivenUp = false;
  function look(): void {
    if (isGivenUp) return;
    if (!isReached()) {
      lookLater(look);
      return waits();
    }
    gl.deleteSync(fence);
    reached();
  }
  lookLater(look);
  return (): void => {
    isGivenUp = true;
    gl.deleteSync(fence);
  };
}

/** Where nobody sees the page its timers come once a second, and what it exports would wait for each. */
function lookLater(look: () => void): void {
  // Workers have no document.
  if (!globalThis.document?.hidden) return void setTimeout(look, LOOK_EVERY);
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    port1.close();
    look();
  });
  port1.start();
  port2.postMessage(0);
}

/** Done when all that the graphics were given is drawn, or lost. */
export function untilDrawn(gl: Fences): Promise<void> {
  return new Promise((resolve) => void setFence(gl, resolve));
}
