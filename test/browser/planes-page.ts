// A page that gives a frame both as its RGBA pixels and as the planes that an encoder gets.
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { createRenderer } from '../../src/renderer.ts';
import { planEncoding } from '../../src/media/encoding.ts';
import { createPacker } from '../../src/media/pack-planes.ts';
import { toBase64 } from './base64.ts';

declare global {
  var planesPage: typeof api;
}

const api = {
  renderer: () => createContext(new OffscreenCanvas(1, 1)).renderer,
  /** Draws frames in the order that is given; their bytes in base64. */
  async draw(picture: string, spec: SpecInput, indices: readonly number[]) {
    const context = createContext(new OffscreenCanvas(1, 1));
    const blob = await (await fetch(picture)).blob();
    const { bitmap, size } = await decodePicture(blob, context.maxTextureSize, undefined);
    const plan = planRender(parseSpec(spec), size);
    const renderer = await createRenderer(context, bitmap, plan);
    const film = planEncoding(plan).size;
    const pack = createPacker(film);
    const frames = indices.map((index) => {
      const planes = toBase64(pack(renderer.planes(index, film)));
      return { planes, pixels: toBase64(new Uint8Array(renderer.pixels(index))) };
    });
    renderer.dispose();
    context.dispose();
    return { canvas: plan.layout.canvas, film, frames };
  },
};
globalThis.planesPage = api;
