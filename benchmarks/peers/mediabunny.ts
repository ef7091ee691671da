import {
  BufferTarget,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  type VideoCodec,
} from 'mediabunny';
import { secondsAt } from '../../src/core/timeline.ts';
import { type Course, openWorkbench, type TimedFilm } from '../page/stillmotion.ts';

const CODECS: Readonly<Record<string, VideoCodec>> = { h264: 'avc', vp9: 'vp9', av1: 'av1' };

/**
 * The film as one makes it with Mediabunny: our renderer draws onto a canvas, a `CanvasSource` takes
 * it from there. The same codec and bit rate as ours, a key frame as often.
 */
export async function makeWithMediabunny(course: Course): Promise<TimedFilm> {
  const bench = await openWorkbench(course);
  try {
    const { encoding, plan } = bench;
    const fps = encoding.fps.numerator / encoding.fps.denominator;
    const started = performance.now();
    const target = new BufferTarget();
    const output = new Output({ format: new Mp4OutputFormat(), target });
    const source = new CanvasSource(bench.canvas, {
      codec: codecOf(plan.spec.codec),
      quality: new Quality({ bitrate: encoding.bitrate }),
      keyFrameInterval: encoding.keyFrameInterval / fps,
    });
    output.addVideoTrack(source, { frameRate: fps });
    await output.start();
    for (let index = 0; index < bench.frameCount; index++) {
      bench.draw(index);
      await source.add(secondsAt(index, plan.fps), 1 / fps);
    }
    await output.finalize();
    const seconds = (performance.now() - started) / 1000;
    if (target.buffer === null) throw new Error('Mediabunny gave no film');
    return { seconds, film: new Uint8Array(target.buffer) };
  } finally {
    bench.close();
  }
}

function codecOf(name: string): VideoCodec {
  const codec = CODECS[name];
  if (codec === undefined) throw new Error(`Mediabunny's name of ${name} is not known here`);
  return codec;
}
