import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { VIDEO_CODEC_NAMES } from '../../src/codecs/index.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import { QUALITY_NAMES, type QualityName } from '../../src/core/quality.ts';
import { samplePlanes } from '../../src/core/sampling.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { sharedSession } from '../session.ts';
import { decodeWithFfmpeg, ffmpegUnavailable } from './decoding.ts';
import { type Depth, lumaOf } from './film-quality.ts';
import { deepestDip, type Plane, psnrOfPlane, ssimOfPlane } from './plane-quality.ts';

const PHOTO = fileURLToPath(new URL('../../benchmarks/pictures/retina.jpg', import.meta.url));
const SIZE = { width: 320, height: 240 };
/** Two groups of pictures. */
const FRAMES = 26;

/** An easy film, and one whose grain is another in every frame. */
const FILMS = {
  zoom: { motions: [{ kind: 'zoom', to: 1.3 }] },
  grain: { motions: [{ kind: 'kenburns' }], effects: [{ name: 'grain' }] },
} as const satisfies Record<string, SpecInput>;
type FilmName = keyof typeof FILMS;

type Floors = Record<QualityName, Record<FilmName, readonly [number, number]>>;

/** What docs/quality.md promises of the worst frame: PSNR of Y′ (dB) and SSIM, of an easy film and a hard one. */
const FLOORS = {
  draft: { zoom: [36, 0.9], grain: [31, 0.6] },
  standard: { zoom: [41, 0.95], grain: [35, 0.85] },
  high: { zoom: [42.5, 0.96], grain: [35.5, 0.86] },
} as const satisfies Floors;

/** The same of VP9, of eight bits and of ten. */
const VP9_FLOORS = {
  draft: { zoom: [36, 0.9], grain: [31, 0.6] },
  standard: { zoom: [43, 0.96], grain: [38, 0.9] },
  high: { zoom: [47.5, 0.98], grain: [44.5, 0.98] },
} as const satisfies Floors;

/** dB below the median of its neighbours that no frame is. */
const MOST_DIP = 1.5;

const CASES = [
  ...VIDEO_CODEC_NAMES.map((codec) => [codec, 'zoom', '8'] as const),
  ['h264', 'grain', '8'],
  ['vp9', 'grain', '8'],
  ['vp9', 'zoom', '10'],
  ['vp9', 'grain', '10'],
] as const;

let session: Session;
const drawnLumas = new Map<string, readonly Plane[]>();
beforeAll(async () => {
  session = await sharedSession();
});

/** The luma of frames as they are before they are encoded; they are drawn once. */
async function drawLumas(name: FilmName, depth: Depth): Promise<readonly Plane[]> {
  const known = drawnLumas.get(`${name} ${depth}`);
  if (known) return known;
  await open({ ...FILMS[name], depth, format: 'y4m', codec: 'i420' });
  const { film: plan } = await session.startFilm();
  const lumas: Plane[] = [];
  for await (const { data } of joinGops(session.gops(), plan))
    lumas.push(lumaOf(data, depth, plan.size));
  drawnLumas.set(`${name} ${depth}`, lumas);
  return lumas;
}

const open = (film: SpecInput) =>
  session.open(parseSpec({ ...film, canvas: SIZE, frames: FRAMES }), PHOTO);

interface Seen {
  readonly bytes: number;
  readonly psnr: readonly number[];
  readonly ssim: readonly number[];
}

/** A film, as ffmpeg shows it. */
async function see(name: FilmName, film: SpecInput, depth: Depth): Promise<Seen> {
  const expected = await drawLumas(name, depth);
  await open({ ...FILMS[name], ...film, depth });
  const { film: plan } = await session.startFilm();
  const sink = new MemorySink();
  await writeFilm(joinGops(session.gops(), plan), plan, sink);
  const { width, height } = SIZE;
  const frames = decodeWithFfmpeg(sink.bytes, width, height, depth === '8' ? 8 : 10);
  expect(frames).toHaveLength(FRAMES);
  const lumas = frames.map(({ planes }) => lumaOf(planes, depth, SIZE));
  return {
    bytes: sink.bytes.length,
    psnr: lumas.map((luma, n) => psnrOfPlane(luma, expected[n] ?? luma)),
    ssim: lumas.map((luma, n) => ssimOfPlane(luma, expected[n] ?? luma, SIZE)),
  };
}

