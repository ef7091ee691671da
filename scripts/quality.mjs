// Makes tables of docs/quality.md anew. `npm run quality`: the same frames by our encoders and by ffmpeg's, what they take
// and what is left of them, and how many bytes ffmpeg's need for the PSNR of ours; about five minutes. `npm run quality -- dips`: how far the frame of each film that stands out
// most lies below its neighbours, and whether presets are in order; about half an hour. Sizes after it are the only ones
// that are measured, and the table is printed then. It needs an ffmpeg with libx264, libvpx, libsvtav1 and libaom.
import { encode } from 'fast-png';
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

const X264 = ['-c:v', 'libx264', '-preset'];
/** ffmpeg's encoders, and the qualities of which a line is drawn through bytes and PSNR. */
const THEIRS = {
  veryfast: { label: 'x264 veryfast', args: [...X264, 'veryfast'], crfs: [10, 14, 18, 23, 30, 38] },
  medium: { label: 'x264 medium', args: [...X264, 'medium'], crfs: [10, 14, 18, 23, 30, 38] },
  vpx: {
    label: 'libvpx VP9',
    args: ['-c:v', 'libvpx-vp9', '-b:v', '0', '-cpu-used', '4', '-row-mt', '0'],
    crfs: [4, 12, 20, 32, 48, 60],
  },
  svt: {
    label: 'SVT-AV1 preset 8',
    args: ['-c:v', 'libsvtav1', '-preset', '8', '-svtav1-params', 'lp=1'],
    crfs: [6, 14, 24, 35, 50, 60],
  },
  aom: {
    label: 'libaom AV1 cpu-used 8',
    args: ['-c:v', 'libaom-av1', '-b:v', '0', '-cpu-used', '8', '-row-mt', '0'],
    crfs: [5, 12, 22, 32, 50, 60],
  },
};

/** Options of `render`. */
const OURS = [
  { label: 'H.264 `draft`', options: ['--quality', 'draft'] },
  { label: 'H.264 `standard`', options: [] },
  { label: 'H.264 `high`', options: ['--quality', 'high'] },
  { label: 'VP9 `standard`', options: ['--codec', 'vp9'] },
  { label: 'VP9 `high`', options: ['--codec', 'vp9', '--quality', 'high'] },
  { label: 'AV1 `standard`', options: ['--codec', 'av1'] },
  { label: 'AV1 `high`', options: ['--codec', 'av1', '--quality', 'high'] },
];
/** Those of ffmpeg's that have a row of their own. */
const SHOWN = [
  ['veryfast', 23],
  ['medium', 23],
  ['vpx', 32],
  ['vpx', 20],
  ['svt', 35],
  ['aom', 32],
];

const SIZES = ['320x240', '640x480', '1280x720', '1920x1080'];
const MOTIONS = { roll: ['--step', '2.5'], zoom: ['--motion', 'zoom:to=1.3'] };
const QUALITIES = ['draft', 'standard', 'high'];
const CODECS = [
  { label: 'H.264', options: ['--codec', 'h264'] },
  { label: 'VP9', options: ['--codec', 'vp9'] },
  { label: 'AV1', options: ['--codec', 'av1'] },
  { label: 'VP9, ten bits', options: ['--codec', 'vp9'], depth: '10' },
];
/** dB. */
const MOST_DIP = 1.5;

