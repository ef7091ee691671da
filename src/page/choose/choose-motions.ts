import type { OptionGroup, SpecDraft } from '../../film/options/option.ts';
import { withoutGroups } from '../../film/options/option-values.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import { MOTIONS } from '../../motions/index.ts';
import { createPreview, moveWhilePointedAt, sizePreviews } from '../cards/preview.ts';
import { isExporting, onExporting } from '../project/exports-under-way.ts';
import { MOTION_LAYERS, sentenceOf } from '../layers/layer-kinds.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { createCardSearch, type FoundCard } from './card-search.ts';
import { MOTION_PRESETS, type MotionPreset } from './motion-presets.ts';
import { followPicture } from './own-thumbnail.ts';
import { type ChoosingFor, createGroup, createGroups, createSection } from './section.ts';

/** Of what a card shows, CSS px; as in styles/choose.css. */
const CARD = { width: 108, height: 72 };

interface MotionCard extends FoundCard {
  readonly button: HTMLButtonElement;
}

/** Cards with the motions, each moving the person's own picture as it would, and presets of them. */
export function createMotionChoices(work: ChoosingFor): HTMLElement {
  const { player, project, panel, showSettings } = work;
  const { motions } = panel;

  const cards = MOTIONS.map((motion) => {
    const { name, label } = motion;
    const summary = sentenceOf({ ...motion, parameters: [] });
    const card = createCard(label, summary, { motions: [{ kind: name }] }, () => {
      showSettings();
      motions.use(name);
      player.play();
    });
    const more = `Add ${label} to the others`;
    const add = create(
      'button',
      {
        type: 'button',
        className: 'add-one',
        'aria-label': more,
        title: more,
        onclick() {
          showSettings();
          motions.add(name);
        },
      },
      '+',
    );
    card.element.append(add);
    return { ...card, name };
  });

  /** What the preset that was chosen last has set. */
  let chosen: SpecDraft = {};
  const presets = MOTION_PRESETS.map((preset) =>
    createCard(preset.name, preset.summary, preset.spec, () => {
      showSettings();
      const before = chosen;
      chosen = { ...preset.spec };
      const edit = (draft: SpecDraft) => ({
        ...keptBy(draft, before, preset.spec),
        ...preset.spec,
      });
      project.change(edit).then(() => player.play(), warn);
    }),
  );

  const search = createCardSearch('a motion', () => [...cards, ...presets]);
  const section = createSection(
    'Motions',
    [search.field],
    search.found,
    createGroups(
      createGroup('Motions', elementsOf(cards)),
      createGroup('Presets', elementsOf(presets)),
    ),
    create(
      'p',
      { className: 'hint aside' },
      'A click puts a motion in the place of the selected one; + adds it to the others.',
    ),
  );

  sizePreviews(section, CARD);
  function update(): void {
    const kinds = MOTION_LAYERS.read(project.draft).map(({ kind }) => kind);
    for (const { name, button } of cards)
      button.setAttribute('aria-pressed', String(kinds.includes(name)));
  }

  project.on('spec', update);
  update();
  followPicture(section, project);
  return section;
}

function createCard(
  label: string,
  summary: string,
  spec: SpecInput,
  onclick: () => void,
): MotionCard {
  const button = create(
    'button',
    {
      type: 'button',
      className: 'choice-card',
      'aria-label': `Use ${label}`,
      title: summary,
      onclick,
    },
    createPreview(spec, CARD),
    create('span', { className: 'name' }, label),
  );
  onExporting(moveWhilePointedAt(button, () => !isExporting()));
  return {
    element: create('li', {}, button),
    button,
    words: `${label} ${summary}`.toLowerCase(),
  };
}

const elementsOf = (cards: readonly FoundCard[]) => cards.map(({ element }) => element);

/**
 * What belongs to the picture, its frame and the film rather than to the preset's motion, and was not set by the preset
 * before. One that says how the frame is laid out, or of how many pixels its steps are, has a frame or a time of its own.
 */
function keptBy(draft: SpecDraft, before: SpecDraft, preset: MotionPreset['spec']): SpecDraft {
  const says = (group: OptionGroup) =>
    Object.keys(withoutGroups({ ...preset }, [group])).length < Object.keys(preset).length;
  const hasSteps = preset.motions?.some((motion) => 'step' in motion) ?? true;
  const kept = withoutGroups(draft, [
    'motion',
    ...(hasSteps || says('timing') ? (['timing'] as const) : []),
    ...(says('canvas') ? (['canvas'] as const) : []),
  ]);
  const isOfPreset = (name: string, value: unknown) =>
    JSON.stringify(before[name]) === JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(kept).filter(([name, value]) => !isOfPreset(name, value)),
  );
}
