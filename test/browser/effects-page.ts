// A page that draws frames of a job with effects, several jobs at a time.
import { planRender, type RenderPlan } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { closeFiles, decodeFiles, type DecodedFiles } from '../../src/gl/files.ts';
import { type DecodedPicture, decodePicture } from '../../src/gl/decode.ts';
import { fileNamesIn } from '../../src/film/carried/spec-files.ts';
import { drawn } from '../../src/engines/drawn.ts';
import { createPassing } from '../../src/renderers/passing.ts';
import { createPlanesRenderer } from '../../src/renderers/planes-renderer.ts';
import { createRenderer, type Renderer } from '../../src/renderers/renderer.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { toBase64 } from './base64.ts';

declare global {
  var effectsPage: typeof api;
}

const context = createContext(new OffscreenCanvas(1, 1));

async function decode(path: string) {
  const blob = await (await fetch(path)).blob();
  return decodePicture(blob, context.maxTextureSize, undefined);
}

/** Effects over a film of the picture, and one of the second picture. */
async function overSecond(
  first: DecodedPicture,
  plan: RenderPlan,
  second: string,
  files: DecodedFiles,
): Promise<Renderer> {
  const decoded = await decode(second);
  const plain = planRender(parseSpec({ ...plan.spec, effects: [] }), plan.image);
  const films = [first, decoded].map((picture) => createRenderer(context, picture, plain));
  const [image, other] = films.map((renderer) => ({
    renderer,
    plan: plain,
    first: 0,
    still: false,
  }));
  if (image === undefined || other === undefined) throw new Error('there are two films');
  const passing = createPassing(context, plan, image, other, files);
  return {
    ...passing,
    dispose() {
      passing.dispose();
      for (const film of films) film.dispose();
      decoded.bitmap.close();
    },
  };
}

async function openFiles(plan: RenderPlan) {
  const names = fileNamesIn(plan.spec);
  const blobs = await Promise.all(names.map(async (name) => (await fetch(name)).blob()));
  const given = Object.fromEntries(names.map((name, n) => [name, blobs[n] ?? new Blob()]));
  return decodeFiles(plan.spec, given, context.maxTextureSize);
}

const api = {
  fileNamesIn,
  parseSpec,
  decodeFiles,
  /** Draws frames in the order that is given; RGBA in base64. What effects read are paths, too. */
  async draw(picture: string, spec: SpecInput, indices: readonly number[], second?: string) {
    const decoded = await decode(picture);
    const plan = planRender(parseSpec(spec), decoded.size);
    const files = await openFiles(plan);
    const renderer =
      second === undefined
        ? createRenderer(context, decoded, plan, undefined, files)
        : await overSecond(decoded, plan, second, files);
    try {
      const frames = indices.map((index) => toBase64(new Uint8Array(renderer.pixels(index))));
      const error = context.canvas.getContext('webgl2')?.getError();
      if (error !== 0) throw new Error(`WebGL's error ${error} after drawing`);
      return frames;
    } finally {
      renderer.dispose();
      decoded.bitmap.close();
      closeFiles(files);
    }
  },
  /** The Y′ of a frame as films get it, in base64. */
  async luma(picture: string, spec: SpecInput, index: number) {
    const decoded = await decode(picture);
    const plan = planRender(parseSpec(spec), decoded.size);
    const files = await openFiles(plan);
    const renderer = createPlanesRenderer(context, decoded, plan, drawn, undefined, files);
    const { width, height } = plan.layout.canvas;
    const luma = new Uint8Array(width * height);
    try {
      for (const { planes } of renderer.planes([frameAt(index, plan)], { width, height })) {
        const [{ offset, stride }] = planes.planes;
        for (let y = 0; y < height; y++) {
          const at = offset + y * stride;
          luma.set(planes.bytes.subarray(at, at + width), y * width);
        }
      }
      return toBase64(luma);
    } finally {
      renderer.dispose();
      decoded.bitmap.close();
      closeFiles(files);
    }
  },
};
globalThis.effectsPage = api;
