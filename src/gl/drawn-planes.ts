import planesShader from '../../shaders/planes.frag?raw';
import { createNv12, type Nv12, nv12Layout } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Size } from '../core/size.ts';
import type { Regl } from './context.ts';
import { divide, type Grid } from './parts.ts';
import type { FrameUniforms, Linker } from './programs.ts';
import { createSurface } from './surface.ts';
import { createTarget } from './target.ts';

/** Makes the planes of frames, without the title, which is laid over them afterwards. */
export interface FilmPlanes {
  /** Valid until the next call. */
  make(frame: FrameUniforms): Nv12;
  dispose(): void;
}

/** Draws both planes of each frame and reads them back: what any motion could be shown by. */
export function drawPlanes(regl: Regl, plan: RenderPlan, link: Linker, film: Size): FilmPlanes {
  const { texels } = nv12Layout(film);
  const frame = createNv12(film);
  const target = createTarget(regl, texels);
  const describe = (defines: readonly string[], cell: Size, firstRow: number) => {
    const grid: Grid = { cell, firstRow, extent: film };
    const place = { parts: divide(plan.layout, undefined, grid), grid, size: texels, flip: false };
    return createSurface(regl, link(planesShader, defines), place);
  };
  const surfaces = [
    describe([], { width: 4, height: 1 }, 0),
    describe(['CHROMA'], { width: 4, height: 2 }, film.height),
  ];
  let begun = false;
  return {
    make(uniforms) {
      for (const draw of surfaces) draw(uniforms, target, !begun);
      begun = true;
      const { framebuffer } = target;
      regl.read({ framebuffer, x: 0, y: 0, ...texels, data: frame.bytes });
      return frame;
    },
    dispose: () => target.dispose(),
  };
}