prepare();
const folder = mkdtempSync(join(tmpdir(), 'stillmotion-quality-'));
try {
  const [table, ...sizes] = process.argv.slice(2);
  if (table === undefined) {
    const columns = Object.entries(FILMS).map(([name, film]) => measureFilm(name, film));
    writeTable('beside ffmpeg: made by `npm run quality`', tableOf(columns));
    writeTable('at equal PSNR: made by `npm run quality`', ratiosOf(columns));
  } else if (table === 'dips') {
    const rows = measureDips(sizes.length > 0 ? sizes : SIZES);
    if (sizes.length > 0) console.log(rows);
    else writeTable('dips: made by `npm run quality -- dips`', rows);
  } else throw new Error(`there is no table ${table}; leave it out, or say dips`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** How far frames stand out in films of a sky and of a photograph, in each codec and quality. */
function measureDips(sizes) {
  const pictures = { sky: drawSky(), photograph: join(ROOT, PICTURE) };
  const rows = Object.entries(pictures).flatMap(([name, picture]) =>
    Object.entries(MOTIONS).flatMap(([motion, options]) =>
      sizes.map((size) => {
        const film = [...options, '--canvas', size];
        const cells = CODECS.map((codec) => dipsCell(codec, film, picture));
        const row = `| ${name}, ${motion}, ${size.replace('x', ' × ')} | ${cells.join(' | ')} |`;
        console.log(row);
        return row;
      }),
    ),
  );
  const head = `| | ${CODECS.map(({ label }) => label).join(' | ')} |`;
  return [head, `| --- |${' --- |'.repeat(CODECS.length)}`, ...rows].join('\n');
}

function dipsCell({ options, depth = '8' }, film, picture) {
  const drawn = join(folder, 'drawn.y4m');
  render([...film, '--depth', depth, '--format', 'y4m', '-o', drawn], picture);
  const seen = QUALITIES.map((quality) => {
    const encoded = join(folder, 'film.mp4');
    const all = [...film, ...options, '--depth', depth, '--quality', quality, '-o', encoded];
    render(all, picture);
    const errors = compare(encoded, drawn).errors;
    const { size: bytes } = statSync(encoded);
    return { bytes, error: mean(errors), dip: deepestDip(errors) };
  });
  const isOrdered = seen.every(({ bytes, error }, n) => {
    const before = seen[n - 1];
    return before === undefined || (bytes > before.bytes && error < before.error);
  });
  const dips = seen.map(({ dip }) => (dip > MOST_DIP ? `**${dip.toFixed(1)}**` : dip.toFixed(1)));
  const bytes = seen.map((one) => (one.bytes / 1000).toFixed(0)).join(', ');
  return `${dips.join(', ')}; ${bytes} kB${isOrdered ? '' : ', **not in order**'}`;
}

/** As `test/browser/quality.test.ts` has it. */
function drawSky() {
  const [width, height] = [960, 720];
  const color = (x, y) => [60 + y / 8 + x / 96, 110 + y / 8 + x / 120, 190 + y / 14.4];
  const data = Uint8Array.from({ length: 3 * width * height }, (_, n) => {
    const pixel = Math.floor(n / 3);
    return Math.round(color(pixel % width, Math.floor(pixel / width))[n % 3]);
  });
  const path = join(folder, 'sky.png');
  writeFileSync(path, encode({ width, height, data, channels: 3 }));
  return path;
}

/** How far below the median of the ten frames around it a frame is at most, dB. */
function deepestDip(errors) {
  const psnr = errors.map((error) => -10 * Math.log10(Math.max(error, 1e-9)));
  const dips = psnr.map((own, n) => {
    const around = [...psnr.slice(Math.max(0, n - 5), n), ...psnr.slice(n + 1, n + 6)];
    return median(around) - own;
  });
  return Math.max(...dips);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

function measureFilm(name, film) {
  const drawn = join(folder, 'drawn.y4m');
  render([...film, '--format', 'y4m', '-o', drawn]);
  const encoded = join(folder, 'film.mp4');
  const look = (label) => {
    const cell = { bytes: statSync(encoded).size, ...compare(encoded, drawn) };
    console.log(`${name}, ${label}: ${describe(cell)}`);
    return cell;
  };
  const ours = OURS.map(({ label, options }) => {
    render([...film, ...options, '-o', encoded]);
    return look(label);
  });
  const theirs = Object.entries(THEIRS).map(([key, { label, args, crfs }]) => {
    const cells = crfs.map((crf) => {
      ffmpeg(['-y', '-i', drawn, ...args, '-crf', crf, '-threads', '1', encoded]);
      return [crf, look(`${label}, CRF ${crf}`)];
    });
    return [key, new Map(cells)];
  });
  return { name, ours, theirs: Object.fromEntries(theirs) };
}

function render(options, picture = join(ROOT, PICTURE)) {
  run(process.execPath, [join(ROOT, 'dist/cli.js'), 'render', picture, ...FRAME, ...options]);
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
    errors,
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
  const ours = OURS.map(({ label }, n) => [label, columns.map((column) => column.ours[n])]);
  const theirs = SHOWN.map(([key, crf]) => [
    `${THEIRS[key].label}, CRF ${crf}`,
    columns.map((column) => column.theirs[key].get(crf)),
  ]);
  return withHead(
    columns,
    [...ours, ...theirs].map(([label, cells]) => [label, cells.map(describe)]),
  );
}

/** How many times the bytes ours have that ffmpeg's encoders take for as much PSNR, in the order of `THEIRS`. */
function ratiosOf(columns) {
  return withHead(
    columns,
    OURS.map(({ label }, n) => [
      label,
      columns.map(({ ours, theirs }) =>
        Object.keys(THEIRS)
          .map((key) => {
            const bytes = bytesAt(ours[n].psnr, [...theirs[key].values()]);
            return bytes === undefined ? '–' : (ours[n].bytes / bytes).toFixed(1);
          })
          .join(', '),
      ),
    ]),
  );
}

/** Between two films, on the straight line through the logarithms of their bytes; nothing beyond the last. */
function bytesAt(psnr, cells) {
  const sorted = cells.toSorted((a, b) => a.psnr - b.psnr);
  const above = sorted.findIndex((cell) => cell.psnr >= psnr);
  const [low, high] = [sorted[above - 1], sorted[above]];
  if (low === undefined || high === undefined) return undefined;
  const share = (psnr - low.psnr) / (high.psnr - low.psnr);
  return low.bytes * (high.bytes / low.bytes) ** share;
}

function withHead(columns, rows) {
  const head = `| | ${columns.map(({ name }) => name).join(' | ')} |`;
  const lines = rows.map(([label, cells]) => `| ${label} | ${cells.join(' | ')} |`);
  return [head, `| --- |${' --- |'.repeat(columns.length)}`, ...lines].join('\n');
}

/** @param mark between which, and its end, it stands in docs/quality.md */
function writeTable(mark, table) {
  const path = join(ROOT, 'docs/quality.md');
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark.split(':')[0]} -->`];
  const [before, rest] = readFileSync(path, 'utf8').split(start);
  if (rest === undefined) throw new Error(`docs/quality.md has no line ${start}`);
  writeFileSync(path, `${before}${start}\n\n${table}\n\n${end}${rest.split(end)[1]}`);
}

function run(program, args, options = {}) {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
