import type { RenderPlan } from '../film/plan.ts';
import type { Files } from '../film/spec-files.ts';
import { parseSpec, type SpecInput } from '../film/spec.ts';
import { isSameSize } from '../core/size.ts';
import { createContext, type GraphicsContext } from '../gl/context.ts';
import { tryOut } from './canvas-size.ts';
import { createClock, type LoopMode } from './clock.ts';
import { watchContext, isLoss } from './context-loss.ts';
import { createPulse } from './pulse.ts';
import { createEmitter, type Emitter } from './emitter.ts';
import {
  changeFilm,
  type Film,
  type FilmStage,
  openFilm,
  rebuildFilm,
  releaseFilm,
} from './film.ts';

/** What a player tells, and with what. */
export interface PlayerEvents {
  /** A frame is on the canvas. */
  frame: number;
  playing: boolean;
  /** Spec or picture have changed; sizes and frame counts are decided. */
  plan: RenderPlan;
  /** The graphics context is lost (true), or is back with everything on it (false). */
  lost: boolean;
  /** What went wrong while nobody waited for it. */
  error: unknown;
}

/** A film that plays on a canvas. */
export interface Player {
  readonly plan: RenderPlan;
  /** The frame that the canvas shows. */
  readonly frame: number;
  readonly playing: boolean;
  readonly loop: LoopMode;
  readonly speed: number;
  /** As the driver names itself. */
  readonly renderer: string;
  /** The longest side of a picture, px. */
  readonly maxTextureSize: number;
  /** Frames drawn since the player was made. */
  readonly presented: number;
  /** Frames that were due but left out, as the next one was due already. */
  readonly skipped: number;
  /** Goes on from the frame that is shown; from the first where a film that plays once has ended. */
  play(): void;
  pause(): void;
  /** Shows a frame, whole and within the film; anything else becomes the nearest that is. */
  seek(frame: number): void;
  /**
   * Draws another frame, calls `take` while the canvas holds it, and draws the one that is shown again: nobody
   * sees it.
   */
  peek(frame: number, take: (canvas: HTMLCanvasElement) => void): void;
  /** What comes after the last frame. */
  setLoop(loop: LoopMode): void;
  /** Times the frame rate; negative plays backwards. */
  setSpeed(speed: number): void;
  /**
   * Changes the job; playback goes on at the same frame.
   *
   * @param files that effects read; left out: those that were given before
   * @throws StillmotionError `usage`, `frame-too-large`, …: the film is then as it was
   */
  setSpec(spec: SpecInput, files?: Files): Promise<void>;
  /**
   * Changes the picture (`null`: the built-in one), and the job with it where one is given.
   *
   * @throws StillmotionError `picture-undecodable`, `picture-too-large`, …: the film is then as it was
   */
  setImage(image: Blob | null, spec?: SpecInput, files?: Files): Promise<void>;
  /** Listens; the function that comes back ends it. */
  readonly on: Emitter<PlayerEvents>['on'];
  /** Frees everything; the canvas keeps what it shows, and another player can be made on it. */
  dispose(): void;
}

/**
 * Plays a film on a canvas, paused at frame 0 at first. The canvas gets the film's size in pixels; CSS
 * says how large it is seen. Each frame is drawn once, when it is due; while nothing changes, nothing is
 * drawn. In a hidden page time stands still. A later player on the same canvas takes it over: the one before
 * draws no more.
 *
 * @param image an encoded picture (PNG, JPEG, WebP, AVIF, GIF, BMP), or `null` for the built-in one
 * @param spec the job; what is left out has its default
 * @param files what effects of the spec read (`table`, `depth`), by the names that it has for them
 * @throws StillmotionError with the code of what went wrong
 */
export async function createPlayer(
  canvas: HTMLCanvasElement,
  image: Blob | null,
  spec: SpecInput = {},
  files: Files = {},
): Promise<Player> {
  const parsed = parseSpec(spec);
  const context = createContext(canvas);
  try {
    const stage: FilmStage = { context, assertShows: (size) => tryOut(context, size) };
    return startPlayer(canvas, context, await openFilm(stage, image, parsed, files));
  } catch (error) {
    context.dispose();
    throw error;
  }
}

function startPlayer(canvas: HTMLCanvasElement, context: GraphicsContext, first: Film): Player {
  const { on, emit } = createEmitter<PlayerEvents>();
  let film = first;
  let loop: LoopMode = 'repeat';
  let speed = 1;
  const clock = createClock({ ...film.plan, speed, loop });
  /** What draws has lost what it needs. */
  let blank = false;
  let shown = -1;
  let presented = 0;

  function show(frame: number): void {
    if (blank || frame === shown || !context.hasCanvas) return;
    try {
      film.guard?.assertAffordable(frame);
      film.renderer.draw(frame);
    } catch (error) {
      // The event that tells of the loss is still on its way.
      if (!isLoss(error)) throw error;
      blank = true;
      return;
    }
    shown = frame;
    presented++;
    emit('frame', frame);
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
    { due: showDue, playing: (playing) => emit('playing', playing), canDraw: () => !blank },
    listening.signal,
  );

  function setPace(): void {
    clock.setPace({ ...film.plan, speed, loop });
  }

  function fail(error: unknown): void {
    pulse.setPlaying(false);
    emit('error', error);
  }

  function fitCanvas({ plan }: Film): void {
    const { canvas: size } = plan.layout;
    if (context.hasCanvas && !isSameSize(canvas, size)) context.resize(size);
  }

  /** Draws on a canvas that has lost what it showed. */
  function redraw(): void {
    shown = -1;
    show(clock.frame);
  }

  const stage: FilmStage = { context, assertShows: (size) => tryOut(context, size, redraw) };

  /** Puts a film in the place of the one before, in one go: an empty canvas is never seen. */
  function swap(next: Film): void {
    try {
      next.guard?.assertAffordable(Math.min(clock.frame, next.plan.frameCount - 1));
      fitCanvas(next);
    } catch (error) {
      releaseFilm(next, film);
      redraw();
      throw error;
    }
    releaseFilm(film, next);
    if (next.renderer !== film.renderer) {
      blank = graphics.lost;
      shown = -1;
    }
    film = next;
    setPace();
    emit('plan', film.plan);
    show(clock.frame);
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
        return await make();
      } catch (error) {
        assertAlive();
        throw error;
      }
    };
    const result = changes.then(build).then(swap);
    changes = result.catch(() => {});
    return result;
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
  fitCanvas(film);
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
    peek(frame, take) {
      if (blank || !context.hasCanvas) return;
      film.renderer.draw(frame);
      take(canvas);
      film.renderer.draw(shown);
    },
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
      change(async () =>
        openFilm(stage, blob, next ? parseSpec(next) : film.plan.spec, given, film),
      ),
    on,
    dispose() {
      listening.abort();
      pulse.setPlaying(false);
      releaseFilm(film);
      context.dispose();
    },
  };
}
