// `node scripts/encoder-tries.mjs`: what the browser's encoders make of the same frames, told this or that (encoder-tries-list.mjs), a
// line a try: how many times the bytes for as much PSNR, and of each point kB, PSNR of Y′ (all frames, the worst), the deepest dip and what
// the first frames take of the key frame's bytes. With words behind it (`av1 zoom L1T3`) those that have them all. Half an hour and more; it needs an ffmpeg.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { prepare, ROOT } from './setup.mjs';
import { TRIES } from './encoder-tries-list.mjs';

const PICTURE = join(ROOT, 'benchmarks/pictures/retina.jpg');
const [WIDTH, HEIGHT, FPS, FRAMES] = [640, 480, 30, 60];
const FILMS = {
  'roll by 2.5 px': ['--size', '640x480', '--step', '2.5'],
  'zoom to 1.3': ['--canvas', '640x480', '--motion', 'zoom:to=1.3'],
  rotate: ['--canvas', '640x480', '--motion', 'rotate', '--period', '20'],
  grain: ['--canvas', '640x480', '--motion', 'kenburns', '--effect', 'grain'],
};
const ORIGIN = 'https://tries.invalid';

prepare();
const server = await createServer({
  root: ROOT,
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
});
const { startChromium } = await server.ssrLoadModule('/test/chromium.ts');
// An encoder that sees one processor has one thread, as in our films.
const flags = process.platform === 'linux' ? ['--zygote-cmd-prefix=taskset -c 0'] : [];
const browser = await startChromium(flags);
const folder = mkdtempSync(join(tmpdir(), 'stillmotion-tries-'));
try {
  const words = process.argv.slice(2);
  const isWanted = (names) => words.every((word) => names.join(' ').includes(word));
  const page = await openPage(browser);
  for (const [film, options] of Object.entries(FILMS)) {
    let drawn;
    for (const codec of ['av1', 'vp9', 'h264']) {
      const [usual, ...others] = TRIES.filter((one) => one.codec === codec);
      const wanted = others.filter(({ name }) => isWanted([codec, film, name]));
      if (wanted.length === 0) continue;
      drawn ??= await draw(page, options);
      const asItIs = await makeAll(page, usual, drawn);
      for (const one of [usual, ...wanted]) {
        const points = one === usual ? asItIs : await makeAll(page, one, drawn);
        const cells = [film, codec, one.name, ratio(points, asItIs), ...points.map(describe)];
        console.log(cells.join(' | '));
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function makeAll(page, { string, codec, points }, drawn) {
  const made = [];
  for (const told of points) {
    const packets = await page.evaluate(encodeFilm, { ...told, codec: string, fps: FPS });
    made.push(typeof packets === 'string' ? packets : measure(packets, codec, drawn));
  }
  return made;
}

/** The page gets the film's planes from here. */
async function openPage(from) {
  const page = await from.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isFilm = request.url().endsWith('/film');
    const body = isFilm ? readFileSync(join(folder, 'drawn.yuv')) : '';
    void request.respond({ body, contentType: isFilm ? 'application/octet-stream' : 'text/html' });
  });
  await page.goto(`${ORIGIN}/`);
  return page;
}

/** Draws a film, and hands its frames to the page. */
async function draw(page, options) {
  const path = join(folder, 'drawn.y4m');
  const common = ['--frames', `${FRAMES}`, '--no-verify', '--quiet', '--format', 'y4m', '-o', path];
  run(process.execPath, [join(ROOT, 'dist/cli.js'), 'render', PICTURE, ...options, ...common]);
  run('ffmpeg', ['-y', '-v', 'error', '-i', path, '-f', 'rawvideo', join(folder, 'drawn.yuv')]);
  await page.evaluate(takeFilm, `${ORIGIN}/film`, WIDTH, HEIGHT, FRAMES);
  return path;
}

/** In the page: keeps the frames. */
async function takeFilm(address, width, height, count) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const length = (width * height * 3) / 2;
  globalThis.film = Array.from({ length: count }, (_, n) =>
    bytes.subarray(n * length, (n + 1) * length),
  );
  globalThis.filmSize = { width, height };
}

/** In the page: the packets, or why there are none. `quantizers` of frames; those behind the last begin again behind the first. */
async function encodeFilm({ codec, fps, quantizers, ...told }) {
  const [width, height] = [globalThis.filmSize.width, globalThis.filmSize.height];
  const config = {
    codec,
    width,
    height,
    framerate: fps,
    latencyMode: 'quality',
    ...(codec.startsWith('avc1') && { avc: { format: 'annexb' } }),
    ...(quantizers && { bitrateMode: 'quantizer' }),
    ...told,
  };
  const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({}));
  if (!supported) return 'refused';
  const packets = [];
  let failure;
  const encoder = new VideoEncoder({
    output(chunk) {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      packets.push({ data, key: chunk.type === 'key' });
    },
    error: (error) => (failure = error),
  });
  try {
    encoder.configure(config);
    const key = codec.startsWith('av01') ? 'av1' : codec.startsWith('vp09') ? 'vp9' : 'avc';
    for (const [n, planes] of globalThis.film.entries()) {
      const frame = new VideoFrame(planes, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        timestamp: Math.round((1e6 * n) / fps),
        colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
      });
      const place = n === 0 ? 0 : 1 + ((n - 1) % ((quantizers?.length ?? 2) - 1));
      const options = { keyFrame: n === 0 };
      if (quantizers) options[key] = { quantizer: Math.round(quantizers[place]) };
      encoder.encode(frame, options);
      frame.close();
      while (encoder.encodeQueueSize > 4) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await encoder.flush();
    encoder.close();
  } catch (error) {
    return `failed: ${String(failure ?? error)}`;
  }
  const base64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
  return packets.map(({ data, key }) => ({ data: base64(data), key }));
}

