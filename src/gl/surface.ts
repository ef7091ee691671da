import { mat3 } from 'gl-matrix';
import type { Rect, Size } from '../core/size.ts';
import type { Buffer, Regl } from './context.ts';
import { createFrame } from '../core/timeline.ts';
import { areOnlyImage, type Grid, type Regions, triangles } from './regions.ts';
import type { DrawProps, FrameUniforms, Program, Programs } from './programs.ts';
import type { Target } from './target.ts';
import { NO_COLUMNS, type Span } from '../titles/image.ts';

/**
 * Draws one plane into a target, `null` being the screen; `all` of it, or what changes from frame to
 * frame. But for its title nothing is drawn beyond `within`, texels of the target; left out: all.
 */
export type DrawSurface = (
  frame: FrameUniforms,
  target: Drawable | null,
  all: boolean,
  within?: Rect,
) => void;

/** What draws a plane, for as long as it is wanted. */
export interface Surface {
  readonly draw: DrawSurface;
  /** Frees its buffers; whose context goes as a whole needs none of this. */
  dispose(): void;
}

/** A framebuffer, whatever is attached to it, or the rows of one from `firstRow` on. */
interface Drawable extends Pick<Target, 'framebuffer'> {
  readonly firstRow?: number;
  /** Triangles beyond which nothing has changed since it was drawn last, clip coordinates; left out: all may have. */
  readonly part?: number[][] | undefined;
}

/** How a plane lies in what it is drawn into. */
export interface SurfacePlace {
  readonly regions: Regions;
  readonly grid: Grid;
  /** Of the target, texels. */
  readonly size: Size;
  /** The screen's first row is its last. */
  readonly flip: boolean;
}

/** What is set anew for each draw. */
const NOTHING: Mutable<FrameUniforms & Pick<DrawProps, 'framebuffer' | 'firstRow' | 'scissor'>> = {
  toTexel: mat3.create(),
  subframes: [],
  titleSpan: NO_COLUMNS,
  frame: createFrame(),
  framebuffer: null,
  firstRow: 0,
  scissor: undefined,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createSurface(regl: Regl, programs: Programs, place: SurfacePlace): Surface {
  const { regions, grid, size, flip } = place;
  const screenHeight = flip ? size.height : 0;
  const fixed = { screenHeight, size, coarseness: grid.cell.width } as const;
  const buffers: Buffer[] = [];
  const keep = (corners: number[][]) => {
    const buffer = regl.buffer(corners);
    buffers.push(buffer);
    return buffer;
  };
  const painter = (program: Program, rects: readonly Rect[]) => {
    if (rects.length === 0) return () => {};
    const shape = triangles(rects, size, flip);
    const corners = keep(shape);
    let partCorners: Buffer | undefined;
    // One object for all frames, as regl reads it at once.
    const props = { ...NOTHING, ...fixed, corners, count: shape.length };
    return (frame: FrameUniforms, target: Drawable | null, scissor?: Rect, part?: number[][]) => {
      if (part) partCorners = partCorners?.(part) ?? keep(part);
      props.corners = (part && partCorners) ?? corners;
      props.count = part?.length ?? shape.length;
      props.toTexel = frame.toTexel;
      props.subframes = frame.subframes;
      props.titleSpan = frame.titleSpan;
      props.frame = frame.frame;
      props.framebuffer = target && target.framebuffer;
      props.firstRow = target?.firstRow ?? 0;
      props.scissor = scissor;
      program(props);
    };
  };
  const drawWhole = painter(programs.whole, regions.whole);
  const drawImage = painter(programs.image, regions.image);
  const drawBorder = painter(programs.whole, regions.border);
  const drawTitle = painter(programs.title, regions.title);
  const [titleRows] = regions.title;
  // Where the canvas is nothing but the image, the whole of it never has to be drawn.
  const onlyImage = areOnlyImage(regions);

  return {
    draw(frame, target, all, within) {
      if (all && !onlyImage) drawWhole(frame, target, within);
      else drawBorder(frame, target, within);
      // Elsewhere its texels hold other things, too.
      const part = all || !onlyImage ? undefined : target?.part;
      if (!all || onlyImage) drawImage(frame, target, within, part);
      if (titleRows) drawTitle(frame, target, inColumns(titleRows, frame.titleSpan, place));
    },
    dispose() {
      for (const buffer of buffers.splice(0)) buffer.destroy();
    },
  };
}

/** The texels of a rectangle that touch these columns of the canvas, counted from the target's own row 0. */
function inColumns(
  { y, height }: Rect,
  { from, to }: Span,
  { grid, size, flip }: SurfacePlace,
): Rect {
  const x = Math.floor(from / grid.cell.width);
  return {
    x,
    y: flip ? size.height - y - height : y,
    width: Math.ceil(to / grid.cell.width) - x,
    height,
  };
}
