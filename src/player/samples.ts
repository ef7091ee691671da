import type { Rect, Size } from '../core/size.ts';
import { compileChecked } from '../gl/compile.ts';
import { createOffscreenContext } from '../gl/context.ts';
import { untilDrawn } from '../gl/fence.ts';
import { ownContext } from '../gl/own-context.ts';
import { pieces } from '../gl/pieces.ts';
import { FULL_SCREEN, FULL_SCREEN_CORNERS, QUAD } from '../gl/quad.ts';
import { assembleShader } from '../gl/shader-text.ts';
import { createTarget, type Target } from '../gl/target.ts';

// A sample picture is a file in shaders/samples: drawn where it is wanted, it takes a kilobyte to load.

const SOURCES = import.meta.glob('../../shaders/samples/*.glsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const COMMON = 'common';

interface SampleProps extends Pick<Target, 'framebuffer'> {
  readonly size: readonly number[];
  readonly scissor: Rect;
}

/** Draws sample pictures. */
export interface SampleDrawing {
  /** The longest side of a picture that these graphics take, px. */
  readonly maxTextureSize: number;
  /**
   * RGBA, the top row first. One is drawn after the other, each piece by piece: in between the page is painted, and answers.
   */
  draw(name: string, size: Size): Promise<Uint8ClampedArray<ArrayBuffer>>;
  dispose(): void;
}

/** @throws StillmotionError `graphics-unavailable`, `graphics-lost` */
export function createSampleDrawing(): SampleDrawing {
  const context = createOffscreenContext();
  const { regl, maxTextureSize } = context;
  const gl = ownContext(regl);
  const shaders = new Map<string, ReturnType<typeof compile>>();
  const shaderOf = (name: string) => {
    const shader = shaders.get(name) ?? compile(name);
    shaders.set(name, shader);
    return shader;
  };

  function compile(name: string): (props: SampleProps) => void {
    const frag = assembleShader([fileOf(COMMON), fileOf(name)]);
    const command = {
      ...FULL_SCREEN,
      attributes: { corner: { buffer: regl.buffer(FULL_SCREEN_CORNERS), size: 2 } },
      frag: frag.text,
      uniforms: { size: regl.prop<SampleProps, 'size'>('size') },
      framebuffer: regl.prop<SampleProps, 'framebuffer'>('framebuffer'),
      scissor: { enable: true, box: regl.prop<SampleProps, 'scissor'>('scissor') },
    };
    return compileChecked(regl, { vert: QUAD, frag }, () => regl(command));
  }

  async function drawInto({ framebuffer }: Target, name: string, size: Size): Promise<void> {
    const draw = shaderOf(name);
    for (const scissor of pieces(draw, size)) {
      draw({ framebuffer, size: [size.width, size.height], scissor });
      await untilDrawn(gl);
    }
  }

  async function drawNow(name: string, size: Size) {
    const target = createTarget(regl, size);
    try {
      await drawInto(target, name, size);
      const data = new Uint8Array(4 * size.width * size.height);
      regl.read({ framebuffer: target.framebuffer, data });
      return turned(data, 4 * size.width);
    } finally {
      target.dispose();
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    maxTextureSize,
    draw(name, size) {
      const drawn = last.then(() => drawNow(name, size));
      last = drawn.catch(() => {});
      return drawn;
    },
    dispose: () => context.dispose(),
  };
}

/** Graphics give the lowest row first. */
function turned(rows: Uint8Array, length: number): Uint8ClampedArray<ArrayBuffer> {
  const result = new Uint8ClampedArray(rows.length);
  for (let at = 0; at < rows.length; at += length)
    result.set(rows.subarray(at, at + length), rows.length - at - length);
  return result;
}

function fileOf(name: string): { file: string; text: string } {
  const file = `shaders/samples/${name}.glsl`;
  const text = SOURCES[`../../${file}`];
  if (text === undefined) throw new Error(`there is no ${file}`);
  return { file, text };
}
