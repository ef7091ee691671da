import { createNv12 } from '../core/nv12.ts';
import { createFrameTarget } from '../gl/frame-target.ts';
import { divide, type Grid } from '../gl/parts.ts';
import { linkScene } from '../gl/programs.ts';
import { SHADERS } from '../gl/shader-files.ts';
import { createSurface } from '../gl/surface.ts';
import type { Engine } from './engine.ts';

/** Draws each frame, all planes at once, and reads it back: any film can be made so. */
export const drawn: Engine = {
  name: 'drawn',
  refuses: () => undefined,
  open(scene, { layout }, film) {
    const { regl } = scene;
    const nv12 = createNv12(film);
    const target = createFrameTarget(regl, film);
    const grid: Grid = { cell: { width: 4, height: 2 }, extent: film };
    const place = { parts: divide(layout, undefined, grid), grid, size: target.size, flip: false };
    const draw = createSurface(regl, linkScene(scene, [SHADERS.bt709, SHADERS.frame]), place);
    let begun = false;
    return {
      planes(frame) {
        draw(scene.uniformsOf(frame), target, !begun);
        begun = true;
        target.read(nv12);
        return nv12;
      },
      dispose: () => target.dispose(),
    };
  },
};
