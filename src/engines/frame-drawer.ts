import type { Size } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { FrameUniforms } from '../gl/programs.ts';
import type { DrawSurface, Surface } from '../gl/surface.ts';
import { isWholeShift } from '../gl/whole-shift.ts';

/**
 * Draws by a program that filters nothing what needs no filter.
 *
 * @param surface what draws, with more defines
 */
export function createFrameDrawer(
  { spec, exposures }: RenderPlan,
  filmSize: Size,
  surface: (defines: readonly string[]) => Surface,
): DrawSurface {
  const filtered = surface([]).draw;
  const exact = surface(['TEXEL_EXACT']).draw;
  // Effects sample between texels, too, and exposures are no single shift.
  const isPlain = spec.effects.length === 0 && exposures.length === 0;
  return (uniforms: FrameUniforms, target, all, within) => {
    const draw = isPlain && isWholeShift(uniforms.toTexel, filmSize) ? exact : filtered;
    draw(uniforms, target, all, within);
  };
}
