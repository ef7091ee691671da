// A page that gives `scene` as it is, before the background is laid below it.
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { createImageTexture } from '../../src/gl/image.ts';
import { linkScene } from '../../src/gl/programs.ts';
import { createScene } from '../../src/gl/scene.ts';
import { createSurface } from '../../src/gl/surface.ts';
import { createTarget } from '../../src/gl/target.ts';
import { toBase64 } from './base64.ts';

declare global {
  var alphaPage: typeof api;
}

const RAW = {
  file: 'raw.frag',
  text: 'out vec4 color;\nvoid main() { color = scene(gl_FragCoord.xy); }',
};

const api = {
  /** Premultiplied RGBA of the whole canvas in base64, the top row first. */
  async draw(picture: string, spec: SpecInput, index: number) {
    const context = createContext(new OffscreenCanvas(1, 1));
    const { regl } = context;
    const blob = await (await fetch(picture)).blob();
    const decoded = await decodePicture(blob, context.maxTextureSize, undefined);
    const plan = planRender(parseSpec(spec), decoded.size);
    const image = createImageTexture(regl, decoded, plan);
    const { inputs } = createScene(context, image, plan, undefined);
    const { canvas } = plan.layout;
    const whole = { x: 0, y: 0, ...canvas };
    const surface = createSurface(regl, linkScene(inputs, [RAW]), {
      regions: { whole: [whole], image: [], border: [], title: [] },
      grid: { cell: { width: 1, height: 1 }, extent: canvas },
      size: canvas,
      flip: false,
    });
    const target = createTarget(regl, canvas);
    surface.draw(inputs.uniformsOf(frameAt(index, plan)), target, true);
    const data = regl.read({ framebuffer: target.framebuffer, ...whole });
    context.dispose();
    return { canvas, isOpaque: image.isOpaque, data: toBase64(new Uint8Array(data)) };
  },
};
globalThis.alphaPage = api;
