// A page that hands planes to VideoFrame from the middle of larger ones, and gives back what it took.
import { createNv12 } from '../../src/core/planes/nv12.ts';
import { createPlanesCapture } from '../../src/codecs/webcodecs/capture.ts';
import { createPacker } from '../../src/codecs/webcodecs/pack-planes.ts';

declare global {
  var planesCapturePage: typeof api;
}

const SIZE = { width: 38, height: 22 };

const api = {
  async capture() {
    const strip = createNv12({ width: 3 * SIZE.width, height: SIZE.height + 2 });
    for (let n = 0; n < strip.bytes.length; n++) strip.bytes[n] = (n * 7) % 251;
    const [luma, chroma] = strip.planes;
    const moved = {
      bytes: strip.bytes,
      planes: [
        { offset: luma.offset + 14, stride: luma.stride },
        { offset: chroma.offset + 14, stride: chroma.stride },
      ],
    } as const;
    const { take } = await createPlanesCapture(
      (frames) => [...frames].map((each) => ({ frame: each, planes: moved })),
      SIZE,
    );
    const [first] = take([{ index: 0, timestamp: 0, duration: 1000, progress: 0 }]);
    const frame = first?.image;
    if (frame === undefined) throw new Error('no frame was taken');
    const copy = new Uint8Array(frame.allocationSize());
    const [toLuma, toChroma] = await frame.copyTo(copy);
    frame.close();
    if (toLuma === undefined || toChroma === undefined) throw new Error('a frame without planes');
    const pack = createPacker(SIZE);
    const taken = [...pack({ bytes: copy, planes: [toLuma, toChroma] })];
    return { given: [...pack(moved)], taken };
  },
};
globalThis.planesCapturePage = api;
