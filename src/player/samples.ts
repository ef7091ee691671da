import { type Canvas, createOffscreenContext } from '../gl/context.ts';
import { draw } from '../gl/image.ts';
import { assembleShader } from '../gl/shader-text.ts';
import type { Size } from '../core/size.ts';

// A sample picture is a file in shaders/samples: drawn where it is wanted, it takes a kilobyte to load.

const SOURCES = import.meta.glob('../../shaders/samples/*.glsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const COMMON = 'common';

/** Draws sample pictures. */
export interface SampleDrawing {
  /** The longest side of a picture that these graphics take, px. */
  readonly maxTextureSize: number;
  /** A PNG. */
  draw(name: string, size: Size): Promise<Blob>;
  dispose(): void;
}

/** @throws StillmotionError `graphics-unavailable`, `graphics-lost` */
export function createSampleDrawing(): SampleDrawing {
  const context = createOffscreenContext();
  const { regl, canvas, maxTextureSize } = context;
  return {
    maxTextureSize,
    async draw(name, size) {
      context.resize(size);
      const frag = assembleShader([fileOf(COMMON), fileOf(name)]);
      draw(regl, null, frag, { size: [size.width, size.height] });
      return asPng(canvas);
    },
    dispose: () => context.dispose(),
  };
}

function fileOf(name: string): { file: string; text: string } {
  const file = `shaders/samples/${name}.glsl`;
  const text = SOURCES[`../../${file}`];
  if (text === undefined) throw new Error(`there is no ${file}`);
  return { file, text };
}

function asPng(canvas: Canvas): Promise<Blob> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/png' });
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('a canvas made no picture')))),
  );
}
