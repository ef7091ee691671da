/** What happens to the graphics of a canvas. */
export interface ContextWatch {
  /** True from the loss of the context until it is back; it then comes back empty. */
  readonly lost: boolean;
  /** Makes something on a context that lives from beginning to end; what a loss has spoilt is made again. */
  whileAlive<T>(make: () => Promise<T>, discard: (made: T) => void): Promise<T>;
}

/** regl, which listens already, asks for the context to come back, and has its own state back before us. */
export function watchContext(
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
  on: { lost(): void; restored(): void },
): ContextWatch {
  let losses = 0;
  let lost = false;
  let alive = Promise.resolve();
  let revive = () => {};

  canvas.addEventListener(
    'webglcontextlost',
    () => {
      losses++;
      lost = true;
      alive = new Promise((resolve) => (revive = resolve));
      on.lost();
    },
    { signal },
  );
  canvas.addEventListener(
    'webglcontextrestored',
    () => {
      lost = false;
      revive();
      on.restored();
    },
    { signal },
  );

  return {
    get lost() {
      return lost;
    },
    async whileAlive(make, discard) {
      for (;;) {
        await alive;
        const before = losses;
        try {
          const made = await make();
          if (losses === before) return made;
          discard(made);
        } catch (error) {
          if (losses === before) throw error;
        }
      }
    },
  };
}
