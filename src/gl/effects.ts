import { type Segment, planChain } from '../effects/chain.ts';
import { composeSegment } from '../effects/compose.ts';
import { linkOf } from '../effects/index.ts';
import { secondsAt } from '../core/timeline.ts';
import type { Size } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Framebuffer2D } from './context.ts';
import {
  type DrawProps,
  type FrameUniforms,
  type LinkedEffects,
  linkScene,
  type ProgramInputs,
  type Programs,
} from './programs.ts';
import { SHADERS } from './shader-files.ts';
import { createTarget, type Target } from './target.ts';

/** The effects of a film on the GPU. */
interface Effects {
  /** What stands where pixels are shown. */
  readonly open: LinkedEffects;
  /** The same for who draws many frames of it: what is the same in all of them is a constant there. */
  readonly openInFilms: LinkedEffects;
  /** Draws the textures that it samples. */
  draw(frame: FrameUniforms): void;
  /** Each of these, to be drawn in part. */
  readonly parts: readonly DrawnPart[];
  dispose(): void;
}

/** Something that is drawn into a target of its own. */
export interface DrawnPart {
  readonly size: Size;
  readonly framebuffer: Framebuffer2D;
  /** @param shape triangles, in clip coordinates, and within what; left out: all of it */
  draw(
    frame: FrameUniforms,
    shape?: Partial<Pick<DrawProps, 'corners' | 'count' | 'scissor'>>,
  ): void;
}

/** The one triangle that covers all, clip coordinates. */
const WHOLE = [
  [-1, -1],
  [3, -1],
  [-1, 3],
];

/**
 * @param inputs without effects
 * @param coarseness pixels of the canvas along each side of one that is drawn
 */
export function createEffects(inputs: ProgramInputs, coarseness = 1): Effects | undefined {
  const { regl, plan } = inputs;
  if (plan.spec.effects.length === 0) return undefined;
  const { closed, open } = planChain(plan.spec.effects.map(linkOf));
  const { box } = plan.layout;
  const targets: Target[] = [];
  const made: Programs[] = [];
  const corners = regl.buffer(WHOLE);
  const whole = { corners, count: WHOLE.length };
  const parts = closed.map((segment): DrawnPart => {
    const scale = segment.scale / coarseness;
    const width = Math.max(1, Math.round(box.width * scale));
    const height = Math.max(1, Math.round(box.height * scale));
    const { files, defines, uniforms } = linkSegment(inputs, segment, targets);
    const linked = { files, defines, uniforms: { ...uniforms, targetSize: [width, height] } };
    const programs = linkScene({ ...inputs, effects: linked }, [SHADERS.pass]);
    made.push(programs);
    const target = createTarget(regl, { width, height }, {}, inputs.deepen);
    targets.push(target);
    const { framebuffer } = target;
    return {
      size: { width, height },
      framebuffer,
      draw: (frame, shape) =>
        programs.image({ ...frame, ...whole, ...shape, screenHeight: 0, framebuffer }),
    };
  });
  let inFilms: LinkedEffects | undefined;
  return {
    open: linkSegment(inputs, open, targets),
    get openInFilms() {
      // Of a transition there are many in a film, each of another seed: its shader should be one.
      inFilms ??= linkSegment(inputs, open, targets, inputs.second === undefined);
      return inFilms;
    },
    draw(frame) {
      for (const part of parts) part.draw(frame);
    },
    parts,
    dispose() {
      corners.destroy();
      for (const each of [...targets, ...made]) each.dispose();
    },
  };
}

function linkSegment(
  { plan, second, files: fromFiles }: ProgramInputs,
  segment: Segment,
  targets: readonly Target[],
  asConstants = false,
): LinkedEffects {
  const { files, uniforms, samplers, fromFiles: read } = composeSegment(segment, asConstants);
  const textures = [...samplers].map(([name, at]) => [name, targets[at]?.texture] as const);
  const ofFiles = [...read].map(([name, file]) => fromFiles?.uniformsOf(name, file));
  return {
    files: [
      SHADERS.turns,
      SHADERS.alike,
      SHADERS.effect,
      ...(samplers.size > 0 ? [SHADERS.blur] : []),
      ...(read.size > 0 ? [SHADERS.files] : []),
      ...files,
    ],
    defines: ['EFFECTS', ...(second ? ['SECOND'] : [])],
    uniforms: {
      ...uniforms,
      ...Object.fromEntries(textures),
      ...Object.assign({}, ...ofFiles),
      ...(second && { second }),
      ...frameUniforms(plan),
    },
  };
}

/** What effects read of a frame. */
function frameUniforms({ frameCount, fps }: RenderPlan) {
  const of =
    <T>(read: (frame: FrameUniforms['frame']) => T) =>
    (_: unknown, { frame }: DrawProps): T =>
      read(frame);
  return {
    sceneFrame: of(({ index }) => index),
    sceneProgress: of(({ progress }) => progress),
    scenePassage: of(({ index }) => (index % frameCount) / Math.max(frameCount - 1, 1)),
    sceneTime: of(({ index }) => secondsAt(index, fps)),
  };
}
