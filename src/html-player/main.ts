import { StillmotionError } from '../core/errors.ts';
import { openDrawing } from './drawing.ts';
import { createPlayback, type Playback } from './playback.ts';
import { readFilm } from './read-page.ts';

// The script of an HTML page: plays the film that the page holds.

const canvas = find('canvas');
const button = find('button');
const main = find('main');

start().catch(standStill);

async function start(): Promise<void> {
  const film = readFilm(document);
  let playback: Playback | undefined;
  const drawing = await openDrawing(canvas, film, {
    changed: () => playback?.redraw(),
    failed: standStill,
  });
  playback = createPlayback(film, drawing, { playing: label, shown, failed: standStill });
  listen(playback, film.range.last);
  const asked = frameInAddress();
  if (asked !== undefined) playback.show(asked);
  else if (wantsNoMotion()) playback.show(film.range.first);
  else playback.play();
  label(playback.playing);
  button.hidden = film.range.first === film.range.last;
}

/** A frame is seen from the first one on. */
function shown(frame: number): void {
  canvas.dataset['frame'] = String(frame);
  canvas.hidden = false;
}

function label(playing: boolean): void {
  button.textContent = playing ? 'Pause' : 'Play';
  main.classList.toggle('paused', !playing);
}

function listen(playback: Playback, last: number): void {
  const toggle = () => (playback.playing ? playback.pause() : playback.play());
  const keys: Readonly<Record<string, () => void>> = {
    ' ': toggle,
    ArrowLeft: () => playback.step(-1),
    ArrowRight: () => playback.step(1),
    Home: () => playback.show(0),
    End: () => playback.show(last),
  };
  main.addEventListener('click', toggle);
  document.addEventListener('keydown', (event) => {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    // A button is pressed by its own keys.
    if (altKey || ctrlKey || metaKey || (key === ' ' && target === button)) return;
    const act = keys[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  addEventListener('hashchange', () => {
    const asked = frameInAddress();
    if (asked !== undefined) playback.show(asked);
  });
}

/** `film.html#12` stands at frame 12. */
function frameInAddress(): number | undefined {
  return /^#\d{1,9}$/.test(location.hash) ? Number(location.hash.slice(1)) : undefined;
}

function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Where nothing can be drawn the first picture is seen as it is, and a line says why. */
function standStill(error: unknown): void {
  canvas.hidden = true;
  button.hidden = true;
  const [picture] = document.images;
  if (picture) picture.hidden = false;
  const why =
    error instanceof StillmotionError && error.code === 'graphics-unavailable'
      ? 'This browser has no WebGL2'
      : `The film can’t be drawn here (${error instanceof Error ? error.message : String(error)})`;
  find('p[role=status]').textContent = `${why}, so that the picture stands still.`;
}

function find<K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K];
function find(selector: string): Element;
function find(selector: string): Element {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
