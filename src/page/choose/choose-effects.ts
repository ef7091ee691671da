import { FAMILIES } from '../../effects/effect.ts';
import { EFFECT_NAMES, findEffect } from '../../effects/index.ts';
import { bindCardDrawing, type DrawnCard } from '../cards/card-drawing.ts';
import { EFFECT_FILMS } from '../cards/card-films.ts';
import { createDrawnCard } from './drawn-card.ts';
import { EFFECT_LAYERS, sentenceOf } from '../layers/layer-kinds.ts';
import { firstOf } from '../project/pictures.ts';
import { createCardSearch, type FoundCard } from './card-search.ts';
import { followPicture } from './own-thumbnail.ts';
import { type ChoosingFor, createGroup, createGroups, createSection } from './section.ts';

/** Cards with all effects by their families, each on the person's own picture. */
export function createEffectChoices(work: ChoosingFor): HTMLElement {
  const { project, panel, showSettings } = work;
  const drawing = bindCardDrawing(EFFECT_FILMS);
  const cards = EFFECT_NAMES.map((name) => {
    const about = EFFECT_LAYERS.about({ name });
    const { label } = about;
    const summary = sentenceOf(about);
    const [family = ''] = findEffect(name).about.families;
    const card = createDrawnCard(label, summary, () => ({ name }));
    card.button.setAttribute('aria-label', `Add ${label}`);
    card.button.onclick = () => {
      showSettings();
      panel.effects.add(name);
    };
    drawing.add(card);
    const words = `${label} ${summary} ${family}`.toLowerCase();
    return { ...card, family, words } satisfies DrawnCard & FoundCard & { family: string };
  });
  const groups = Object.entries(FAMILIES).map(([family, label]) =>
    createGroup(
      label,
      cards.filter((card) => card.family === family).map(({ element }) => element),
    ),
  );
  const search = createCardSearch('an effect', () => cards);
  const update = () => drawing.update([firstOf(project.source)]);
  project.on('source', update);
  update();
  const section = createSection('Effects', [search.field], search.found, createGroups(...groups));
  followPicture(section, project);
  return section;
}
