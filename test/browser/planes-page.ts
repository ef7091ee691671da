// A page that gives a frame both as its RGBA pixels and as the planes that an encoder gets.
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { drawn } from '../../src/engines/drawn.ts';
import { chooseEngine } from '../../src/engines/index.ts';
import { createPlanesRenderer } from '../../src/renderers/planes-renderer.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { drawnTypefaces } from '../../src/titles/drawn-typefaces.ts';
import { openTitles } from '../../src/titles/titles.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { createPacker } from '../../src/codecs/webcodecs/pack-planes.ts';
import { toBase64 } from './base64.ts';

declare global {
  var planesPage: typeof api;
}

async function openRenderer(picture: string, spec: SpecInput) {
  const context = createContext(new OffscreenCanvas(1, 1));
  const blob = await (await fetch(picture)).blob();
  const decoded = await decodePicture(blob, context.maxTextureSize, undefined);
  const plan = planRender(parseSpec(spec), decoded.size);
  const { engine } = chooseEngine(plan);
  const titles = await openTitles(plan, drawnTypefaces);
  const renderer = createPlanesRenderer(context, decoded, plan, engine, titles);
  const close = () => {
    renderer.dispose();
    context.dispose();
  };
  return { context, decoded, plan, engine, renderer, close };
}

const api = {
  /** Gives characters to the title's font, as a font of the machine would. */
  async addFont(path: string, unicodeRange: string) {
    const bytes = await (await fetch(path)).arrayBuffer();
    const face = new FontFace('Stillmotion DejaVu Sans', bytes, { unicodeRange });
    document.fonts.add(await face.load());
  },
  /** Where a text stands as the page itself shows it in the middle of so many px, and a part of it. */
  async place(text: string, part: string, fontSize: number, width: number) {
    const line = document.body.appendChild(document.createElement('div'));
    line.dir = 'auto';
    line.style.cssText = `position: absolute; left: 0; top: 0; width: ${width}px; text-align: center;
      white-space: pre; font: ${fontSize}px "Stillmotion DejaVu Sans"; text-rendering: geometricPrecision`;
    line.textContent = text;
    const rectOf = (from: number, to: number) => {
      const range = document.createRange();
      const [node] = line.childNodes;
      if (node === undefined) throw new Error('no text');
      range.setStart(node, from);
      range.setEnd(node, to);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    };
    const start = text.lastIndexOf(part);
    const place = { whole: rectOf(0, text.length), part: rectOf(start, start + part.length) };
    line.remove();
    return place;
  },
  /** A frame as RGBA pixels, in base64. */
  async still(picture: string, spec: SpecInput, index: number) {
    const { plan, renderer, close } = await openRenderer(picture, spec);
    const pixels = toBase64(new Uint8Array(renderer.pixels(index)));
    close();
    return { canvas: plan.layout.canvas, pixels };
  },
  renderer: () => createContext(new OffscreenCanvas(1, 1)).renderer,
  /**
   * Draws frames in the order that is given; their bytes in base64: planes as the film's engine makes them
   * and as the engine `drawn` does, and pixels.
   */
  async draw(picture: string, spec: SpecInput, indices: readonly number[]) {
    const { context, decoded, plan, engine, renderer, close } = await openRenderer(picture, spec);
    // To have the same shaders compiled once more takes longer than all the rest.
    const byDrawing =
      engine === drawn
        ? renderer
        : createPlanesRenderer(
            context,
            decoded,
            plan,
            drawn,
            await openTitles(plan, drawnTypefaces),
          );
    const film = planFilm(plan).size;
    const pack = createPacker(film);
    const row = indices.map((index) => frameAt(index, plan));
    const planes: string[] = [];
    for (const made of renderer.planes(row, film)) planes.push(toBase64(pack(made.planes)));
    // Two rows in turn, as GOPs are made that are encoded side by side.
    const drawing = byDrawing.planes(row, film)[Symbol.iterator]();
    const others: string[] = [];
    const backwards: string[] = [];
    for (const made of byDrawing.planes(row.toReversed(), film)) {
      backwards.unshift(toBase64(pack(made.planes)));
      const other = drawing.next().value;
      if (other) others.push(toBase64(pack(other.planes)));
    }
    const frames = indices.map((index, n) => {
      const pixels = toBase64(new Uint8Array(renderer.pixels(index)));
      return {
        planes: planes[n] ?? '',
        drawn: others[n] ?? '',
        drawnBeside: backwards[n] ?? '',
        pixels,
      };
    });
    if (byDrawing !== renderer) byDrawing.dispose();
    close();
    return { engine: engine.name, canvas: plan.layout.canvas, film, frames };
  },
};
globalThis.planesPage = api;
