import type { EffectSpec } from '../../effects/effect.ts';
import type { CodeDrawer } from './code-drawer.ts';
import { EFFECT_LAYERS } from '../layers/layer-kinds.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

/** Opens shaders to be edited. */
export interface CodeOpener {
  /** One of the film's effects; one of ours becomes a person's own first, with the same values. */
  readonly edit: (place: number) => void;
  /** A new one, behind the others. */
  readonly write: () => void;
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

export function bindCode(project: Project): CodeOpener {
  let drawer: CodeDrawer | undefined;

  async function open(file: string): Promise<void> {
    const { createCodeDrawer } = await import('./code-drawer.ts');
    drawer ??= createCodeDrawer(project);
    drawer.open(file);
  }

  async function edit(place: number): Promise<void> {
    const spec = effectsOf(project)[place];
    if (spec === undefined) return;
    if (spec.source !== undefined && spec.file !== undefined) return open(spec.file);
    const { name = 'effect', source, ...values } = spec;
    const { textOfEffect } = await import('./shader-texts.ts');
    const file = freeName(project, spec.source === undefined ? `my-${name}` : 'effect');
    const own = { ...values, source: source ?? textOfEffect(name), file };
    await project.change((draft) =>
      EFFECT_LAYERS.write(draft, EFFECT_LAYERS.read(draft).with(place, own)),
    );
    await open(file);
  }

  async function write(): Promise<void> {
    const file = freeName(project, 'my-effect');
    await project.change((draft) =>
      EFFECT_LAYERS.write(draft, [...EFFECT_LAYERS.read(draft), { source: NEW, file }]),
    );
    await open(file);
  }

  return {
    edit: (place) => void edit(place).catch(warn),
    write: () => void write().catch(warn),
    close: () => drawer?.close(),
  };
}

function effectsOf({ draft }: Project): readonly EffectSpec[] {
  return EFFECT_LAYERS.read(draft);
}

/** By which the code is found again, and faults in it are named. */
function freeName(project: Project, stem: string): string {
  const taken = new Set(effectsOf(project).map(({ file }) => file));
  let name = `${stem}.glsl`;
  for (let n = 2; taken.has(name); n++) name = `${stem}-${n}.glsl`;
  return name;
}
