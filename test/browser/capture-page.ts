// A page whose renderer calls itself a GPU, so that how frames are captured has to be found out.
import { parseSpec } from '../../src/film/spec/spec.ts';
import { openJob } from '../../src/render.ts';

declare global {
  var capturePage: typeof api;
}

const { prototype } = WebGL2RenderingContext;
const names = Reflect.get(prototype, 'getParameter');
prototype.getParameter = function (name) {
  const debug = this.getExtension('WEBGL_debug_renderer_info');
  return name === debug?.UNMASKED_RENDERER_WEBGL
    ? 'Made-up GPU'
    : (names.call(this, name) as unknown);
};

const api = {
  async choose() {
    const picture = await (await fetch('/picture.png')).blob();
    const job = await openJob(picture, parseSpec({ motion: { kind: 'roll', step: 3 } }));
    try {
      return await job.chooseCapture(await job.planFilm());
    } finally {
      await job.close();
    }
  },
};
globalThis.capturePage = api;
