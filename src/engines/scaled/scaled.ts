import type { mat3 } from 'gl-matrix';
import type { FramePlanes } from '../../core/planes/nv12.ts';
import type { Axis, Size } from '../../core/size.ts';
import type { Frame } from '../../core/timeline.ts';
import { backgroundColor, BLUR } from '../../film/frame/background.ts';
import { movementOf, rangeLength, type RenderPlan } from '../../film/plan.ts';
import { TRANSPARENT } from '../../film/spec/seen-through.ts';
import type { SceneInputs } from '../../gl/scene.ts';
import { drawn } from '../drawn.ts';
import type { Engine, FrameSource } from '../engine.ts';
import { type Depth, depthOf } from './footprint.ts';
import {
  createLevelReader,
  type LevelPlanes,
  type Placed,
  type SampledLevel,
} from './image-planes.ts';
import { createKernel, refuseKernel } from './kernel.ts';
import { createResampler } from './resampler.ts';

/** To convert the image takes as long as to draw so many frames. */
const FRAMES_AN_IMAGE = 3;
/** Larger images are not kept in memory, px: eight bytes each, with its levels. */
const LARGEST_IMAGE = 20 << 20;

/**
 * Converts the image once and resamples it by its axes, first along its rows, then along its columns: what moves and
 * grows without being turned. A linear filter and the conversion to Y′CbCr may change places.
 */
export const scaled: Engine = {
  name: 'scaled',
  refuses(plan) {
    const { spec, texture } = plan;
    if (plan.show !== undefined) return 'the film has several pictures';
    if (spec.effects.length > 0) return 'the film has effects';
    if (spec.background === BLUR) return 'the background is a picture that stands still';
    if (spec.background === TRANSPARENT) return 'the background is transparent';
    const { upright, edges } = movementOf(plan);
    if (!upright) return 'the motion turns the picture';
    if (edges.x === 'background' || edges.y === 'background')
      return 'the background is seen beside the picture';
    if (plan.exposures.length > 0) return 'samples and shutter mix several frames into one';
    if (spec.filter !== 'linear') return `its filter is linear, and ${spec.filter} was asked for`;
    if (rangeLength(plan.range) <= FRAMES_AN_IMAGE)
      return 'the film is too short to convert a picture for';
    if (texture.width * texture.height > LARGEST_IMAGE)
      return 'the picture is too large to be kept';
    return refuseKernel();
  },
  open(scene, plan, filmSize) {
    const source = createSource(scene, plan, filmSize);
    // Where a pixel covers more along one axis, the shader looks at several places.
    let others: FrameSource | undefined;
    return {
      *planes(frames) {
        for (const frame of frames) {
          const made = source.make(frame);
          if (made) yield made;
          else yield* (others ??= drawn.open(scene, plan, filmSize)).planes([frame]);
        }
      },
      dispose: () => others?.dispose(),
    };
  },
};

function createSource(scene: SceneInputs, plan: RenderPlan, filmSize: Size) {
  const { regl, image } = scene;
  const { layout, texture, spec } = plan;
  const { edges } = movementOf(plan);
  const kernel = createKernel();
  const resample = createResampler(kernel, layout, filmSize, edges);
  const readLevel = createLevelReader(regl, image, backgroundColor(spec.background));
  const read: LevelPlanes[] = [];
  const levelAt = (number: number, share: number, toTexel: mat3): SampledLevel => {
    const planes = (read[number] ??= readLevel(kernel, number));
    return {
      planes,
      share,
      x: placed(toTexel, 'x', planes.size.width / texture.width),
      y: placed(toTexel, 'y', planes.size.height / texture.height),
    };
  };
  return {
    /** `undefined` for a frame that has to be drawn. */
    make(frame: Frame): FramePlanes | undefined {
      const { toTexel } = scene.uniformsOf(frame);
      const depth: Depth | undefined = plan.shrinks ? depthOf(toTexel, texture) : WHOLE_IMAGE;
      if (depth === undefined) return undefined;
      const { finer, coarser } = depth;
      const levels = [levelAt(finer, 1 - coarser, toTexel)];
      if (coarser > 0) levels.push(levelAt(finer + 1, coarser, toTexel));
      return { frame, planes: resample(levels) };
    },
  };
}

const WHOLE_IMAGE: Depth = { finer: 0, coarser: 0 };

/** @param scale texels of the level in one of the image */
function placed(toTexel: mat3, axis: Axis, scale: number): Placed {
  const [step, shift] = axis === 'x' ? [toTexel[0], toTexel[6]] : [toTexel[4], toTexel[7]];
  // A pixel's middle.
  return { first: (0.5 * step + shift) * scale, step: step * scale };
}
