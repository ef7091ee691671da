import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { CodeDrawer } from './code-drawer.ts';
import { keepKey, keyOf, placeOf } from '../layers/layer-keys.ts';
import { EFFECT_LAYERS } from '../layers/layer-kinds.ts';
import { freeName } from './shaders.ts';
import { chooseTransition, transitionsOf } from '../layers/transitions.ts';
import { selectTransition } from '../layers/selected-transition.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

/** Opens shaders to be edited. */
export interface CodeOpener {
  /** One of the film's effects; one of ours becomes a person's own first, with the same values. */
  readonly edit: (key: number) => void;
  /** A new one, behind the others. */
  readonly write: () => void;
  /** One of ours, as a person's own, behind the others. */
  readonly writeFrom: (name: string) => void;
  /** A new transition, in the place of one. */
  readonly writeTransition: (place: number) => void;
  /** One that is somebody's own already, by its file. */
  readonly open: (file: string) => void;
  readonly close: () => void;
}

const NEW = `/*{
  "DESCRIPTION": "Tints the picture",
  "INPUTS": [
    { "NAME": "tint", "TYPE": "color", "DEFAULT": [1, 0.6, 0.2, 1] },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1 }
  ]
}*/
// uv: 0,0 is the left top corner, 1,1 the right bottom one. progress goes from 0 to 1 in the film.
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  return mix(color, color * tint, amount);
}
`;

const NEW_TRANSITION = `// progress goes from 0, the picture that goes, to 1, the one that comes.
uniform float softness; // = 0.2

vec4 transition(vec2 uv) {
  float edge = progress * (1.0 + softness);
  float comes = 1.0 - smoothstep(edge - softness, edge, uv.x);
  return mix(getFromColor(uv), getToColor(uv), comes);
}
`;

/**
 * @param makeRoom called when code is shown, which takes a good part of the page, and when it isn't any more
 * @param select shows what can be set of an effect, by its key
 */
export function bindCode(
  project: Project,
  makeRoom: (isNeeded: boolean) => void,
  select: (key: number) => void,
): CodeOpener {
  let drawer: CodeDrawer | undefined;

  async function open(file: string): Promise<void> {
    const { createCodeDrawer } = await import('./code-drawer.ts');
    drawer ??= createCodeDrawer(project, makeRoom);
    selectOf(file);
    drawer.open(file);
  }

  /** What is written has its controls beside it. */
  function selectOf(file: string): void {
    const effect = effectsIn(project.draft).find((each) => each.file === file);
    if (effect) select(keyOf(effect));
    const place = transitionsOf(project.draft).findIndex((each) => each.file === file);
    if (place >= 0) selectTransition({ place });
  }

  async function edit(key: number): Promise<void> {
    const spec = effectsIn(project.draft).find((each) => keyOf(each) === key);
    if (spec === undefined) return;
    if (spec.source !== undefined && spec.file !== undefined) return open(spec.file);
    const { name = 'effect', source, ...values } = spec;
    const { textOfEffect } = await import('./shader-texts.ts');
    const text = source ?? textOfEffect(name);
    let file = '';
    await project.change((draft) => {
      const specs = EFFECT_LAYERS.read(draft);
      const place = placeOf(key, specs);
      if (place === -1) return draft;
      file = freeName(draft, source === undefined ? `my-${name}` : 'effect');
      return EFFECT_LAYERS.write(
        draft,
        specs.with(place, keepKey({ ...values, source: text, file }, spec)),
      );
    });
    if (file !== '') await open(file);
  }

  async function write(source: string, name: string): Promise<void> {
    let file = '';
    await project.change((draft) => {
      // Not before: one that was asked for just now has its name by then.
      file = freeName(draft, name);
      return EFFECT_LAYERS.write(draft, [...EFFECT_LAYERS.read(draft), { source, file }]);
    });
    await open(file);
  }

  async function writeFrom(name: string): Promise<void> {
    const { textOfEffect } = await import('./shader-texts.ts');
    await write(textOfEffect(name), `my-${name}`);
  }

  async function writeTransition(place: number): Promise<void> {
    let file = '';
    await project.change((draft, seen) => {
      file = freeName(draft, 'my-transition');
      return chooseTransition(place, { source: NEW_TRANSITION, file })(draft, seen);
    });
    await open(file);
  }

  return {
    writeTransition: (place) => void writeTransition(place).catch(warn),
    open: (file) => void open(file).catch(warn),
    edit: (key) => void edit(key).catch(warn),
    write: () => void write(NEW, 'my-effect').catch(warn),
    writeFrom: (name) => void writeFrom(name).catch(warn),
    close: () => drawer?.close(),
  };
}

function effectsIn(draft: SpecDraft): readonly EffectSpec[] {
  return EFFECT_LAYERS.read(draft);
}