describe.skipIf(ffmpegUnavailable())('the qualities', () => {
  it.each(CASES)(
    'in %s of %s with %s bits: floors hold, no frame dips, and each is better and larger than the one before',
    async (codec, name, depth) => {
      const floors: Floors = codec === 'vp9' ? VP9_FLOORS : FLOORS;
      let before: Seen | undefined;
      for (const quality of QUALITY_NAMES) {
        const seen = await see(name, { codec, quality }, depth);
        const [least, leastSsim] = floors[quality][name];
        const worst = Math.min(...seen.psnr);
        expect(worst, `${quality}: PSNR of ${seen.psnr.join()}`).toBeGreaterThanOrEqual(least);
        expect(Math.min(...seen.ssim), `${quality}: SSIM`).toBeGreaterThanOrEqual(leastSsim);
        expect(deepestDip(seen.psnr), `${quality}: ${seen.psnr.join()}`).toBeLessThanOrEqual(
          MOST_DIP,
        );
        if (before) {
          expect(worst, `${quality}: PSNR`).toBeGreaterThan(Math.min(...before.psnr));
          expect(seen.bytes, `${quality}: bytes`).toBeGreaterThan(before.bytes);
        }
        before = seen;
      }
    },
  );
});

/** Small, and odd: a picture, its title in colours, and an effect. */
const SMALL = {
  canvas: { width: 65, height: 49 },
  frames: 5,
  motions: [{ kind: 'rotate' }],
  title: 'No. {f}',
} as const satisfies SpecInput;

/** The bytes of a film in this kind of file. */
async function write(film: SpecInput): Promise<Uint8Array> {
  await session.open(parseSpec({ ...SMALL, ...film }), PHOTO);
  const { film: plan } = await session.startFilm();
  const sink = new MemorySink();
  await writeFilm(joinGops(session.gops(), plan), plan, sink);
  return sink.bytes.slice();
}

/** All samples of a film, as ffmpeg decodes them without a conversion, and what it says of them. */
function decodeSamples(film: Uint8Array, format: 'gbrp' | 'yuv444p'): Uint8Array {
  const options = { input: film, maxBuffer: 2 ** 28 };
  const entries = ['-show_entries', 'stream=pix_fmt', '-of', 'csv=p=0', 'pipe:0'];
  const said = spawnSync('ffprobe', ['-v', 'error', ...entries], options).stdout.toString();
  expect(said.trim()).toBe(format);
  const raw = ['-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'];
  const { stdout, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', ...raw], options);
  expect(stderr.toString()).toBe('');
  return stdout;
}

/** The pixels of all frames, red, green, blue and alpha. */
const drawPixels = () => write({ format: 'rgba', codec: 'rgba' });

/** Frames one by one, as planes. */
function planesOf(rgba: Uint8Array, sampling: 'rgb' | '444'): Uint8Array[] {
  const bytes = 4 * SMALL.canvas.width * SMALL.canvas.height;
  return Array.from({ length: SMALL.frames }, (_, n) =>
    samplePlanes(rgba.subarray(n * bytes, (n + 1) * bytes), SMALL.canvas, sampling),
  );
}

describe.skipIf(ffmpegUnavailable())('a film whose colours are whole', () => {
  it('loses no sample where it is lossless', async () => {
    for (const format of ['mp4', 'webm'] as const) {
      const decoded = decodeSamples(await write({ format, quality: 'lossless' }), 'gbrp');
      const drawn = Buffer.concat(planesOf(await drawPixels(), 'rgb'));
      expect(Buffer.compare(decoded, drawn), `in ${format}`).toBe(0);
    }
  });

  it('has chroma of its own for each pixel with 444, and brightness as in any', async () => {
    const decoded = decodeSamples(await write({ chroma: '444', quality: 'high' }), 'yuv444p');
    const drawn = planesOf(await drawPixels(), '444');
    const bytes = 3 * SMALL.canvas.width * SMALL.canvas.height;
    for (const [n, planes] of drawn.entries()) {
      const frame = decoded.subarray(n * bytes, (n + 1) * bytes);
      expect(psnrOfPlane(frame, planes), `frame ${n}`).toBeGreaterThan(42);
    }
  });
});