function measure(packets, codec, drawn) {
  const data = packets.map((packet) => Buffer.from(packet.data, 'base64'));
  const path = join(folder, codec === 'h264' ? 'film.h264' : 'film.ivf');
  writeFileSync(path, codec === 'h264' ? Buffer.concat(data) : ivf(data, codec));
  const rate = codec === 'h264' ? ['-r', `${FPS}`] : [];
  const filter = ['-lavfi', '[0:v][1:v]psnr=stats_file=psnr.txt', '-f', 'null', '-'];
  run('ffmpeg', ['-nostdin', '-v', 'error', ...rate, '-i', path, '-i', drawn, ...filter], {
    cwd: folder,
  });
  const lines = readFileSync(join(folder, 'psnr.txt'), 'utf8').trim().split('\n');
  const errors = lines.map((line) => Number(/mse_y:(\S+)/.exec(line)?.[1]));
  const frames = errors.map((error) => decibels(error));
  return {
    bytes: data.reduce((sum, { length }) => sum + length, 0),
    psnr: decibels(errors.reduce((sum, error) => sum + error, 0) / errors.length),
    worst: Math.min(...frames),
    dip: Math.max(...frames.map((own, n) => medianAround(frames, n) - own)),
    share: data.slice(1, 5).reduce((sum, { length }) => sum + length, 0) / 4 / data[0].length,
    keys: packets.filter(({ key }) => key).length,
  };
}

function decibels(error) {
  return 10 * Math.log10(255 ** 2 / Math.max(error, 1e-9));
}

function medianAround(values, n) {
  const sorted = [...values.slice(Math.max(0, n - 5), n), ...values.slice(n + 1, n + 6)].toSorted(
    (a, b) => a - b,
  );
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

function ivf(packets, codec) {
  const head = Buffer.alloc(32);
  head.write('DKIF');
  head.writeUInt16LE(32, 6);
  head.write(codec === 'av1' ? 'AV01' : 'VP90', 8);
  head.writeUInt16LE(WIDTH, 12);
  head.writeUInt16LE(HEIGHT, 14);
  head.writeUInt32LE(FPS, 16);
  head.writeUInt32LE(1, 20);
  head.writeUInt32LE(packets.length, 24);
  return Buffer.concat([
    head,
    ...packets.flatMap((data, n) => {
      const frame = Buffer.alloc(12);
      frame.writeUInt32LE(data.length, 0);
      frame.writeUInt32LE(n, 4);
      return [frame, data];
    }),
  ]);
}

/** How many times the bytes of another that it takes for as much PSNR: the mean over its points, by logarithms. */
function ratio(points, others) {
  const all = points.filter((point) => typeof point === 'object');
  const logs = all.flatMap(({ bytes, psnr }) => {
    const theirs = bytesAt(psnr, others);
    return theirs === undefined ? [] : [Math.log(bytes / theirs)];
  });
  if (logs.length === 0) return '–';
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length).toFixed(2);
}

/** On the straight line through the logarithms of bytes; a little beyond its ends, too. */
function bytesAt(psnr, points) {
  const sorted = points
    .filter((point) => typeof point === 'object')
    .toSorted((a, b) => a.psnr - b.psnr);
  if (sorted.length < 2 || psnr < sorted[0].psnr - 1.5 || psnr > sorted.at(-1).psnr + 1.5)
    return undefined;
  const above = Math.min(
    Math.max(
      1,
      sorted.findIndex((point) => point.psnr >= psnr),
    ),
    sorted.length - 1,
  );
  const at = psnr > sorted.at(-1).psnr ? sorted.length - 1 : above;
  const [low, high] = [sorted[at - 1], sorted[at]];
  return low.bytes * (high.bytes / low.bytes) ** ((psnr - low.psnr) / (high.psnr - low.psnr));
}

function describe(point) {
  if (typeof point === 'string') return point;
  const { bytes, psnr, worst, dip, keys, share } = point;
  return `${(bytes / 1000).toFixed(0)} kB; ${psnr.toFixed(1)}, ${worst.toFixed(1)}; ${dip.toFixed(1)}; share ${share.toFixed(2)}${keys > 1 ? ` (${keys} key frames)` : ''}`;
}

function run(program, args, options = {}) {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
