import type { mat3 } from 'gl-matrix';
import { compileChecked } from './compile.ts';
import { levelOfAll } from './covered.ts';
import { backgroundColor } from '../film/frame/background.ts';
import { TRANSPARENT } from '../film/spec/seen-through.ts';
import type { Layout } from '../film/frame/layout.ts';
import { movementOf, type RenderPlan, showsTexelsExactly } from '../film/plan.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import { titleColors } from '../titles/colors.ts';
import type { Span } from '../titles/image.ts';
import type { Buffer, Framebuffer2D, Regl, Texture2D } from './context.ts';
import type { FileTextures } from './files.ts';
import type { ImageTexture } from './image.ts';
import { FULL_SCREEN } from './quad.ts';
import { type ReglCommand, retire } from './retired.ts';
import { type ShaderFile, SHADERS } from './shader-files.ts';
import { assembleShader, type ShaderText } from './shader-text.ts';
import type { Deepen } from './target.ts';
import type { TitlePainter } from '../titles/paint.ts';

/** The title as a texture. */
export interface TitleTexture {
  readonly painter: TitlePainter;
  /** As wide as the canvas: coverage, or colours of its own. */
  readonly texture: Texture2D;
}

/** What all shaders around `scene` share. */
export interface ProgramInputs {
  readonly regl: Regl;
  /** The image that moves. */
  readonly image: ImageTexture;
  readonly plan: RenderPlan;
  /** What stands behind it, where that is no colour. */
  readonly backdrop?: Texture2D | undefined;
  /** The second picture, which effects may show: as large as the canvas, premultiplied. */
  readonly second?: Texture2D | undefined;
  /** Of what effects sample; left out: it has a byte a colour. */
  readonly deepen?: Deepen | undefined;
  /** What effects read, as textures. */
  readonly files?: FileTextures | undefined;
  /** What stands over the image, if anything does. */
  readonly effects?: LinkedEffects | undefined;
}

/** GLSL behind `scene.glsl` that defines `effects`. */
export interface LinkedEffects {
  readonly files: readonly ShaderFile[];
  readonly defines: readonly string[];
  readonly uniforms: object;
}

/** What changes from frame to frame. */
export interface FrameUniforms {
  readonly toTexel: mat3;
  /** The same for each exposure of a frame; none where it has but one. */
  readonly subframes: readonly mat3[];
  /** The columns of the title and its panel, px. */
  readonly titleSpan: Span;
  readonly frame: Frame;
}

/** What changes from draw to draw. */
export interface DrawProps extends FrameUniforms {
  /** `null` is the screen. */
  readonly framebuffer: Framebuffer2D | null;
  /** Triangles that cover the part to be drawn, clip coordinates. */
  readonly corners: Buffer;
  readonly count: number;
  /** Rows of the screen, which begins at the bottom; 0 for a framebuffer. */
  readonly screenHeight: number;
  /** Pixels of the canvas along each side of a texel, where the scene is drawn as colours; left out: one. */
  readonly coarseness?: number | undefined;
  /** Of what is drawn, texels; left out: of the whole framebuffer. */
  readonly size?: Size | undefined;
  /** The row of the framebuffer in which it begins; left out: the first. */
  readonly firstRow?: number | undefined;
  /** Only these texels are drawn; left out: all. */
  readonly scissor?: Rect | undefined;
}

export type Program = (props: DrawProps) => void;

/** A program that is given back. */
interface LentProgram {
  readonly draw: Program;
  readonly dispose: () => void;
}

/** A shader around `scene` in three variants, as most of a canvas needs little of it. */
export interface Programs {
  /** Where there is nothing but the image. */
  readonly image: Program;
  readonly whole: Program;
  readonly title: Program;
  /** Nothing draws with them any more; whose context goes as a whole needs none of this. */
  dispose(): void;
}

/**
 * Builds a shader around `scene` in its variants; each is compiled when it is first drawn.
 *
 * @param main what calls `scene`
 * @param layout where everything stands; left out: as the plan says
 */
export function linkScene(
  { regl, image, plan, backdrop, effects }: ProgramInputs,
  main: readonly ShaderFile[],
  defines: readonly string[] = [],
  layout: Layout = plan.layout,
  title?: TitleTexture,
): Programs {
  const uniforms = {
    ...imageUniforms(regl, image.texture, plan, layout),
    ...(backdrop && { backdrop }),
  };
  const common = [
    ...(image.isOpaque ? ['OPAQUE'] : []),
    ...(backdrop ? ['BACKDROP'] : []),
    ...(plan.spec.background === TRANSPARENT ? ['TRANSPARENT'] : []),
    ...(plan.deep ? [] : ['BYTES']),
  ];
  // Several frames stand one below the other in a target for planes alone.
  const place = main.includes(SHADERS.frame) ? { viewport: createViewport() } : {};
  const link = (
    more: readonly string[],
    uniformsToo: object = {},
    { files, defines: enabled, uniforms: values }: LinkedEffects = NO_EFFECTS,
  ): Program => {
    const make = (how: readonly string[]): LentProgram => {
      const all = [...common, ...defines, ...enabled, ...more, ...how];
      const frag = assemble(plan, [...files, ...main], all);
      const made = lazy(() =>
        compile(regl, frag, { ...uniforms, ...values, ...uniformsToo }, place),
      );
      lent.push(made);
      return made;
    };
    const any = make([]);
    if (!coversAlike(plan)) return any.draw;
    const one = make(['ONE_PLACE']);
    return (props) => (levelOfAll(props.toTexel) === undefined ? any : one).draw(props);
  };
  const lent: LentProgram[] = [];
  const colored = title?.painter.channels === 4 ? ['TITLE_COLORS'] : [];
  return {
    image: link(['IMAGE_ONLY'], {}, effects),
    whole: link([], {}, effects),
    title: link(['TITLE', ...colored], title && titleUniforms(plan, layout, title)),
    dispose() {
      for (const each of lent) each.dispose();
    },
  };
}

