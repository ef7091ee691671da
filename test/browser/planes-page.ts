// A page that gives a frame both as its RGBA pixels and as the planes that an encoder gets.
import { planRender } from '../../src/core/plan.ts';
import { parseSpec, type SpecInput } from '../../src/core/spec.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { nv12Layout } from '../../src/core/nv12.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { createRenderer } from '../../src/gl/renderer.ts';
import { planEncoding } from '../../src/media/encoding.ts';

declare global {
  var planesPage: typeof api;
}

const api = {
  renderer: () => createContext(new OffscreenCanvas(1, 1)).renderer,
  /** Draws frames in the order that is given. */
  async draw(picture: string, spec: SpecInput, indices: readonly number[]) {
    const context = createContext(new OffscreenCanvas(1, 1));
    const blob = await (await fetch(picture)).blob();
    const { bitmap, size } = await decodePicture(blob, context.maxTextureSize, undefined);
    const plan = planRender(parseSpec(spec), size);
    const renderer = await createRenderer(context, bitmap, plan);
    const film = planEncoding(plan).size;
    const layout = nv12Layout(film);
    const frames = indices.map((index) => {
      const planes = new Uint8Array(layout.byteLength);
      renderer.planes(frameAt(index, plan), planes, film);
      return { planes: [...planes], pixels: [...renderer.pixels(frameAt(index, plan))] };
    });
    renderer.dispose();
    context.dispose();
    return { canvas: plan.layout.canvas, film, strides: layout.planes, frames };
  },
};
globalThis.planesPage = api;
