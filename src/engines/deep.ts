import { countSamples, type DeepFrame } from '../core/planes/deep-planes.ts';
import type { Sampling } from '../core/sampling.ts';
import { isSameSize, type Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { RenderPlan } from '../film/plan.ts';
import { createDeepTarget, type DeepTarget, deepTexels, DEEP } from '../gl/deep-target.ts';
import { giveHalfFloats } from '../gl/half-floats.ts';
import { drawSampled, type Pieces } from '../gl/gradually.ts';
import { pieces } from '../gl/pieces.ts';
import { linkScene } from '../gl/programs.ts';
import { divide, type Grid } from '../gl/regions.ts';
import type { SceneInputs } from '../gl/scene.ts';
import { SHADERS } from '../gl/shader-files.ts';
import { createSurface } from '../gl/surface.ts';
import { drawn } from './drawn.ts';
import type { DeepSource, Engine } from './engine.ts';
import { createFrameDrawer } from './frame-drawer.ts';

/** What frames of a row are drawn into and read into. */
interface Place {
  readonly target: DeepTarget;
  readonly samples: Uint16Array<ArrayBuffer>;
  /** All of it was drawn once. */
  begun: boolean;
}

/** Films of one size and sampling. */
interface Planes {
  readonly size: Size;
  readonly sampling: Sampling | undefined;
  readonly draw: Painter;
  /** A row of frames that is under way has one. */
  readonly places: Place[];
  readonly idle: Place[];
}

interface Painter {
  (frame: Frame, place: Place): void;
  /** The same, piece by piece. */
  gradually(frame: Frame, place: Place): Pieces<void>;
}

/** Draws frames, all planes at once, as any film can be made, and those of ten bits with as many. */
export const deep: Engine = { ...drawn, openDeep, deepen: giveHalfFloats };

function openDeep(scene: SceneInputs, plan: RenderPlan, assertAlive: () => void): DeepSource {
  const made: Planes[] = [];
  const find = (size: Size, sampling: Sampling | undefined): Planes => {
    const known = made.find((each) => isSameSize(each.size, size) && each.sampling === sampling);
    if (known) return known;
    const draw = createPainter(scene, plan, size, sampling);
    const planes = { size, sampling, draw, places: [], idle: [] };
    made.push(planes);
    return planes;
  };
  return {
    *planes(frames, filmSize, sampling) {
      const planes = find(filmSize, sampling);
      const place = planes.idle.pop() ?? openPlace(scene, planes);
      try {
        for (const each of drawAhead(frames, place, planes.draw)) {
          assertAlive();
          yield each;
        }
      } finally {
        planes.idle.push(place);
      }
    },
    *gradually(frame, filmSize, sampling) {
      const planes = find(filmSize, sampling);
      const place = planes.idle.pop() ?? openPlace(scene, planes);
      try {
        yield* planes.draw.gradually(frame, place);
        place.target.read(place.samples);
        assertAlive();
        return { frame, planes: place };
      } finally {
        planes.idle.push(place);
      }
    },
    dispose() {
      for (const { places } of made) for (const { target } of places) target.dispose();
    },
  };
}

function openPlace({ regl }: SceneInputs, { size, sampling, places }: Planes): Place {
  const target = createDeepTarget(regl, size, sampling);
  const place = { target, samples: new Uint16Array(countSamples(size, sampling)), begun: false };
  places.push(place);
  return place;
}

/** The next frame is drawn while the one before is looked at. */
function* drawAhead(
  frames: Iterable<Frame>,
  place: Place,
  draw: (frame: Frame, place: Place) => void,
): Generator<DeepFrame> {
  const waiting = frames[Symbol.iterator]();
  const begin = (): Frame | undefined => {
    const { value: frame, done } = waiting.next();
    if (done) return undefined;
    draw(frame, place);
    place.target.submit();
    return frame;
  };
  for (let next = begin(); next !== undefined;) {
    place.target.read(place.samples);
    const frame = next;
    next = begin();
    yield { frame, planes: place };
  }
}

function createPainter(
  scene: SceneInputs,
  plan: RenderPlan,
  filmSize: Size,
  sampling: Sampling | undefined,
): Painter {
  const { title } = scene;
  const { layout } = plan;
  const grid: Grid = { cell: { width: 4, height: sampling ? 1 : 2 }, extent: filmSize };
  const at = {
    regions: divide(layout, title && layout.title, grid),
    grid,
    size: deepTexels(filmSize, sampling),
    flip: false,
  };
  const main = [SHADERS.bt709, DEEP];
  const kind = [...(sampling ? ['WHOLE'] : []), ...(sampling === 'rgb' ? ['RGB'] : [])];
  const draw = createFrameDrawer(plan, filmSize, (defines) =>
    createSurface(scene.regl, linkScene(scene, main, [...kind, ...defines], layout, title), at),
  );
  // Where a title stood, there is the background again, which else is drawn once.
  const isAll = ({ begun }: Place) => !begun || title !== undefined;
  const paint = (frame: Frame, place: Place) => {
    const uniforms = scene.uniformsOf(frame);
    const titleSpan = scene.paintTitle(frame.index);
    draw({ ...uniforms, titleSpan }, place.target, isAll(place));
    place.begun = true;
  };
  return Object.assign(paint, {
    *gradually(frame: Frame, place: Place) {
      const { index } = frame;
      yield* drawSampled(scene.trialled, index, () => scene.place(frame));
      for (const piece of pieces(draw, at.size)) {
        draw(scene.place(frame), place.target, isAll(place), piece);
        yield piece.width * piece.height;
      }
      const titleSpan = scene.paintTitle(index);
      draw({ ...scene.place(frame), titleSpan }, place.target, isAll(place), NOWHERE);
      place.begun = true;
    },
  });
}

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };
