import type { Clock } from './clock.ts';

/** Shows what is due at each refresh of the screen, while the film plays and its page is seen. */
export interface Pulse {
  readonly playing: boolean;
  setPlaying(playing: boolean): void;
  /** Goes on, where nothing keeps it from that. */
  goOn(): void;
  /** Time stands still until it goes on. */
  halt(): void;
}

export interface PulseListeners {
  /** The clock has come to another moment. */
  readonly due: () => void;
  readonly playing: (playing: boolean) => void;
  /** False while nothing can be drawn; left out: it always can. */
  readonly canDraw?: () => boolean;
  /** True where a frame would only wait for those before: time goes on all the same; left out: never. */
  readonly isBusy?: () => boolean;
}

/** @param signal ends it */
export function createPulse(
  clock: Clock,
  { due, playing: tell, canDraw = () => true, isBusy = () => false }: PulseListeners,
  signal: AbortSignal,
): Pulse {
  /** A worker has none. */
  const page: Document | undefined = globalThis.document;
  let playing = false;
  let request = 0;

  function refresh(now: number): void {
    request = 0;
    if (!isBusy()) {
      clock.tick(now);
      due();
      if (clock.ended) setPlaying(false);
    }
    goOn();
  }

  function goOn(): void {
    if (request === 0 && playing && canDraw() && page?.hidden !== true)
      request = requestAnimationFrame(refresh);
  }

  function halt(): void {
    cancelAnimationFrame(request);
    request = 0;
    clock.halt();
  }

  function setPlaying(next: boolean): void {
    if (next === playing) return;
    playing = next;
    if (playing) goOn();
    else halt();
    tell(playing);
  }

  page?.addEventListener('visibilitychange', () => (page.hidden ? halt() : goOn()), { signal });
  return {
    get playing() {
      return playing;
    },
    setPlaying,
    goOn,
    halt,
  };
}
