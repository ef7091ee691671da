import { parseSpec } from '../film/spec.ts';
import type { SpecDraft } from '../film/option.ts';
import { extent, type Size } from '../core/size.ts';
import { withoutGroups } from '../film/option-values.ts';
import { createMovement } from '../motions/movement.ts';
import type { Player } from '../player/player.ts';
import { openJob } from '../render.ts';
import { closeDialog, onOpen } from './dialogs.ts';
import { byId, create } from './element.ts';
import type { Job } from './job.ts';
import { type GalleryMotion, MOTIONS } from './motions.ts';
import { warn } from './notices.ts';

/** The height of the small picture that a card moves, CSS px. */
const HEIGHT = 96;

/** Cards with the motions, each moving the current picture as it would. */
export function createGallery(player: Player, job: Job): void {
  const place = byId('gallery', HTMLUListElement);
  let thumbnail: string | undefined;

  async function show(): Promise<void> {
    const { image } = player.plan;
    const size = {
      width: Math.max(1, Math.round((HEIGHT * image.width) / image.height)),
      height: HEIGHT,
    };
    place.replaceChildren(...MOTIONS.map((motion) => createCard(motion, size)));
    const still = await drawThumbnail(job, size);
    if (thumbnail !== undefined) URL.revokeObjectURL(thumbnail);
    thumbnail = URL.createObjectURL(still);
    place.style.setProperty('--thumbnail', `url(${thumbnail})`);
    place.style.setProperty('--period-x', `${size.width}px`);
    place.style.setProperty('--period-y', `${size.height}px`);
  }

  function createCard(motion: GalleryMotion, size: Size): HTMLElement {
    const onclick = () => {
      closeDialog('gallery-dialog');
      job.change((draft) => ({ ...keptBy(draft), ...motion.spec })).then(() => player.play(), warn);
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

  onOpen('gallery-dialog', () => {
    player.pause();
    show().catch(warn);
  });
}

/** What belongs to the picture and the film rather than to a motion. */
function keptBy(draft: SpecDraft): SpecDraft {
  return withoutGroups(draft, ['motion', 'timing', 'canvas']);
}

/** Moves the small picture in steps as the film would move the large one: no canvas, no work for the page. */
function createPreview({ spec }: GalleryMotion, size: Size): HTMLElement {
  const { motions, fps } = parseSpec(spec);
  const slide = createMovement(motions, size).slide;
  const preview = create('span', { className: 'preview', 'aria-hidden': 'true' });
  if (slide === undefined) return preview;
  const step = slide.perFrame.numerator / slide.perFrame.denominator;
  const steps = Math.max(2, Math.round(extent(size, slide.axis) / Math.abs(step)));
  preview.classList.add(`along-${slide.axis}`);
  preview.style.animationDuration = `${(steps * fps.denominator) / fps.numerator}s`;
  preview.style.animationTimingFunction = `steps(${steps})`;
  preview.style.animationDirection = step < 0 ? 'reverse' : 'normal';
  return preview;
}

async function drawThumbnail({ source }: Job, size: Size): Promise<Blob> {
  const doubled = { width: 2 * size.width, height: 2 * size.height };
  const drawing = await openJob(source.blob, parseSpec({ size: doubled }));
  try {
    return await drawing.still(0);
  } finally {
    await drawing.close();
  }
}
