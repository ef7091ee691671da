import type { Pictures } from '../film/time/show.ts';
import type { Files } from '../film/carried/spec-files.ts';
import { parseSpec, type SpecInput } from '../film/spec/spec.ts';
import { shrunk } from '../core/size.ts';
import { type Canvas, createContext, type GraphicsContext } from '../gl/context.ts';
import { createArrival, isThere } from './arrival.ts';
import { tryOut } from './canvas-size.ts';
import { createClock, type LoopMode } from './clock.ts';
import { watchContext, isLoss } from './context-loss.ts';
import { createPulse } from './pulse.ts';
import { createScreen } from './screen.ts';
import { createEmitter } from './emitter.ts';
import type { Player, PlayerEvents } from './playback.ts';
import type { Film, FilmStage } from './film.ts';
import { changeFilm, openFilm, rebuildFilm, releaseFilm } from './open-film.ts';

export type { Player };

/**
 * Plays a film on a canvas, paused at frame 0 at first. The canvas gets the film's size in pixels; CSS
 * says how large it is seen. Each frame is drawn once, when it is due and the graphics are done with those
 * before; while nothing changes, nothing is drawn. In a hidden page time stands still; a worker, which plays on
 * an `OffscreenCanvas`, knows of none. A later player on the
 * same canvas takes it over: the one before draws no more.
 *
 * @param image an encoded picture (PNG, JPEG, WebP, AVIF, GIF, BMP), `null` for the built-in one, or as many as the
 *   spec's `pictures` are, which follow one another
 * @param spec the job; what is left out has its default
 * @param files what effects of the spec read (`table`, `depth`), by the names that it has for them
 * @throws StillmotionError with the code of what went wrong
 */
export async function createPlayer(
  canvas: Canvas,
  image: Pictures,
  spec: SpecInput = {},
  files: Files = {},
): Promise<Player> {
  const parsed = parseSpec(spec);
  const context = createContext(canvas);
  try {
    const { signal } = new AbortController();
    const stage: FilmStage = { context, assertShows: (size) => tryOut(context, size), signal };
    return startPlayer(canvas, context, await openFilm(stage, image, parsed, files));
  } catch (error) {
    context.dispose();
    throw error;
  }
}

