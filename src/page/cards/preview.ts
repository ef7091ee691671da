import { asNumber } from '../../core/fraction.ts';
import { mat3 } from 'gl-matrix';
import { parseSpec, type SpecInput } from '../../film/spec/spec.ts';
import { type Axis, extent, type Size } from '../../core/size.ts';
import { frameAt } from '../../core/timeline.ts';
import type { Edge, Edges } from '../../motions/motion.ts';
import { createMovement, type Movement } from '../../motions/movement.ts';
import { create } from '../ui/element.ts';

/** Gives the previews within a place their size. */
export function sizePreviews(place: HTMLElement, { width, height }: Size): void {
  place.style.setProperty('--period-x', `${width}px`);
  place.style.setProperty('--period-y', `${height}px`);
}

/** Gives them their small picture. */
export function showThumbnail(place: HTMLElement, url: string): void {
  place.style.setProperty('--thumbnail', `url(${url})`);
}

/** Ends what moves within a place that is about to go: the browser keeps whatever goes on moving without an end. */
export function stopPreviews(place: HTMLElement): void {
  for (const animation of place.getAnimations({ subtree: true })) animation.cancel();
}

/**
 * What moves within a card does so under the pointer and under the keyboard's focus alone.
 *
 * @param mayMove asked each time; where it says something else, what comes back is called
 */
export function moveWhilePointedAt(card: HTMLElement, mayMove = () => true): () => void {
  const move = (pointedAt: boolean) => {
    for (const animation of card.getAnimations({ subtree: true }))
      if (pointedAt && mayMove()) animation.play();
      else animation.pause();
  };
  const follow = () => move(card.matches(':hover, :focus-visible'));
  card.addEventListener('pointerenter', () => move(true));
  card.addEventListener('pointerleave', () => move(card.matches(':focus-visible')));
  card.addEventListener('focus', () => move(card.matches(':focus-visible')));
  card.addEventListener('blur', () => move(false));
  // What moves by itself distracts.
  requestAnimationFrame(follow);
  return follow;
}

/** Moves the small picture in steps as the film would move the large one: no canvas, no work for the page. */
export function createPreview(spec: SpecInput, size: Size): HTMLElement {
  const { motions, fps } = parseSpec(spec);
  const movement = createMovement(motions, size);
  const { slide } = movement;
  const preview = create('span', { className: 'preview', 'aria-hidden': 'true' });
  if (slide === undefined) {
    preview.classList.add('stands');
    preview.append(createMoved(movement, size));
    return preview;
  }
  const step = asNumber(slide.perFrame);
  const steps = Math.max(2, Math.round(extent(size, slide.axis) / Math.abs(step)));
  preview.classList.add(`along-${slide.axis}`);
  preview.style.animationDuration = `${(steps * fps.denominator) / fps.numerator}s`;
  preview.style.animationTimingFunction = `steps(${steps})`;
  preview.style.animationDirection = step < 0 ? 'reverse' : 'normal';
  return preview;
}

/** How long the preview of a motion takes, ms. */
const PREVIEW = 4000;
/** Places of it that are looked at; the browser goes evenly from one to the next. */
const LOOKS = 48;

/** The small picture, moved by the page's own style as the film would move it. */
function createMoved(movement: Movement, size: Size): HTMLElement {
  const timeline = { fps: { numerator: 12, denominator: 1 }, frameCount: LOOKS };
  const places = Array.from({ length: LOOKS + 1 }, (_, look) => {
    // Behind the last look it is where it would go on to.
    const frame = { ...frameAt(look, timeline), progress: look / LOOKS };
    return movement.place(frame, mat3.create());
  });
  const moved = create('span', { className: 'moved' }, ...createTiles(movement.edges, places));
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return moved;
  const looks = places.map((place) => ({ transform: asStyle(place, size) }));
  moved.animate(looks, { duration: PREVIEW, iterations: Infinity });
  return moved;
}

/** The picture, and around it what comes into sight beyond its edges. */
function createTiles({ x, y }: Edges, places: readonly mat3[]): HTMLElement[] {
  /** Of the pictures that lie side by side along an axis, those that the frame's corners come to. */
  const reach = (edge: Edge, axis: Axis) => {
    if (edge !== 'mirror' && edge !== 'repeat') return [0];
    const at = places.flatMap((m) => {
      const [start, right, down] = axis === 'x' ? [m[6], m[0], m[3]] : [m[7], m[1], m[4]];
      return [start, start + right, start + down, start + right + down];
    });
    const first = Math.floor(Math.min(0, ...at));
    return Array.from({ length: Math.ceil(Math.max(1, ...at)) - first }, (_, n) => first + n);
  };
  return reach(y, 'y').flatMap((down) =>
    reach(x, 'x').map((along) => {
      const tile = create('span');
      const flips = [x === 'mirror' && along % 2 !== 0, y === 'mirror' && down % 2 !== 0];
      const scale = flips.map((flip) => (flip ? -1 : 1)).join(', ');
      tile.style.transform = `translate(${along * 100}%, ${down * 100}%) scale(${scale})`;
      return tile;
    }),
  );
}

/** Where a frame samples the picture → where the picture is in the frame, as CSS writes it. */
function asStyle(place: mat3, { width, height }: Size): string {
  const toPx = mat3.fromScaling(mat3.create(), [width, height]);
  const fromPx = mat3.fromScaling(mat3.create(), [1 / width, 1 / height]);
  const seen = mat3.invert(mat3.create(), place) ?? mat3.create();
  const m = mat3.multiply(mat3.create(), toPx, mat3.multiply(seen, seen, fromPx));
  const [a, b, c, d, e, f, g, h, i] = m;
  return `matrix3d(${[a, b, 0, c, d, e, 0, f, 0, 0, 1, 0, g, h, 0, i].join(', ')})`;
}
