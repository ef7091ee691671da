import planesShader from '../../shaders/planes.frag?raw';
import { nv12Layout } from '../core/nv12.ts';
import type { RenderPlan } from '../core/plan.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Framebuffer2D, GraphicsContext } from './context.ts';
import { divide, type Grid } from './parts.ts';
import type { FrameUniforms, Linker, Programs } from './programs.ts';
import { createStrips, type StripPlane, type Strips } from './strips.ts';
import { createSurface, type ImagePart, type SurfacePlace } from './surface.ts';
import { copyPart, createTarget } from './target.ts';
import { createWindows, windowDefines } from './windows.ts';

/** Where the planes of a frame stand ready to be read, as large as `nv12Layout` says. */
export interface Region {
  readonly framebuffer: Framebuffer2D;
  /** Its first texel there. */
  readonly x: number;
  readonly y: number;
}

/** Makes the planes of frames, without the title, which is laid over them afterwards. */
export interface FilmPlanes {
  make(frame: FrameUniforms): Region;
  dispose(): void;
}

/** One of the two planes: Y′, or Cb and Cr. */
interface Plane {
  readonly defines: readonly string[];
  readonly programs: Programs;
  readonly place: SurfacePlace;
}

/** Makes planes in the way that takes least: found in strips, or drawn from those or from windows. */
export function createFilmPlanes(
  context: GraphicsContext,
  plan: RenderPlan,
  link: Linker,
  film: Size,
): FilmPlanes {
  const describe = (defines: readonly string[], cell: Size, firstRow: number): Plane => {
    const grid: Grid = { cell, firstRow, extent: film };
    const parts = divide(plan.layout, undefined, grid);
    const place = { parts, grid, size: nv12Layout(film).texels, flip: false };
    return { defines, programs: link(planesShader, defines), place };
  };
  const planes = [
    describe([], { width: 4, height: 1 }, 0),
    describe(['CHROMA'], { width: 4, height: 2 }, film.height),
  ];
  return findPlanes(context, plan, planes) ?? drawPlanes(context, plan, planes, link, film);
}

/** Where film and image are one and roll along x, both planes of a frame lie in one piece of one strip. */
function findPlanes(
  context: GraphicsContext,
  plan: RenderPlan,
  planes: readonly Plane[],
): FilmPlanes | undefined {
  const whole = planes.every(({ place }) => isOnlyImage(place));
  if (!whole || plan.spec.motion.axis !== 'x') return undefined;
  const strips = createStrips(context, plan, planes.flatMap(stripPlanes));
  if (strips === undefined) return undefined;
  return {
    make(frame) {
      const { strip, x, y } = strips.find(frame);
      return { framebuffer: strip.framebuffer, x, y };
    },
    dispose: () => strips.dispose(),
  };
}

function isOnlyImage({ parts: { image, rim, whole } }: SurfacePlace): boolean {
  const [all] = whole;
  const [inner] = image;
  return rim.length === 0 && inner?.width === all?.width && inner?.height === all?.height;
}

function stripPlanes({ programs, place: { parts, grid } }: Plane): StripPlane[] {
  return parts.image.map((rect) => ({ program: programs.image, rect, grid }));
}

/** Draws both planes into a target of their own. */
function drawPlanes(
  context: GraphicsContext,
  plan: RenderPlan,
  planes: readonly Plane[],
  link: Linker,
  film: Size,
): FilmPlanes {
  const target = createTarget(context.regl, nv12Layout(film).texels);
  const imageParts: ImagePart[] = [];
  const surfaces = planes.map((plane) => {
    const imagePart = createImagePart(context, plan, plane, link);
    if (imagePart) imageParts.push(imagePart);
    return createSurface(context.regl, plane.programs, plane.place, imagePart);
  });
  let begun = false;
  return {
    make(frame) {
      for (const draw of surfaces) draw(frame, target, !begun);
      begun = true;
      return { framebuffer: target.framebuffer, x: 0, y: 0 };
    },
    dispose() {
      target.dispose();
      for (const part of imageParts) part.dispose();
    },
  };
}

function createImagePart(
  context: GraphicsContext,
  plan: RenderPlan,
  plane: Plane,
  link: Linker,
): ImagePart | undefined {
  const { defines, place } = plane;
  const [rect] = place.parts.image;
  const strips = createStrips(context, plan, stripPlanes(plane));
  if (strips && rect) return copyFrom(strips, rect);
  const drawWindows = link(planesShader, [...defines, ...windowDefines(plan)]).image;
  return createWindows(context, plan, drawWindows, defines, place);
}

function copyFrom(strips: Strips, { x, y, width, height }: Rect): ImagePart {
  return {
    draw(frame, target) {
      const from = strips.find(frame);
      copyPart(from.strip, { x: from.x, y: from.y, width, height }, target, x, y);
    },
    dispose: () => strips.dispose(),
  };
}
