import { showsSecond } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { EFFECT_LAYERS } from '../layers/layer-kinds.ts';
import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { withTransition } from '../layers/transitions.ts';
import { tell } from '../ui/notices.ts';
import { freeName } from './shaders.ts';

/**
 * Takes somebody's own shader that was dropped, opened or pasted: as an effect, behind the others; or, where it shows two
 * pictures, as the transition between those of the film.
 *
 * @throws StillmotionError `shader-failed`
 */
export async function takeShader(project: Project, source: string, name: string): Promise<void> {
  const isTransition = showsSecond(effectOf({ source, file: name }));
  if (isTransition && !isSeveral(project.source))
    throw new Error(
      `${name} goes from one picture to another, and the film has one: open several, and then ${name}.`,
    );
  await project.change((draft) => {
    const spec = { source, file: freeName(draft, name.replace(/\.\w+$/, '')) };
    return isTransition
      ? withTransition(draft, spec)
      : EFFECT_LAYERS.write(draft, [...EFFECT_LAYERS.read(draft), spec]);
  });
  tell(isTransition ? `${name} goes between the pictures.` : `${name} is the last of the effects.`);
}
