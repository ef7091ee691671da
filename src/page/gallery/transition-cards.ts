import type { EffectSpec } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { RANDOM, transitionChoices } from '../../film/spec/transition.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import { capital } from '../controls/field.ts';
import { chooseTransition, transitionLabel, transitionsOf } from '../layers/transitions.ts';
import { picturesOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import {
  onTransitionSelected,
  selectedTransition,
  selectTransition,
} from '../layers/selected-transition.ts';
import { describeTurns, jointsOf, turnsOf } from '../layers/joints.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { bindCardDrawing, type DrawnCard } from './card-drawing.ts';

/** A transition to be chosen. */
interface Card extends DrawnCard {
  readonly effect: EffectSpec;
  readonly words: string;
}

/** Cards with all transitions, between the person's own two pictures: those where the selected one has its turn. */
export function createTransitionCards(project: Project, code: CodeOpener) {
  const cards = new Map<string, Card>();
  const field = create('input', {
    type: 'search',
    placeholder: 'Find a transition',
    'aria-label': 'Find a transition',
  });
  const target = create('p', { className: 'hint' });
  const list = create('ul', { className: 'transition-cards', role: 'list' });
  list.setAttribute('aria-label', 'Transitions to choose from');
  const found = create('p', { className: 'hint', role: 'status' });
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
    const still = create('canvas', { width: 1, height: 1 });
    const picture = create('span', { className: 'picture', 'aria-hidden': 'true' }, still);
    const button = create(
      'button',
      {
        type: 'button',
        className: isRandom(effect) ? 'transition-card by-chance' : 'transition-card',
        title: about,
      },
      picture,
      create('span', { className: 'name' }, label),
    );
    const card: Card = {
      effect,
      words: `${label} ${about}`.toLowerCase(),
      element: create('li', {}, button),
      button,
      picture,
      still,
      shown: () => shownEffect(id, cards.get(id)?.effect ?? effect),
    };
    button.onclick = () => choose(id, cards.get(id) ?? card);
    cards.set(id, card);
    list.append(card.element);
    drawing.add(card);
  }

  function filter(): void {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = [...cards.values()];
    for (const card of all) card.element.hidden = !words.every((word) => card.words.includes(word));
    const isNone = all.every(({ element }) => element.hidden);
    found.textContent = isNone ? 'No transition is called so.' : '';
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
    filter();
    drawing.update(pair());
  }

  const drawing = bindCardDrawing();
  for (const name of transitionChoices()) add({ name });
  field.oninput = filter;
  field.onkeydown = (event) => {
    // The form around it is sent nowhere.
    if (event.key === 'Enter') event.preventDefault();
  };
  onTransitionSelected(update);
  return {
    elements: [field, target, list, found, create('p', { className: 'row' }, write)],
    update,
  };
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
