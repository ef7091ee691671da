import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import { createFile, type ISOFile, MP4BoxBuffer } from 'mp4box';

const execute = promisify(execFile);
const LARGEST_OUTPUT = 1 << 30;

/** RGB, 8 bits each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The first stream of a file as ffprobe sees it. */
export async function probe(path: string): Promise<Record<string, string | number>> {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', path];
  const { stdout, stderr } = await execute('ffprobe', args);
  if (stderr !== '') throw new Error(stderr);
  const { streams } = JSON.parse(stdout) as { streams: Record<string, string | number>[] };
  if (streams.length !== 1 || streams[0] === undefined) throw new Error(`${path}: one stream?`);
  return streams[0];
}

/** The bare H.264 of a film, without what the container says about it. */
export async function unpackH264(path: string, into: string): Promise<void> {
  await execute('ffmpeg', ['-v', 'error', '-i', path, '-c', 'copy', '-f', 'h264', into]);
}

/** Every frame of a film. */
export async function decodeFilm(path: string): Promise<Pixels[]> {
  const { width, height } = await probe(path);
  const size = { width: Number(width), height: Number(height) };
  const toRgb = 'scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+bicubic';
  const { stdout } = await execute(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vf', toRgb, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { encoding: 'buffer', maxBuffer: LARGEST_OUTPUT },
  );
  const bytes = size.width * size.height * 3;
  return Array.from({ length: stdout.length / bytes }, (_, n) => ({
    ...size,
    data: stdout.subarray(n * bytes, (n + 1) * bytes),
  }));
}

/**
 * Every picture of an animated file, as it stands there: RGB, or RGBA with straight alpha.
 *
 * @param decoder what ffmpeg is told, where it would take one that leaves alpha out
 */
export async function decodePictures(
  path: string,
  size: Pick<Pixels, 'width' | 'height'>,
  format: 'rgb24' | 'rgba',
  decoder: readonly string[] = [],
): Promise<Pixels[]> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', format, '-vsync', '0', '-'];
  const { stdout } = await execute('ffmpeg', ['-v', 'error', ...decoder, '-i', path, ...raw], {
    encoding: 'buffer',
    maxBuffer: LARGEST_OUTPUT,
  });
  const bytes = (format === 'rgba' ? 4 : 3) * size.width * size.height;
  return Array.from({ length: stdout.length / bytes }, (_, n) => ({
    ...size,
    data: new Uint8Array(stdout.subarray(n * bytes, (n + 1) * bytes)),
  }));
}

/**
 * Every sample of a film of ten bits, as it is decoded: nothing is converted.
 *
 * @param format as ffmpeg calls the film's own
 */
export async function decodeDeep(path: string, format: string): Promise<Uint16Array> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', format, '-'];
  const { stdout } = await execute('ffmpeg', ['-v', 'error', '-i', path, ...raw], {
    encoding: 'buffer',
    maxBuffer: LARGEST_OUTPUT,
  });
  return new Uint16Array(Uint8Array.from(stdout).buffer);
}

/** A PNG of 8 bits a channel. */
export async function readPng(path: string): Promise<Pixels> {
  const { width, height, data, channels, depth } = decode(await readFile(path));
  if (depth !== 8 || channels < 3) throw new Error(`${path}: ${channels} channels of ${depth}`);
  const rgb = new Uint8Array(width * height * 3);
  for (let n = 0; n < rgb.length; n++) {
    rgb[n] = data[Math.floor(n / 3) * channels + (n % 3)] ?? 0;
  }
  return { width, height, data: rgb };
}

/** The same with its alpha, straight: four bytes a pixel. */
export async function readRgba(path: string): Promise<Pixels> {
  const { width, height, data, channels, depth } = decode(await readFile(path));
  if (depth !== 8 || channels !== 4) throw new Error(`${path}: ${channels} channels of ${depth}`);
  return { width, height, data: Uint8Array.from(data) };
}

/** How alike two pictures are, dB; equal ones are infinitely so. */
export function psnr(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 0;
  const squares = a.data.reduce((sum, value, n) => sum + (value - (b.data[n] ?? 0)) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / a.data.length));
}

/** `numpy.roll(pixels, (right, down), (1, 0))` */
export function rolled({ width, height, data }: Pixels, right: number, down: number): Pixels {
  const wrap = (value: number, length: number) => ((value % length) + length) % length;
  const moved = data.map((_, n) => {
    const [x, y] = [Math.floor(n / 3) % width, Math.floor(n / 3 / width)];
    return data[(wrap(y - down, height) * width + wrap(x - right, width)) * 3 + (n % 3)] ?? 0;
  });
  return { width, height, data: moved };
}

/** What mp4box finds in a film's structure. */
export async function inspect(path: string) {
  const bytes = await readFile(path);
  const file = createFile(false);
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(bytes).buffer, 0));
  file.flush();
  const info = file.getInfo();
  const track = file.moov.traks[0];
  if (track === undefined || info.videoTracks.length !== 1) throw new Error(`${path}: one track?`);
  const { stbl } = track.mdia.minf;
  const entry = stbl.stsd.entries[0];
  return {
    size: bytes.length,
    boxes: file.boxes.map(({ type, start, size }) => ({ type, start, size })),
    mdat: payloadOf(file, 'mdat'),
    times: [file.moov.mvhd, track.tkhd, track.mdia.mdhd].flatMap((box) => [
      box.creation_time,
      box.modification_time,
    ]),
    seconds: track.mdia.mdhd.duration / track.mdia.mdhd.timescale,
    width: info.videoTracks[0]?.video?.width,
    height: info.videoTracks[0]?.video?.height,
    codec: info.videoTracks[0]?.codec,
    frames: info.videoTracks[0]?.nb_samples ?? 0,
    samples: file.getTrackSamplesInfo(info.videoTracks[0]?.id ?? 0),
    colour: entry?.boxes?.find(({ type }) => type === 'colr') as unknown as Record<string, unknown>,
    /** Counted from 0, as we count frames. */
    keyFrames: [...(stbl.stss?.sample_numbers ?? [])].map((number) => number - 1),
  };
}

function payloadOf(file: ISOFile, type: string): { start: number; end: number } {
  const box = file.boxes.find((each) => each.type === type);
  if (box?.start === undefined) throw new Error(`no ${type}`);
  return { start: box.start + (box.hdr_size ?? 8), end: box.start + box.size };
}
