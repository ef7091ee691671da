import { mat3 } from 'gl-matrix';
import type { Layout } from '../film/frame/layout.ts';
import { movementOf, type RenderPlan } from '../film/plan.ts';
import { through } from '../motions/movement.ts';
import { isSameSize, shrunk, type Size } from '../core/size.ts';
import { createFrame, type Frame, setFrame } from '../core/timeline.ts';
import type { GraphicsContext, Regl, Texture2D } from './context.ts';
import { divide, type Grid } from './regions.ts';
import {
  type FrameUniforms,
  linkScene,
  type ProgramInputs,
  type Programs,
  type TitleTexture,
} from './programs.ts';
import { createBackdrop } from './backdrop.ts';
import { createEffects } from './effects.ts';
import { createFileTextures, type DecodedFiles, NO_FILES } from './files.ts';
import { type ImageTexture } from './image.ts';
import { SHADERS } from './shader-files.ts';
import { createSurface, type Surface } from './surface.ts';
import type { Deepen, Target } from './target.ts';
import type { Trialled } from './trial.ts';
import { NO_COLUMNS, type Span } from '../titles/image.ts';
import type { TitlePainter } from '../titles/paint.ts';

/** What engines draw with, besides the shaders of their own around `scene`. */
export interface SceneInputs extends ProgramInputs {
  /**
   * Draws what effects have to sample, into textures of theirs, and gives what changes from frame to frame,
   * without a title; valid until the next call.
   */
  uniformsOf(frame: Frame): FrameUniforms;
  /** The same, without drawing them. */
  readonly place: (frame: Frame) => FrameUniforms;
  /** What draws that, for who does so piece by piece. */
  readonly trialled: Trialled;
  /** What stands in its title's rows, if anything does; `paintTitle` draws that of a frame, and gives its columns. */
  readonly title: TitleTexture | undefined;
  paintTitle(index: number): Span;
}

/** Draws frames through the GLSL function `scene`. */
export interface Scene {
  readonly inputs: SceneInputs;
  /**
   * A frame as RGBA; `null` is the screen. What is beyond the canvas repeats its last pixels.
   *
   * @param size of what is shown, px of the canvas
   * @param coarseness pixels of the canvas along each side of one that is drawn; left out: one
   * @param nth of the exposures of a pixel only each nth is drawn; left out: all
   */
  screen(index: number, target: Target | null, size: Size, coarseness?: number, nth?: number): void;
  /** What draws it, for who tries what that costs. */
  readonly trialled: Trialled;
  dispose(): void;
}

/**
 * Takes the textures over and frees them.
 *
 * @param second what effects show as the second picture; left out: nothing
 * @param under what is shown in the place of both, where these are drawn anew for each frame
 * @param decoded files that effects read
 * @param deepen what is drawn in between; left out: it has a byte a colour
 */
export function createScene(
  { regl }: GraphicsContext,
  image: ImageTexture,
  plan: RenderPlan,
  painter: TitlePainter | undefined,
  second?: Texture2D,
  under?: Under,
  decoded: DecodedFiles = NO_FILES,
  deepen?: Deepen,
): Scene {
  const title = painter && { painter, texture: createTitleTexture(regl, plan.layout, painter) };
  const paintTitle = title ? createTitleUpload(plan.layout, title) : () => NO_COLUMNS;
  const backdrop = createBackdrop(regl, image, plan, deepen);
  const files = createFileTextures(regl, decoded, plan);
  const behind = backdrop?.texture;
  const bare: ProgramInputs = { regl, image, plan, backdrop: behind, second, files, deepen };
  const looks = new Map<number, Look>();
  /** Effects and all that shows them, in so many pixels and exposures, made when it is first asked for. */
  const lookIn = (coarseness: number, nth: number) => {
    // A number: what plays leaves nothing to be collected.
    const key = 1000 * coarseness + nth;
    let look = looks.get(key);
    if (look === undefined) {
      const drawn = under?.drawn(coarseness, nth);
      look = { ...createLook({ ...bare, ...drawn }, coarseness, nth, title), draw: drawn?.draw };
      looks.set(key, look);
    }
    return look;
  };
  const whole = lookIn(1, 1);
  const { effects } = whole;
  const uniformsFor = (frame: Frame, look: Look) => {
    look.draw?.(frame.index);
    const uniforms = look.place(frame);
    look.effects?.draw(uniforms);
    return uniforms;
  };
  // One object for all frames: what plays leaves nothing to be collected.
  const frame = createFrame();
  const trialled: Trialled = {
    regl,
    layout: plan.layout,
    programs: whole.programs,
    parts: effects?.parts ?? [],
    beneath: under?.beneath ?? [],
    toScreen: whole.toScreen,
    toFramebuffer: whole.toFramebuffer,
    uniformsAt: (index) => whole.place(setFrame(frame, index, plan)),
    titleSpanAt: paintTitle,
  };
  const inputs: SceneInputs = {
    ...bare,
    // Not before somebody draws a film.
    get effects() {
      return effects?.openInFilms;
    },
    uniformsOf: (of) => uniformsFor(of, whole),
    place: whole.place,
    trialled,
    title,
    paintTitle,
  };
  const uniforms: { -readonly [K in keyof FrameUniforms]: FrameUniforms[K] } = {
    toTexel: mat3.create(),
    subframes: [],
    titleSpan: NO_COLUMNS,
    frame,
  };

  return {
    inputs,
    screen(index, target, size, coarseness = 1, nth = 1) {
      const look = lookIn(coarseness, nth);
      const surface = (target === null ? look.toScreen : look.toFramebuffer).get(size);
      const { toTexel, subframes } = uniformsFor(setFrame(frame, index, plan), look);
      uniforms.toTexel = toTexel;
      uniforms.subframes = subframes;
      uniforms.titleSpan = paintTitle(index);
      surface.draw(uniforms, target, true);
    },
    trialled,
    dispose() {
      image.texture.destroy();
      backdrop?.dispose();
      title?.texture.destroy();
      for (const look of looks.values()) disposeLook(look);
      files.dispose();
      second?.destroy();
    },
  };
}

