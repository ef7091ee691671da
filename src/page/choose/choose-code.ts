import { EFFECT_LAYERS } from '../layers/layer-kinds.ts';
import { keyOf } from '../layers/layer-keys.ts';
import { selectedTransition } from '../layers/selected-transition.ts';
import { transitionsOf } from '../layers/transitions.ts';
import { isSeveral } from '../project/pictures.ts';
import { create } from '../ui/element.ts';
import { type ChoosingFor, createSection } from './section.ts';

/** Effects of ours that are short, and worth to be read. */
const EXAMPLES = ['duotone', 'vignette', 'ripple', 'pixelate', 'plasma'];

/** Shaders: a new one, one of ours to begin with, or what the film has, as code. */
export function createCodeChoices({ project, code }: ChoosingFor): HTMLElement {
  const labelOf = (name: string) => EFFECT_LAYERS.about({ name }).label;
  const transition = createRow('Write a transition', 'between two pictures', () =>
    code.writeTransition(selectedTransition(transitionsOf(project.draft).length).place),
  );
  const own = create('ul', { className: 'choice-rows', role: 'list' });
  own.setAttribute('aria-label', 'Effects of the film');
  const ofFilm = create(
    'div',
    { className: 'card-group' },
    create('h3', {}, 'The film’s effects'),
    own,
  );
  const examples = EXAMPLES.map((name) =>
    createRow(`Begin with ${labelOf(name)}`, '', () => code.writeFrom(name)),
  );

  function update(): void {
    transition.hidden = !isSeveral(project.source);
    const specs = EFFECT_LAYERS.read(project.draft);
    ofFilm.hidden = specs.length === 0;
    own.replaceChildren(
      ...specs.map((spec) =>
        createRow(`${EFFECT_LAYERS.about(spec).label} as code`, '', () => code.edit(keyOf(spec))),
      ),
    );
  }

  project.on('spec', update);
  project.on('source', update);
  update();
  return createSection(
    'Code',
    [],
    createRows('New', [
      createRow('Write a shader', 'an effect over the picture', code.write),
      transition,
    ]),
    createRows('Examples of ours', examples),
    ofFilm,
    create(
      'p',
      { className: 'hint' },
      'An effect that is opened as code becomes your own, with its values. Files are taken as they are, dropped or opened: GLSL of our own form, ISF, Shadertoy’s and gl-transitions’.',
    ),
  );
}

function createRows(label: string, rows: readonly HTMLElement[]): HTMLElement {
  const list = create('ul', { className: 'choice-rows', role: 'list' }, ...rows);
  list.setAttribute('aria-label', label);
  return create('div', { className: 'card-group' }, create('h3', {}, label), list);
}

function createRow(label: string, about: string, onclick: () => void): HTMLElement {
  const button = create(
    'button',
    { type: 'button', className: 'choice-row', onclick },
    create('strong', {}, `{ } ${label}`),
    ...(about === '' ? [] : [create('span', {}, about)]),
  );
  return create('li', {}, button);
}