function startPlayer(canvas: Canvas, context: GraphicsContext, first: Film): Player {
  const { on, emit } = createEmitter<PlayerEvents>();
  let film = first;
  let loop: LoopMode = 'repeat';
  let speed = 1;
  const clock = createClock({ ...film.plan, speed, loop });
  /** What draws has lost what it needs. */
  let blank = false;
  let shown = -1;
  let presented = 0;
  const { backlog } = context;
  const screen = createScreen(canvas, context, (error) => fail(error));

  function show(frame: number): void {
    if (blank || frame === shown || !context.hasCanvas) return;
    // What comes may take the place of what is drawn bit by bit for the frame before.
    screen.move();
    if (arrival.isAwaited(frame)) return;
    try {
      film.guard?.assertAffordable(frame);
      screen.draw(film, frame);
    } catch (error) {
      // The event that tells of the loss is still on its way.
      if (!isLoss(error)) throw error;
      blank = true;
      return;
    }
    shown = frame;
    presented++;
    if (!pulse.playing) screen.rest(showWhole);
    emit('frame', frame);
  }

  /** Until what a frame shows is there, what was shown stays, and time goes on. */
  const arrival = createArrival(() => film, {
    arrived: showDue,
    failed: (error) => (isLoss(error) ? (blank = true) : fail(error)),
  });

  /** The frame that was shown coarser, as it is. */
  function showWhole(): void {
    if (blank || !context.hasCanvas) return;
    try {
      if (!arrival.isAwaited(shown)) screen.draw(film, shown);
    } catch (error) {
      if (isLoss(error)) blank = true;
      else fail(error);
    }
  }

  /** Nobody waits for it: what goes wrong is told. */
  function showDue(): void {
    try {
      show(clock.frame);
    } catch (error) {
      fail(error);
    }
  }

  const listening = new AbortController();
  const pulse = createPulse(
    clock,
    {
      due: showDue,
      playing(playing) {
        if (!playing) screen.rest(showWhole);
        emit('playing', playing);
      },
      canDraw: () => !blank,
      isBusy: () => backlog.isFull,
    },
    listening.signal,
  );

  function setPace(): void {
    clock.setPace({ ...film.plan, speed, loop });
  }

  function fail(error: unknown): void {
    pulse.setPlaying(false);
    emit('error', error);
  }

  /** Draws on a canvas that has lost what it showed. */
  function redraw(): void {
    shown = -1;
    show(clock.frame);
  }

  const stage: FilmStage = {
    context,
    assertShows: (size) => tryOut(context, size, redraw),
    signal: listening.signal,
  };

  /** Puts a film in the place of the one before, in one go: an empty canvas is never seen. */
  function swap(next: Film): void {
    // Nobody is there to show it any more.
    if (listening.signal.aborted) return releaseFilm(next, film);
    try {
      next.guard?.assertAffordable(Math.min(clock.frame, next.plan.frameCount - 1));
      screen.fit(next.plan);
    } catch (error) {
      releaseFilm(next, film);
      redraw();
      throw error;
    }
    const before = film;
    if (next.renderer !== before.renderer) {
      blank = graphics.lost;
      shown = -1;
    }
    film = next;
    setPace();
    try {
      emit('plan', film.plan);
      show(clock.frame);
    } finally {
      // Not sooner: what both draw with stays compiled.
      releaseFilm(before, next);
    }
    pulse.goOn();
  }

  // One change after the other: each begins with what the one before has left.
  let changes: Promise<unknown> = Promise.resolve();
  function change(make: () => Promise<Film>): Promise<void> {
    const build = () => graphics.whileAlive(makeAlive, (made) => releaseFilm(made, film));
    // What fails because of a loss is called so, whatever it says itself.
    const makeAlive = async () => {
      const assertAlive = context.watch();
      try {
        return await withFrame(await make());
      } catch (error) {
        assertAlive();
        throw error;
      }
    };
    const result = changes
      .then(() => backlog.room())
      .then(build)
      .then(swap);
    changes = result.catch(() => {});
    return result;
  }

  /** A film with what it will show first, so that an empty canvas is never seen. */
  async function withFrame(next: Film): Promise<Film> {
    const frame = Math.min(clock.frame, next.plan.frameCount - 1);
    try {
      if (!isThere(next, frame)) await next.renderer.bring?.(frame);
      return next;
    } catch (error) {
      releaseFilm(next, film);
      throw error;
    }
  }

  const graphics = watchContext(canvas, listening.signal, {
    lost() {
      blank = true;
      pulse.halt();
      emit('lost', true);
    },
    gone: fail,
    restored() {
      change(() => rebuildFilm(stage, film)).then(() => emit('lost', false), fail);
    },
  });
  screen.fit(film.plan);
  show(0);

  return {
    get plan() {
      return film.plan;
    },
    get frame() {
      return clock.frame;
    },
    get playing() {
      return pulse.playing;
    },
    get loop() {
      return loop;
    },
    get speed() {
      return speed;
    },
    get presented() {
      return presented;
    },
    get skipped() {
      return clock.skipped;
    },
    get coarseness() {
      return screen.coarseness;
    },
    get exposures() {
      return Math.ceil(film.plan.exposures.length / screen.nth);
    },
    get refined() {
      return screen.refined;
    },
    get busy() {
      return backlog.isFull;
    },
    renderer: context.renderer,
    maxTextureSize: context.maxTextureSize,
    play() {
      if (clock.ended) clock.seek(speed < 0 ? film.plan.frameCount - 1 : 0);
      pulse.setPlaying(true);
    },
    pause: () => pulse.setPlaying(false),
    seek(frame) {
      const whole = Math.round(frame) || 0;
      clock.seek(Math.min(Math.max(whole, 0), film.plan.frameCount - 1));
      showDue();
    },
    peek(frame, side) {
      if (blank || backlog.isFull || !isThere(film, frame)) return undefined;
      film.guard?.assertAffordable(frame);
      const whole = film.plan.layout.canvas;
      const by = Math.max(1, Math.floor(Math.max(whole.width, whole.height) / side));
      const { width, height } = shrunk(whole, by);
      return new ImageData(film.renderer.pixels(frame, by, screen.nth), width, height);
    },
    setCoarseness: (coarseness) => screen.setCoarseness(coarseness),
    setLoop(next) {
      loop = next;
      setPace();
    },
    setSpeed(next) {
      speed = next;
      setPace();
    },
    setSpec: (next, given) => change(async () => changeFilm(stage, film, parseSpec(next), given)),
    setImage: (blob, next, given = film.files.given) =>
      change(async () => openFilm(stage, blob, next ? parseSpec(next) : film.spec, given, film)),
    on,
    dispose() {
      listening.abort();
      pulse.setPlaying(false);
      screen.dispose();
      releaseFilm(film);
      context.dispose();
    },
  };
}