/** Frames of other films that are shown as both pictures. */
export interface Under {
  /** Both, in so many pixels and exposures, and what draws them for a frame, unless they are there. */
  drawn(
    coarseness: number,
    nth: number,
  ): Required<Pick<ProgramInputs, 'image' | 'second'>> & { readonly draw: (index: number) => void };
  readonly beneath: Trialled['beneath'];
}

/** What draws a scene in one coarseness. */
interface Look {
  /** What it shows. */
  readonly draw?: ((index: number) => void) | undefined;
  readonly place: ReturnType<typeof createPlacing>;
  readonly effects: ReturnType<typeof createEffects>;
  readonly programs: Programs;
  readonly toScreen: Surfaces;
  readonly toFramebuffer: Surfaces;
}

/** By how large the canvas is that they show. */
type Surfaces = ReturnType<typeof keyedBy<Surface>>;

function createLook(
  bare: ProgramInputs,
  coarseness: number,
  nth: number,
  title: TitleTexture | undefined,
): Look {
  const { regl } = bare;
  const plan = { ...bare.plan, exposures: bare.plan.exposures.filter((_, n) => n % nth === 0) };
  const effects = createEffects({ ...bare, plan }, coarseness);
  const inputs = { ...bare, plan, effects: effects?.open };
  const programs = linkScene(inputs, [SHADERS.screen], [], plan.layout, title);
  const cell = { width: coarseness, height: coarseness };
  const pixels = (extent: Size, flip: boolean) => {
    const grid: Grid = { cell, extent };
    const regions = divide(plan.layout, title && plan.layout.title, grid);
    return createSurface(regl, programs, { regions, grid, size: shrunk(extent, coarseness), flip });
  };
  return {
    place: createPlacing(plan),
    effects,
    programs,
    toScreen: keyedBy((size) => pixels(size, true)),
    toFramebuffer: keyedBy((size) => pixels(size, false)),
  };
}

function disposeLook({ effects, programs, toScreen, toFramebuffer }: Look): void {
  effects?.dispose();
  programs.dispose();
  for (const { value } of [...toScreen.made, ...toFramebuffer.made]) value.dispose();
}

/** Made once for each size. */
export function keyedBy<T>(make: (size: Size) => T) {
  const made: { readonly size: Size; readonly value: T }[] = [];
  let last: (typeof made)[number] | undefined;
  const find = (size: Size) => {
    const known = made.find((each) => isSameSize(each.size, size));
    if (known) return known;
    const entry = { size, value: make(size) };
    made.push(entry);
    return entry;
  };
  return {
    get(size: Size): T {
      // Nearly always the same: then nothing is made for it.
      if (last === undefined || !isSameSize(last.size, size)) last = find(size);
      return last.value;
    },
    made,
  };
}

function createTitleTexture(
  regl: Regl,
  { title }: Layout,
  { width, channels }: TitlePainter,
): Texture2D {
  return regl.texture({ format: TITLE_FORMATS[channels], width, height: title.height });
}

const TITLE_FORMATS = { 1: 'luminance', 4: 'rgba' } as const;

/**
 * Where the image is, frame by frame: canvas px → texels, into what the box shows, through the motions, onto
 * the texture's grid. In doubles.
 */
function createPlacing(plan: RenderPlan): (frame: Frame) => FrameUniforms {
  const { texture } = plan;
  const { box } = plan.layout;
  const movement = movementOf(plan);
  const seen = through(plan.layout.window, mat3.create());
  const intoBox = mat3.fromScaling(mat3.create(), [1 / box.width, 1 / box.height]);
  mat3.translate(intoBox, intoBox, [-box.x, -box.y]);
  mat3.multiply(intoBox, seen, intoBox);
  const ontoGrid = mat3.fromScaling(mat3.create(), [texture.width, texture.height]);
  const placed = mat3.create();
  const uniforms = {
    toTexel: mat3.create(),
    subframes: plan.exposures.map(() => mat3.create()),
    titleSpan: NO_COLUMNS,
    frame: createFrame() as Frame,
  };
  const write = (frame: Frame, toTexel: mat3) => {
    mat3.multiply(toTexel, ontoGrid, movement.place(frame, placed));
    mat3.multiply(toTexel, toTexel, intoBox);
  };
  const moment = createFrame();
  return (frame) => {
    uniforms.frame = frame;
    write(frame, uniforms.toTexel);
    for (const [i, { time, x, y }] of plan.exposures.entries()) {
      const toTexel = uniforms.subframes[i] ?? uniforms.toTexel;
      Object.assign(moment, frame);
      moment.index += time;
      moment.progress += time / plan.cycle;
      write(moment, toTexel);
      mat3.translate(toTexel, toTexel, [x, y]);
    }
    return uniforms;
  };
}

/** Paints titles into their texture, unless they are there already; gives their columns. */
function createTitleUpload({ title: { height } }: Layout, { painter, texture }: TitleTexture) {
  return (index: number): Span => {
    const { bytes, channels, span, changed } = painter.paint(index);
    const width = span.to - span.from;
    if (changed.width > 0)
      texture.subimage({ format: TITLE_FORMATS[channels], width, height, data: bytes });
    return span;
  };
}
