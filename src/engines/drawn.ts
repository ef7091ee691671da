import { createNv12, nv12Layout } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import { divide, type Grid } from '../gl/parts.ts';
import { linkScene } from '../gl/programs.ts';
import { SHADERS } from '../gl/shader-files.ts';
import { createSurface } from '../gl/surface.ts';
import { createTarget } from '../gl/target.ts';
import type { Engine } from './engine.ts';

/** Draws both planes of each frame and reads them back: any film can be made so. */
export const drawn: Engine = {
  name: 'drawn',
  refuses: () => undefined,
  open(scene, { layout }, film) {
    const { regl } = scene;
    const { texels } = nv12Layout(film);
    const nv12 = createNv12(film);
    const target = createTarget(regl, texels);
    const surface = (defines: readonly string[], cell: Size, firstRow: number) => {
      const grid: Grid = { cell, firstRow, extent: film };
      const place = { parts: divide(layout, undefined, grid), grid, size: texels, flip: false };
      return createSurface(regl, linkScene(scene, SHADERS.planes, defines), place);
    };
    const surfaces = [
      surface([], { width: 4, height: 1 }, 0),
      surface(['CHROMA'], { width: 4, height: 2 }, film.height),
    ];
    let begun = false;
    return {
      planes(frame) {
        const uniforms = scene.uniformsOf(frame);
        for (const draw of surfaces) draw(uniforms, target, !begun);
        begun = true;
        const { framebuffer } = target;
        regl.read({ framebuffer, x: 0, y: 0, ...texels, data: nv12.bytes });
        return nv12;
      },
      dispose: () => target.dispose(),
    };
  },
};
