import { parseSpec } from '../../film/spec/spec.ts';
import type { OptionGroup, SpecDraft } from '../../film/options/option.ts';
import type { Size } from '../../core/size.ts';
import { withoutGroups } from '../../film/options/option-values.ts';
import type { Player } from '../../player/player.ts';
import { openJob } from '../../render.ts';
import { closeDialog, onOpen } from '../ui/dialogs.ts';
import { byId, create } from '../ui/element.ts';
import type { Project } from '../project/project.ts';
import { type GalleryMotion, MOTIONS } from './motions.ts';
import { warn } from '../ui/notices.ts';
import { createPreview, showThumbnail, sizePreviews, stopPreviews } from './preview.ts';
import { firstOf } from '../project/pictures.ts';

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
    sizePreviews(place, size);
    stopPreviews(place);
    place.replaceChildren(...MOTIONS.map((motion) => createCard(motion, size)));
    const still = await drawThumbnail(project, size);
    if (thumbnail !== undefined) URL.revokeObjectURL(thumbnail);
    thumbnail = URL.createObjectURL(still);
    showThumbnail(place, thumbnail);
  }

  function createCard(motion: GalleryMotion, size: Size): HTMLElement {
    const onclick = () => {
      closeDialog('gallery-dialog');
      const before = chosen;
      chosen = { ...motion.spec };
      const edit = (draft: SpecDraft) => ({
        ...keptBy(draft, before, motion.spec),
        ...motion.spec,
      });
      project.change(edit).then(() => player.play(), warn);
    };
    const button = create(
      'button',
      { type: 'button', className: 'card', onclick },
      createPreview(motion.spec, size),
      create('strong', {}, motion.name),
      create('span', {}, motion.summary),
    );
    return create('li', {}, button);
  }

  onOpen('gallery-dialog', () => void show().catch(warn));
}

/**
 * What belongs to the picture, its frame and the film rather than to the card's motion, and was not set by the card
 * before. A card that says how the frame is laid out, or of how many pixels its steps are, has a frame or a time of its own.
 */
function keptBy(draft: SpecDraft, before: SpecDraft, card: GalleryMotion['spec']): SpecDraft {
  const says = (group: OptionGroup) =>
    Object.keys(withoutGroups({ ...card }, [group])).length < Object.keys(card).length;
  const hasSteps = card.motions?.some((motion) => 'step' in motion) ?? true;
  const kept = withoutGroups(draft, [
    'motion',
    ...(hasSteps || says('timing') ? (['timing'] as const) : []),
    ...(says('canvas') ? (['canvas'] as const) : []),
  ]);
  const isOfCard = (name: string, value: unknown) =>
    JSON.stringify(before[name]) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(kept).filter(([name, value]) => !isOfCard(name, value)));
}

async function drawThumbnail({ source }: Project, size: Size): Promise<Blob> {
  const doubled = { width: 2 * size.width, height: 2 * size.height };
  const drawing = await openJob(firstOf(source), parseSpec({ size: doubled }));
  try {
    return await drawing.still(0);
  } finally {
    await drawing.close();
  }
}
