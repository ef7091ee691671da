/**
 * Waits for something, but no longer than until a signal. Unlike in a race with one promise for all waits, nothing
 * is kept of a wait that is over: that promise would hold the result of each until it settles itself.
 *
 * @throws the signal's reason; what the work failed with
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
