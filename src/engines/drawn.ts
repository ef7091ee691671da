import type { FramePlanes } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { RenderPlan } from '../film/plan.ts';
import {
  createFrameTarget,
  frameTexels,
  type FramePlace,
  type FrameTarget,
} from '../gl/frame-target.ts';
import { around, coveredBy, coversPart, type Shape, trianglesOf } from '../gl/covered-part.ts';
import { drawSampled, type Pieces } from '../gl/gradually.ts';
import { pieces } from '../gl/pieces.ts';
import { divide, type Grid } from '../gl/regions.ts';
import { type FrameUniforms, linkScene } from '../gl/programs.ts';
import type { SceneInputs } from '../gl/scene.ts';
import { SHADERS } from '../gl/shader-files.ts';
import { createSurface } from '../gl/surface.ts';
import type { Engine } from './engine.ts';
import { createFrameDrawer } from './frame-drawer.ts';

/**
 * So many pixels are drawn before anybody waits for them. To ask and to wait takes as long for small frames as
 * for large ones.
 */
const PIXELS_AT_ONCE = 4 * 640 * 480;
const MOST_AT_ONCE = 8;

/** Draws frames, all planes at once, and reads them back: any film can be made so. */
export const drawn: Engine = {
  name: 'drawn',
  refuses: () => undefined,
  open(scene, plan, filmSize) {
    const draw = createPainter(scene, plan, filmSize);
    const count = Math.floor(PIXELS_AT_ONCE / (filmSize.width * filmSize.height));
    const made: FrameTarget[] = [];
    const idle: FrameTarget[] = [];
    const open = () => {
      const target = createFrameTarget(scene.regl, filmSize, Math.min(count, MOST_AT_ONCE));
      made.push(target);
      return target;
    };
    return {
      *planes(frames) {
        const target = idle.pop() ?? open();
        try {
          yield* drawAhead(frames, target, draw);
        } finally {
          idle.push(target);
        }
      },
      *gradually(frame) {
        const target = idle.pop() ?? open();
        try {
          const [place] = target.places;
          if (place === undefined) throw new Error('a target has room for no frame');
          yield* draw.gradually(frame, place);
          target.read(1);
          return { frame, planes: place.planes };
        } finally {
          idle.push(target);
        }
      },
      dispose() {
        for (const target of made) target.dispose();
      },
    };
  },
};

interface Painter {
  (frame: Frame, place: FramePlace): void;
  /** The same, piece by piece. */
  gradually(frame: Frame, place: FramePlace): Pieces<void>;
}

/** The next frames are drawn while those before them are looked at. */
function* drawAhead(
  frames: Iterable<Frame>,
  target: FrameTarget,
  draw: Painter,
): Generator<FramePlanes> {
  const waiting = frames[Symbol.iterator]();
  const begin = () => {
    const begun: FramePlanes[] = [];
    for (const place of target.places) {
      const { value: frame, done } = waiting.next();
      if (done) break;
      draw(frame, place);
      begun.push({ frame, planes: place.planes });
    }
    target.submit();
    return begun;
  };
  for (let drawing = begin(); drawing.length > 0;) {
    target.read(drawing.length);
    const ready = drawing;
    drawing = begin();
    yield* ready;
  }
}

function createPainter(scene: SceneInputs, plan: RenderPlan, filmSize: Size): Painter {
  const { regl } = scene;
  const grid: Grid = { cell: { width: 4, height: 2 }, extent: filmSize };
  const place = {
    regions: divide(plan.layout, undefined, grid),
    grid,
    size: frameTexels(filmSize),
    flip: false,
  };
  const draw = createFrameDrawer(plan, filmSize, (defines) =>
    createSurface(regl, linkScene(scene, [SHADERS.bt709, SHADERS.frame], defines), place),
  );
  const isPart = coversPart(plan);
  /** What the image covers in a place, as it was drawn there last. */
  const covered = new Map<FramePlace, Shape | undefined>();
  const begin = (uniforms: FrameUniforms, at: FramePlace) => {
    const now = isPart ? coveredBy(uniforms.toTexel, plan.texture) : undefined;
    const before = covered.get(at);
    const part = now && before && trianglesOf(around(now, before), place);
    return { target: { ...at, part }, all: !covered.has(at), end: () => covered.set(at, now) };
  };
  const paint = (frame: Frame, at: FramePlace) => {
    const uniforms = scene.uniformsOf(frame);
    const { target, all, end } = begin(uniforms, at);
    draw(uniforms, target, all);
    end();
  };
  return Object.assign(paint, {
    *gradually(frame: Frame, at: FramePlace) {
      const uniforms = () => scene.place(frame);
      yield* drawSampled(scene.trialled, frame.index, uniforms);
      const { target, all, end } = begin(uniforms(), at);
      for (const { x, y, width, height } of pieces(draw, place.size)) {
        draw(uniforms(), target, all, { x, y: y + at.firstRow, width, height });
        yield width * height;
      }
      end();
    },
  });
}
