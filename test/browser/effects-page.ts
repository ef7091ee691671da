// A page that draws frames of a job with effects, several jobs at a time.
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { createRenderer } from '../../src/renderer.ts';
import { toBase64 } from './base64.ts';

declare global {
  var effectsPage: typeof api;
}

const context = createContext(new OffscreenCanvas(1, 1));

const api = {
  /** Draws frames in the order that is given; RGBA in base64. */
  async draw(picture: string, spec: SpecInput, indices: readonly number[]) {
    const blob = await (await fetch(picture)).blob();
    const { bitmap, size } = await decodePicture(blob, context.maxTextureSize, undefined);
    const plan = planRender(parseSpec(spec), size);
    const renderer = createRenderer(context, bitmap, plan);
    try {
      return indices.map((index) => toBase64(new Uint8Array(renderer.pixels(index))));
    } finally {
      renderer.dispose();
      bitmap.close();
    }
  },
};
globalThis.effectsPage = api;
