import { spawnSync } from 'node:child_process';
import { launch } from 'puppeteer-core';
import { findBrowser } from '../../src/cli/browser/find.ts';
import { SANDBOX } from '../session.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import { share } from '../shared.ts';
import { half, type PlanarFrame } from './bt709.ts';
import { demux } from './film.ts';

/** Another program's view of a film. */
export interface Decoder {
  decode(film: Uint8Array): Promise<PlanarFrame[]>;
  /** Of a stream that is in no film. */
  decodeChunks(config: VideoDecoderConfig, chunks: readonly StreamChunk[]): Promise<PlanarFrame[]>;
}

type StreamChunk = Pick<Chunk, 'data' | 'key' | 'timestamp'>;

const ORIGIN = 'https://decoder.invalid/';

/** Chromium's own VideoDecoder, in a browser that the worker's files share; nobody closes it. */
export function sharedDecoder(): Promise<Decoder> {
  return share('decoder', startDecoder);
}

async function startDecoder(): Promise<Decoder> {
  const { path, shell, env } = await findBrowser(undefined);
  const browser = await launch({
    executablePath: path,
    headless: shell ? 'shell' : true,
    pipe: true,
    args: SANDBOX ? [] : ['--no-sandbox'],
    env: { ...process.env, ...env },
  });
  const page = await browser.newPage();
  // WebCodecs are for secure contexts alone, which about:blank is not.
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    void request.respond({ contentType: 'text/html', body: '' });
  });
  await page.goto(ORIGIN);
  const decodeChunks = async (config: VideoDecoderConfig, chunks: readonly StreamChunk[]) => {
    const { description, colorSpace: _, ...plain } = config;
    const frames = await page.evaluate(decodeInPage, {
      config: plain,
      description: description && toBase64(bytesOf(description)),
      chunks: chunks.map(({ data, key, timestamp }) => ({ key, timestamp, data: toBase64(data) })),
    });
    return frames.map(({ width, height, layout, data }) => {
      const bytes = Buffer.from(data, 'base64');
      return { width, height, planes: pack(bytes, layout, width, height) };
    });
  };
  return {
    async decode(film) {
      const { config, chunks } = await demux(film);
      return decodeChunks(config, chunks);
    },
    decodeChunks,
  };
}

interface PageChunk {
  readonly key: boolean;
  readonly timestamp: number;
  readonly data: string;
}

interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly layout: readonly PlaneLayout[];
  readonly data: string;
}

/** Runs in the page. */
async function decodeInPage(film: {
  config: VideoDecoderConfig;
  description: string | undefined;
  chunks: PageChunk[];
}): Promise<PageFrame[]> {
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const readFrame = async (frame: VideoFrame): Promise<PageFrame> => {
    const { displayWidth: width, displayHeight: height } = frame;
    if (frame.format !== 'I420') throw new Error(`a frame in ${frame.format}; expected I420`);
    const bytes = new Uint8Array(frame.allocationSize());
    const layout = await frame.copyTo(bytes);
    frame.close();
    let text = '';
    // As many as a function takes for its arguments.
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { width, height, layout, data: btoa(text) };
  };
  const frames: Promise<PageFrame>[] = [];
  let failure: unknown;
  const decoder = new VideoDecoder({
    output: (frame) => frames.push(readFrame(frame)),
    error: (error) => (failure = error),
  });
  const { config, description, chunks } = film;
  decoder.configure({ ...config, ...(description && { description: fromBase64(description) }) });
  for (const { key, timestamp, data } of chunks) {
    const type = key ? 'key' : 'delta';
    decoder.decode(new EncodedVideoChunk({ type, timestamp, data: fromBase64(data) }));
  }
  await decoder.flush();
  if (failure) throw failure;
  return Promise.all(frames);
}

/** Takes the padding of the rows away. */
function pack(bytes: Uint8Array, layout: readonly PlaneLayout[], width: number, height: number) {
  const planes = layout.flatMap(({ offset, stride }, plane) => {
    const [columns, rows] = plane === 0 ? [width, height] : [half(width), half(height)];
    return Array.from({ length: rows }, (_, row) =>
      bytes.subarray(offset + row * stride, offset + row * stride + columns),
    );
  });
  return Buffer.concat(planes);
}

/** Why ffmpeg can't be asked on this machine; `undefined` where it can. */
export function ffmpegUnavailable(): string | undefined {
  const { error, status } = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' });
  return error || status !== 0 ? 'ffmpeg is not on PATH' : undefined;
}

/**
 * ffmpeg's decoders, which take nothing that is wrong; the film comes through a pipe, so they read it from front to back.
 *
 * @param depth bits of a sample: ten have two bytes, the low one first
 */
export function decodeWithFfmpeg(
  film: Uint8Array,
  width: number,
  height: number,
  depth: 8 | 10 = 8,
): PlanarFrame[] {
  const strict = ['-v', 'error', '-xerror', '-err_detect', 'explode'];
  const args = [...strict, '-i', 'pipe:0', '-fps_mode', 'passthrough'];
  const format = depth === 8 ? 'yuv420p' : 'yuv420p10le';
  const raw = ['-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'];
  const options = { input: film, maxBuffer: 2 ** 30 };
  const { stdout, stderr, status } = spawnSync('ffmpeg', [...args, ...raw], options);
  if (status !== 0 || stderr.length > 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
  const samples = width * height + 2 * half(width) * half(height);
  const size = depth === 8 ? samples : 2 * samples;
  return Array.from({ length: Math.floor(stdout.length / size) }, (_, i) => ({
    width,
    height,
    planes: stdout.subarray(i * size, (i + 1) * size),
  }));
}

/** What ffprobe says about the first video stream. */
export function probe(film: Uint8Array): Record<string, unknown> {
  const args = ['-v', 'error', '-of', 'json', '-show_streams', 'pipe:0'];
  const { stdout } = spawnSync('ffprobe', args, { input: film });
  const { streams } = JSON.parse(stdout.toString()) as { streams: Record<string, unknown>[] };
  return streams[0] ?? {};
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source);
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