/** Whether each pixel of a frame covers as much of the image, where that is drawn smaller. */
function coversAlike(plan: RenderPlan): boolean {
  return plan.shrinks && plan.exposures.length === 0 && !movementOf(plan).projective;
}

/** The vertex shader of all of them. */
const CORNERS = assembleShader([SHADERS.sceneCorners]);

const NO_EFFECTS: LinkedEffects = { files: [], defines: [], uniforms: {} };

function imageUniforms(
  regl: Regl,
  image: Texture2D,
  { spec, texture, exposures }: RenderPlan,
  { canvas, box }: Layout,
) {
  return {
    image,
    texelSize: [1 / texture.width, 1 / texture.height],
    canvasSize: [canvas.width, canvas.height],
    sceneBox: [box.x, box.y, box.width, box.height],
    background: [...backgroundColor(spec.background)],
    toTexel: regl.prop<DrawProps, 'toTexel'>('toTexel'),
    level: (_: unknown, { toTexel }: DrawProps) => levelOfAll(toTexel),
    ...Object.fromEntries(
      exposures.map((_, i) => [
        `toTexels[${i}]`,
        (_context: unknown, { subframes }: DrawProps) => subframes[i],
      ]),
    ),
    screenHeight: regl.prop<DrawProps, 'screenHeight'>('screenHeight'),
    coarseness: (_: unknown, { coarseness = 1 }: DrawProps) => coarseness,
    sceneRow: (_: unknown, { firstRow = 0 }: DrawProps) => firstRow,
  };
}

function titleUniforms({ spec }: RenderPlan, { title: place }: Layout, title: TitleTexture) {
  const { paper, ink } = titleColors(place.style, backgroundColor(spec.background));
  return {
    title: title.texture,
    titleTop: place.top,
    // On the background itself there is no paper: that comes last.
    titlePaper: place.style === 'overlay' ? [...paper, 1] : [0, 0, 0, 0],
    titleInk: [...ink],
    titleLeft: (_: unknown, { titleSpan }: DrawProps) => titleSpan.from,
  };
}

function compile(regl: Regl, frag: ShaderText, uniforms: object, place: object): LentProgram {
  const command = {
    ...FULL_SCREEN,
    vert: CORNERS.text,
    frag: frag.text,
    uniforms,
    attributes: { corner: regl.prop<DrawProps, 'corners'>('corners') },
    count: regl.prop<DrawProps, 'count'>('count'),
    framebuffer: regl.prop<DrawProps, 'framebuffer'>('framebuffer'),
    ...place,
    scissor: {
      enable: (_: unknown, { scissor }: DrawProps) => scissor !== undefined,
      box: (_: unknown, { scissor = NOWHERE }: DrawProps) => scissor,
    },
  };
  const shaders = { vert: CORNERS, frag };
  const draw: unknown = compileChecked(regl, shaders, () => regl(command));
  return { draw: draw as Program, dispose: () => retire(regl, frag.text, draw as ReglCommand) };
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** One object for all draws, as regl reads it at once. */
function createViewport() {
  const viewport = { ...NOWHERE };
  return (_: unknown, { size, firstRow = 0 }: DrawProps) => {
    if (size === undefined) return { x: 0, y: firstRow };
    viewport.y = firstRow;
    viewport.width = size.width;
    viewport.height = size.height;
    return viewport;
  };
}

function lazy(make: () => LentProgram): LentProgram {
  let made: LentProgram | undefined;
  return {
    draw(props) {
      made ??= make();
      made.draw(props);
    },
    dispose() {
      made?.dispose();
      made = undefined;
    },
  };
}

/** Puts a shader together from what this plan needs of it. */
function assemble(
  plan: RenderPlan,
  main: readonly ShaderFile[],
  more: readonly string[],
): ShaderText {
  const before = [
    SHADERS.rounded,
    SHADERS.texels,
    ...(plan.spec.filter === 'cubic' ? [SHADERS.cubic] : []),
    ...(plan.shrinks || main.includes(SHADERS.effect) ? [SHADERS.powers] : []),
    ...(plan.shrinks ? [SHADERS.levels] : []),
    ...(plan.exposures.length > 0 ? [SHADERS.light] : []),
  ];
  return assembleShader([...before, SHADERS.scene, ...main], [...sampling(plan), ...more]);
}

function sampling(plan: RenderPlan): string[] {
  // Effects sample between texels, too.
  if (plan.spec.effects.length === 0 && showsTexelsExactly(plan)) return ['TEXEL_EXACT'];
  const { projective, edges } = movementOf(plan);
  return [
    ...(plan.spec.filter === 'nearest' ? ['NEAREST'] : []),
    ...(plan.spec.filter === 'cubic' ? ['CUBIC'] : []),
    ...(plan.exposures.length > 0
      ? [`SUBFRAMES ${plan.exposures.length}`, `SAMPLES ${plan.spec.samples}.0`]
      : []),
    ...(plan.shrinks ? ['LEVELS'] : []),
    ...(projective ? ['PROJECTIVE'] : []),
    ...(edges.x === 'background' ? ['BACKGROUND_X'] : []),
    ...(edges.y === 'background' ? ['BACKGROUND_Y'] : []),
  ];
}
