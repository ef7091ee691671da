import type { EffectSpec } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { RANDOM, transitionChoices } from '../../film/spec/transition.ts';
import { bindCardDrawing, type DrawnCard } from '../cards/card-drawing.ts';
import { TRANSITION_FILMS } from '../cards/card-films.ts';
import { capital } from '../controls/field.ts';
import { describeTurns, jointsOf, turnsOf } from '../layers/joints.ts';
import {
  onTransitionSelected,
  selectedTransition,
  selectTransition,
} from '../layers/selected-transition.ts';
import { chooseTransition, transitionLabel, transitionsOf } from '../layers/transitions.ts';
import { picturesOf } from '../project/pictures.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { createCardSearch, type FoundCard } from './card-search.ts';
import { createDrawnCard } from './drawn-card.ts';
import { followPicture } from './own-thumbnail.ts';
import { type ChoosingFor, createSection } from './section.ts';

/** A transition to be chosen. */
interface Card extends DrawnCard, FoundCard {
  readonly effect: EffectSpec;
}

/** Cards with all transitions, between the person's own two pictures: those where the selected one has its turn. */
export function createTransitionChoices({ project, code, showSettings }: ChoosingFor): HTMLElement {
  const cards = new Map<string, Card>();
  const search = createCardSearch('a transition', () => cards.values());
  const target = create('p', { className: 'hint' });
  const list = create('ul', { className: 'choice-cards', role: 'list' });
  list.setAttribute('aria-label', 'Transitions to choose from');
  const write = create(
    'button',
    { type: 'button', className: 'write-shader', onclick: () => code.writeTransition(at().place) },
    '{ } Write one …',
  );

  const specs = () => transitionsOf(project.draft);
  const turns = (place: number) => turnsOf(place, specs().length, jointsOf(project.plan));

  /** The selected one, and where it is looked at. */
  function at() {
    const { place, joint } = selectedTransition(specs().length);
    return { place, joint: joint ?? turns(place)[0]?.nth };
  }

  function pair(): readonly Blob[] {
    const { from, to } = jointsOf(project.plan)[at().joint ?? 0] ?? { from: 1, to: 2 };
    const pictures = picturesOf(project.source);
    return [from, to].flatMap((number) => pictures[number - 1]?.blob ?? []);
  }

  function choose(id: string, { effect }: Card): void {
    showSettings();
    const { place, joint } = at();
    if (id !== idOf(specs()[place] ?? {}))
      project.change(chooseTransition(place, effect)).catch(warn);
    selectTransition({ place, joint });
  }

  /** The one that is chosen shows what is set of it. */
  function shownEffect(id: string, effect: EffectSpec): EffectSpec {
    const spec = specs()[at().place] ?? {};
    return idOf(spec) === id ? withoutDuration(spec) : effect;
  }

  function add(effect: EffectSpec): void {
    const id = idOf(effect);
    const label = transitionLabel(effect);
    const about = aboutOf(effect);
    const drawn = createDrawnCard(label, about, () =>
      shownEffect(id, cards.get(id)?.effect ?? effect),
    );
    const { button } = drawn;
    if (isRandom(effect)) button.classList.add('by-chance');
    const card: Card = { ...drawn, effect, words: `${label} ${about}`.toLowerCase() };
    button.onclick = () => choose(id, cards.get(id) ?? card);
    cards.set(id, card);
    list.append(card.element);
    drawing.add(card);
  }

  function update(): void {
    // Somebody's own stays to be chosen again, as it was last.
    for (const spec of specs()) {
      const known = cards.get(idOf(spec));
      if (known === undefined) add(withoutDuration(spec));
      else if (spec.source !== undefined)
        cards.set(idOf(spec), { ...known, effect: withoutDuration(spec) });
    }
    const { place } = at();
    const selected = specs()[place] ?? {};
    for (const [id, { button }] of cards)
      button.setAttribute('aria-pressed', String(id === idOf(selected)));
    target.hidden = specs().length < 2;
    target.textContent = `A card changes ${transitionLabel(selected)}, ${describeTurns(turns(place))}.`;
    search.filter();
    drawing.update(pair());
  }

  const drawing = bindCardDrawing(TRANSITION_FILMS);
  for (const name of transitionChoices()) add({ name });
  onTransitionSelected(update);
  project.on('spec', update);
  update();
  const section = createSection('Transitions', [search.field], target, search.found, list, write);
  followPicture(section, project);
  return section;
}

function idOf({ name, source, file }: EffectSpec): string {
  return source === undefined ? (name ?? '') : `${file ?? ''}:own`;
}

function withoutDuration(spec: EffectSpec): EffectSpec {
  const { duration: _, ...effect } = spec;
  return effect;
}

function isRandom({ name, source }: EffectSpec): boolean {
  return name === RANDOM && source === undefined;
}

/** What it does, as a sentence without its full stop. */
function aboutOf(effect: EffectSpec): string {
  if (isRandom(effect)) return 'One of ours, by chance';
  return capital(effectOf(effect).about.summary ?? '');
}
