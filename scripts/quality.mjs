// Makes the table of docs/quality.md anew: the same frames by our encoders and by ffmpeg's, what they take and what
// is left of them. `npm run quality`: about two minutes. It needs an ffmpeg with libx264 and libvpx.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, ROOT } from './setup.mjs';

const PICTURE = 'benchmarks/pictures/retina.jpg';
const FRAME = ['--frames', '60', '--no-verify', '--quiet'];
const FILMS = {
  'roll by 2 px': ['--size', '640x480', '--step', '2'],
  'roll by 2.5 px': ['--size', '640x480', '--step', '2.5'],
  'zoom to 1.3': ['--canvas', '640x480', '--motion', 'zoom:to=1.3'],
  rotate: ['--canvas', '640x480', '--motion', 'rotate', '--period', '20'],
  grain: ['--canvas', '640x480', '--motion', 'kenburns', '--effect', 'grain'],
};

const X264 = ['-c:v', 'libx264', '-crf', '23', '-preset'];
const VPX = ['-c:v', 'libvpx-vp9', '-b:v', '0', '-cpu-used', '4', '-row-mt', '0', '-crf'];
/** Ours are options of `render`; ffmpeg's are options of its own. */
const ENCODERS = [
  { label: 'H.264 `draft`', ours: ['--quality', 'draft'] },
  { label: 'H.264 `standard`', ours: [] },
  { label: 'H.264 `high`', ours: ['--quality', 'high'] },
  { label: 'VP9 `standard`', ours: ['--codec', 'vp9'] },
  { label: 'VP9 `high`', ours: ['--codec', 'vp9', '--quality', 'high'] },
  { label: 'AV1 `standard`', ours: ['--codec', 'av1'] },
  { label: 'x264 veryfast, CRF 23', theirs: [...X264, 'veryfast'] },
  { label: 'x264 medium, CRF 23', theirs: [...X264, 'medium'] },
  { label: 'libvpx VP9, CRF 32', theirs: [...VPX, '32'] },
  { label: 'libvpx VP9, CRF 20', theirs: [...VPX, '20'] },
];

const START = '<!-- beside ffmpeg: made by `npm run quality` -->';
const END = '<!-- /beside ffmpeg -->';

prepare();
const folder = mkdtempSync(join(tmpdir(), 'stillmotion-quality-'));
try {
  const columns = Object.entries(FILMS).map(([name, film]) => measureFilm(name, film));
  const path = join(ROOT, 'docs/quality.md');
  writeFileSync(path, withTable(readFileSync(path, 'utf8'), tableOf(columns)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measureFilm(name, film) {
  const drawn = join(folder, 'drawn.y4m');
  render([...film, '--format', 'y4m', '-o', drawn]);
  const cells = ENCODERS.map(({ label, ours, theirs }) => {
    const encoded = join(folder, 'film.mp4');
    if (ours) render([...film, ...ours, '-o', encoded]);
    else ffmpeg(['-y', '-i', drawn, ...theirs, '-threads', '1', encoded]);
    const cell = { bytes: statSync(encoded).size, ...compare(encoded, drawn) };
    console.log(`${name}, ${label}: ${describe(cell)}`);
    return cell;
  });
  return { name, cells };
}

function render(options) {
  run(process.execPath, [
    join(ROOT, 'dist/cli.js'),
    'render',
    join(ROOT, PICTURE),
    ...FRAME,
    ...options,
  ]);
}

function ffmpeg(args, options) {
  return run('ffmpeg', ['-nostdin', '-v', 'error', ...args], options);
}

/** PSNR and SSIM of Y′, of all frames and of the worst. */
function compare(encoded, drawn) {
  const filters = '[0:v][1:v]psnr=stats_file=psnr.txt;[0:v][1:v]ssim=stats_file=ssim.txt';
  ffmpeg(['-i', encoded, '-i', drawn, '-lavfi', filters, '-f', 'null', '-'], { cwd: folder });
  const errors = statsOf('psnr.txt', /mse_y:(\S+)/);
  const psnr = (error) => 10 * Math.log10(255 ** 2 / Math.max(error, 1e-9));
  return {
    psnr: psnr(mean(errors)),
    worst: psnr(Math.max(...errors)),
    ssim: Math.min(...statsOf('ssim.txt', /Y:(\S+)/)),
  };
}

function statsOf(name, pattern) {
  const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
  return lines.map((line) => Number(pattern.exec(line)?.[1]));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function describe({ bytes, psnr, worst, ssim }) {
  return `${(bytes / 1000).toFixed(0)} kB; ${psnr.toFixed(1)}, ${worst.toFixed(1)}; ${ssim.toFixed(3)}`;
}

function tableOf(columns) {
  const rows = ENCODERS.map(
    ({ label }, n) =>
      `| ${label} | ${columns.map(({ cells }) => describe(cells[n])).join(' | ')} |`,
  );
  const head = `| | ${columns.map(({ name }) => name).join(' | ')} |`;
  return [head, `| --- |${' --- |'.repeat(columns.length)}`, ...rows].join('\n');
}

function withTable(text, table) {
  const [before, rest] = text.split(START);
  if (rest === undefined) throw new Error(`docs/quality.md has no line ${START}`);
  return `${before}${START}\n\n${table}\n\n${END}${rest.split(END)[1]}`;
}

function run(program, args, options = {}) {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
