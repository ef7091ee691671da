import { parseSpec } from '../film/spec.ts';
import type { SpecDraft } from '../film/option.ts';
import { extent, type Size } from '../core/size.ts';
import { withoutGroups } from '../film/option-values.ts';
import { createMovement, type Movement } from '../motions/movement.ts';
import { mat3 } from 'gl-matrix';
import { frameAt } from '../core/timeline.ts';
import type { Player } from '../player/player.ts';
import { openJob } from '../render.ts';
import { closeDialog, onOpen } from './dialogs.ts';
import { byId, create } from './element.ts';
import type { Project } from './project.ts';
import { type GalleryMotion, MOTIONS } from './motions.ts';
import { warn } from './notices.ts';

/** The height of the small picture that a card moves, CSS px. */
const HEIGHT = 96;

/** Cards with the motions, each moving the current picture as it would. */
export function createGallery(player: Player, project: Project): void {
  const place = byId('gallery', HTMLUListElement);
  let thumbnail: string | undefined;
  /** What the card that was chosen last has set. */
  let chosen: SpecDraft = {};

  async function show(): Promise<void> {
    const { image } = player.plan;
    const size = {
      width: Math.max(1, Math.round((HEIGHT * image.width) / image.height)),
      height: HEIGHT,
    };
    place.replaceChildren(...MOTIONS.map((motion) => createCard(motion, size)));
    const still = await drawThumbnail(project, size);
    if (thumbnail !== undefined) URL.revokeObjectURL(thumbnail);
    thumbnail = URL.createObjectURL(still);
    place.style.setProperty('--thumbnail', `url(${thumbnail})`);
    place.style.setProperty('--period-x', `${size.width}px`);
    place.style.setProperty('--period-y', `${size.height}px`);
  }

  function createCard(motion: GalleryMotion, size: Size): HTMLElement {
    const onclick = () => {
      closeDialog('gallery-dialog');
      const before = chosen;
      chosen = { ...motion.spec };
      const edit = (draft: SpecDraft) => ({ ...keptBy(draft, before), ...motion.spec });
      project.change(edit).then(() => player.play(), warn);
    };
    const button = create(
      'button',
      { type: 'button', className: 'card', onclick },
      createPreview(motion, size),
      create('strong', {}, motion.name),
      create('span', {}, motion.summary),
    );
    return create('li', {}, button);
  }

  onOpen('gallery-dialog', () => void show().catch(warn));
}

/** What belongs to the picture and the film rather than to a motion, and was not set by the card before. */
function keptBy(draft: SpecDraft, before: SpecDraft): SpecDraft {
  const kept = withoutGroups(draft, ['motion', 'timing', 'canvas']);
  const isOfCard = (name: string, value: unknown) =>
    JSON.stringify(before[name]) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(kept).filter(([name, value]) => !isOfCard(name, value)));
}

/** Moves the small picture in steps as the film would move the large one: no canvas, no work for the page. */
function createPreview({ spec }: GalleryMotion, size: Size): HTMLElement {
  const { motions, fps } = parseSpec(spec);
  const movement = createMovement(motions, size);
  const { slide } = movement;
  const preview = create('span', { className: 'preview', 'aria-hidden': 'true' });
  if (slide === undefined) {
    preview.classList.add('stands');
    preview.append(createMoved(movement, size));
    return preview;
  }
  const step = slide.perFrame.numerator / slide.perFrame.denominator;
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
  const moved = create('span', { className: 'moved' });
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return moved;
  const timeline = { fps: { numerator: 12, denominator: 1 }, frameCount: LOOKS };
  const looks = Array.from({ length: LOOKS + 1 }, (_, look) => {
    // Behind the last look it is where it would go on to.
    const frame = { ...frameAt(look, timeline), progress: look / LOOKS };
    return { transform: asStyle(movement.place(frame, mat3.create()), size) };
  });
  moved.animate(looks, { duration: PREVIEW, iterations: Infinity });
  return moved;
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

async function drawThumbnail({ source }: Project, size: Size): Promise<Blob> {
  const doubled = { width: 2 * size.width, height: 2 * size.height };
  const drawing = await openJob(source.blob, parseSpec({ size: doubled }));
  try {
    return await drawing.still(0);
  } finally {
    await drawing.close();
  }
}
