// A page that draws films of many pictures, and counts what is in memory meanwhile.
import { frames } from '../../src/core/timeline.ts';
import { planPictures } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { createShowRenderer } from '../../src/show-renderer.ts';
import { drawnTypefaces } from '../../src/titles/drawn-typefaces.ts';

declare global {
  var showPage: typeof api;
}

const SIZE = { width: 32, height: 32 };

const api = {
  /** The most textures and decoded pictures that there were at once, and what is left behind. */
  async play(count: number) {
    const context = createContext(new OffscreenCanvas(1, 1));
    const textures = countTextures(context.regl);
    const bitmaps = { now: 0, most: 0, all: 0 };
    const load = async (picture: number) => {
      const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
      const paint = canvas.getContext('2d');
      if (paint === null) throw new Error('no canvas');
      paint.fillStyle = `hsl(${picture * 40} 80% 50%)`;
      paint.fillRect(0, 0, SIZE.width, SIZE.height);
      const bitmap = await createImageBitmap(canvas);
      bitmaps.all++;
      bitmaps.most = Math.max(bitmaps.most, ++bitmaps.now);
      const close = bitmap.close.bind(bitmap);
      bitmap.close = () => {
        bitmaps.now--;
        close();
      };
      return { bitmap, size: SIZE, isOpaque: false };
    };
    const pictures = Array.from({ length: count }, () => ({}));
    const fps = { numerator: 10, denominator: 1 };
    const transitions = [{ name: 'fade', duration: 0.2 }];
    const plan = planPictures(parseSpec({ pictures, fps, each: 0.4, transitions }), SIZE);
    const show = createShowRenderer(context, plan, load, drawnTypefaces);
    let drawn = 0;
    for await (const { frame } of show.planes(frames(plan, plan.range), SIZE)) {
      if (frame.index !== drawn++) throw new Error(`frame ${frame.index} came as ${drawn}`);
    }
    show.dispose();
    const left = textures.now;
    context.dispose();
    return {
      drawn,
      textures: textures.most,
      left,
      bitmaps: bitmaps.most,
      loads: bitmaps.all,
      open: bitmaps.now,
    };
  },
};

function countTextures(regl: object) {
  const counted = { now: 0, most: 0 };
  const gl = (regl as { _gl: WebGLRenderingContext })._gl; // oxlint-disable-line no-underscore-dangle
  const create = gl.createTexture.bind(gl);
  const remove = gl.deleteTexture.bind(gl);
  gl.createTexture = () => {
    counted.most = Math.max(counted.most, ++counted.now);
    return create();
  };
  gl.deleteTexture = (texture) => {
    counted.now--;
    remove(texture);
  };
  return counted;
}
globalThis.showPage = api;
