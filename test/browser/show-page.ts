// A page that draws films of many pictures, and counts what is in memory meanwhile.
import { packI420 } from '../../src/codecs/raw/pass.ts';
import type { FramePlanes } from '../../src/core/planes/nv12.ts';
import { sideBySide } from '../../src/core/streams/side-by-side.ts';
import { type FrameRange, frames, gopRanges } from '../../src/core/timeline.ts';
import { planPictures } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { createContext } from '../../src/gl/context.ts';
import { createShowRenderer } from '../../src/renderers/show-renderer.ts';
import { drawnTypefaces } from '../../src/titles/drawn-typefaces.ts';

declare global {
  var showPage: typeof api;
}

const SIZE = { width: 32, height: 32 };
/** Frames; a picture stands for four. */
const GOP = 7;

const api = {
  /**
   * What was drawn, the most textures and decoded pictures that there were at once, and what is left behind.
   *
   * @param rows of frames that are made at once
   */
  async play(count: number, rows: number) {
    const { show, plan, textures, bitmaps, end } = openShow(count);
    const sums: number[] = [];
    const gops = function* () {
      for (const range of gopRanges(plan.range, GOP))
        yield show.planes(frames(plan, range), SIZE, look);
    };
    for await (const { index, sum } of sideBySide(gops(), rows, Infinity, () => 1)) {
      if (index !== sums.length) throw new Error(`frame ${index} came as ${sums.length}`);
      sums.push(sum);
    }
    show.dispose();
    const left = textures.now;
    end();
    return {
      sums,
      textures: textures.most,
      left,
      bitmaps: bitmaps.most,
      loads: bitmaps.all,
      open: bitmaps.now,
    };
  },
  /** Frames as they are made again, as a GOP is that doesn't please, while another row is at those behind them. */
  async playAgain(count: number, again: FrameRange, meanwhile: FrameRange) {
    const { show, plan, end } = openShow(count);
    const make = (range: FrameRange) => show.planes(frames(plan, range), SIZE, look);
    const first = await all(make(again));
    const later = make(meanwhile)[Symbol.asyncIterator]();
    const begun = await later.next();
    const second = await all(make(again));
    const rest = await all({ [Symbol.asyncIterator]: () => later });
    show.dispose();
    end();
    return { first, second, later: begun.done === true ? [] : [begun.value, ...rest] };
  },
};

function openShow(count: number) {
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
  return { show, plan, textures, bitmaps, end: () => context.dispose() };
}

function look({ frame, planes }: FramePlanes) {
  const bytes = packI420(planes, SIZE);
  return {
    index: frame.index,
    sum: bytes.reduce((sum, byte, n) => (sum + byte * (n % 251)) % 2 ** 32, 0),
  };
}

async function all<T>(coming: AsyncIterable<T>): Promise<T[]> {
  const came: T[] = [];
  for await (const each of coming) came.push(each);
  return came;
}

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
