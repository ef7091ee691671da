import { showsSecond } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { EFFECT_LAYERS } from '../layers/layer-kinds.ts';
import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { chooseTransition, transitionsOf } from '../layers/transitions.ts';
import { selectedTransition, selectTransition } from '../layers/selected-transition.ts';
import { tell } from '../ui/notices.ts';
import { freeName } from './shaders.ts';

/**
 * Takes somebody's own shader that was dropped, opened or pasted: as an effect, behind the others; or, where it shows two
 * pictures, in the place of the film's transition that is selected.
 *
 * @throws StillmotionError `shader-failed`
 */
export async function takeShader(project: Project, source: string, name: string): Promise<void> {
  const isTransition = showsSecond(effectOf({ source, file: name }));
  if (isTransition && !isSeveral(project.source))
    throw new Error(
      `${name} goes from one picture to another, and the film has one: open several, and then ${name}.`,
    );
  const selected = selectedTransition(transitionsOf(project.draft).length);
  await project.change((draft, seen) => {
    const spec = { source, file: freeName(draft, name.replace(/\.\w+$/, '')) };
    return isTransition
      ? chooseTransition(selected.place, spec)(draft, seen)
      : EFFECT_LAYERS.write(draft, [...EFFECT_LAYERS.read(draft), spec]);
  });
  if (isTransition) selectTransition(selected);
  tell(isTransition ? `${name} goes between the pictures.` : `${name} is the last of the effects.`);
}
