import { StillmotionError } from '../core/errors.ts';

/** What happens to the graphics of a canvas. */
export interface ContextWatch {
  /** True from the loss of the context until it is back; it then comes back empty. */
  readonly lost: boolean;
  /**
   * Makes something on a context that lives from beginning to end; what a loss has spoilt is made once more.
   *
   * @throws StillmotionError `graphics-lost` when it is lost again, or doesn't come back
   */
  whileAlive<T>(make: () => Promise<T>, discard: (made: T) => void): Promise<T>;
}

/** Who is told of it. */
interface LossListeners {
  lost(): void;
  restored(): void;
  /** It has not come back; should it do so later, `restored` is called all the same. */
  gone(error: StillmotionError): void;
}

/** A browser that starts its graphics anew takes a second or two; one that has given up says nothing. */
const LONGEST_WAIT_SECONDS = 10;
/** What was lost twice while it was made is what the graphics can't take. */
const MOST_TRIES = 2;

/** regl, which listens already, asks for the context to come back, and has its own state back before us. */
export function watchContext(
  canvas: EventTarget,
  signal: AbortSignal,
  on: LossListeners,
): ContextWatch {
  let losses = 0;
  let lost = false;
  let alive = Promise.resolve();
  let revive = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Whoever waits is told when it takes too long, and whoever comes later at once. */
  function awaitReturn(): void {
    clearTimeout(timer);
    alive = new Promise((resolve, reject) => {
      revive = resolve;
      timer = setTimeout(() => {
        const error = neverBack();
        reject(error);
        on.gone(error);
      }, LONGEST_WAIT_SECONDS * 1000);
    });
    // Somebody may or may not be waiting.
    alive.catch(() => {});
  }

  canvas.addEventListener(
    'webglcontextlost',
    () => {
      losses++;
      lost = true;
      awaitReturn();
      on.lost();
    },
    { signal },
  );
  canvas.addEventListener(
    'webglcontextrestored',
    () => {
      lost = false;
      clearTimeout(timer);
      alive = Promise.resolve();
      revive();
      on.restored();
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer));

  return {
    get lost() {
      return lost;
    },
    async whileAlive(make, discard) {
      for (let tries = 1; ; tries++) {
        await alive;
        const before = losses;
        try {
          const made = await make();
          if (losses === before) return made;
          discard(made);
        } catch (error) {
          if (losses === before) throw error;
        }
        if (tries === MOST_TRIES) throw lostAgain();
      }
    },
  };
}

function neverBack(): StillmotionError {
  return new StillmotionError(
    'graphics-lost',
    `The graphics were lost, and the browser has not given them back for ${LONGEST_WAIT_SECONDS} s; reload the page.`,
  );
}

function lostAgain(): StillmotionError {
  return new StillmotionError(
    'graphics-lost',
    'The graphics were lost each time this was made: it takes more memory than they have. Try a smaller size.',
  );
}

/** Whether something failed because the graphics are gone. */
export function isLoss(error: unknown): boolean {
  return error instanceof StillmotionError && error.code === 'graphics-lost';
}
