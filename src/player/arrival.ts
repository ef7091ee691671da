import type { Film } from './film.ts';

/** Gets what a film's frames show, where it isn't there yet. */
export interface Arrival {
  /** Whether a frame has to wait; what it waits for is on its way then. */
  isAwaited(frame: number): boolean;
}

export function isThere({ renderer }: Film, frame: number): boolean {
  return renderer.isThere === undefined || renderer.isThere(frame);
}

/** @param current the film that is played */
export function createArrival(
  current: () => Film,
  on: { readonly arrived: () => void; readonly failed: (error: unknown) => void },
): Arrival {
  let isComing = false;

  async function bring(film: Film, frame: number): Promise<void> {
    isComing = true;
    const failed = await film.renderer.bring?.(frame).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    isComing = false;
    // Nobody waits for what a film shows that isn't played any more.
    if (failed && film === current()) on.failed(failed.error);
    else on.arrived();
  }

  return {
    isAwaited(frame) {
      if (!isComing && isThere(current(), frame)) return false;
      if (!isComing) void bring(current(), frame);
      return true;
    },
  };
}
