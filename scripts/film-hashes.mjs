// Prints a SHA-256 of a table of films and stills, a line each, so that a change which is meant to leave
// every pixel as it is can be held against the commit before it:
//   node scripts/film-hashes.mjs > before.txt      in the old clone
//   node scripts/film-hashes.mjs | diff before.txt -
// What is hashed is what ffmpeg decodes; with --bytes it is the file. Options for all films come behind `--`:
// `-- --encoder webcodecs`.
// Hashes hold on one machine with one browser: what encodes and draws differs from machine to machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, ROOT } from './setup.mjs';

const CARD = 'test/fixtures/pictures/card.png';
const CLEAR = 'test/fixtures/pictures/card-smooth-rgba.png';
const RETINA = 'benchmarks/pictures/retina.jpg';
const FIGURE = ['--layout', 'figure', '--background', '#e8f0d8'];
// Each says its step, as defaults are a promise of their own.
const SLOW = ['--step', '1'];
const SMALL = ['--size', '160x120', '--frames', '40', ...SLOW];

/** [command, picture ('' is the built-in one), ...options] */
const JOBS = [
  ['render', CARD, ...SLOW],
  ['render', CARD, '--step', '-3', '--axis', 'y'],
  ['render', CARD, '--step', '0.5', '--frames', '20'],
  ['render', CARD, '--step', '0', '--frames', '20'],
  ['render', CARD, '--filter', 'nearest', '--step', '0.37', '--frames', '30'],
  ['render', CARD, ...SLOW, '--size', '37x23', '--codec', 'vp9', '--title', '{f}'],
  ['render', CARD, ...FIGURE, ...SLOW, '--frames', '30', '--title', 'Frame {f:3d}'],
  [
    'render',
    CARD,
    ...FIGURE,
    '--canvas',
    '200x160',
    '--axis',
    'y',
    '--step',
    '-1.3',
    '--frames',
    '30',
  ],
  ['render', CLEAR, ...SLOW, '--background', '#204060', '--frames', '16'],
  ['render', RETINA, ...SMALL, '--title', 'No. {f} of {n}'],
  ['render', RETINA, ...SMALL, '--loops', '3'],
  ['render', RETINA, ...SMALL, '--hold', '3', '--fps', '24'],
  ['render', RETINA, ...SMALL, '--codec', 'vp9', '--quality', 'high'],
  ['render', RETINA, ...SMALL, '--codec', 'av1', '--quality', 'draft'],
  ['render', RETINA, ...SMALL, '--capture', 'canvas'],
  ['render', RETINA, ...SMALL, '--gl', 'swiftshader'],
  ['render', RETINA, '--size', '320x240', '--frames', '400', '--step', '1'],
  ['render', RETINA, '--size', '320x240', '--frames', '400', ...SLOW, '--range', '20-219'],
  ['render', RETINA, '--size', '301x201', '--frames', '2', '--step', '0.123457'],
  ['render', RETINA, '--size', '301x201', '--frames', '60', '--step', '0.123457'],
  ['render', RETINA, '--size', '1280x720', '--frames', '30', '--step', '4', '--fps', '30000/1001'],
  ['render', '', '--preset', 'notebook'],
  ['render', '', ...SLOW, '--size', '64x48', '--bitrate', '200000', '--duration', '1.5'],
  ['still', CARD, ...SLOW, '--frame', '7'],
  ['still', CARD, '--frame', '9999999', '--step', '0.5'],
  ['still', CARD, ...FIGURE, ...SLOW, '--frame', '3', '--title', 'Frame {f:3d}', '--size', '90x70'],
  ['still', CLEAR, ...SLOW, '--frame', '5', '--background', '#204060'],
  ['still', CLEAR, '--frame', '5', ...FIGURE, '--size', '500x400', '--step', '3'],
  ['still', RETINA, ...SLOW, '--frame', '99', '--size', '640x480', '--title', '{t:.2f} s'],
  ['still', RETINA, '--frame', '99', '--filter', 'nearest', '--step', '0.4', '--size', '300x200'],
  ['still', '', '--preset', 'notebook', '--frame', '219'],
];

prepare();
const [own, forFilms] = splitAtDashes(process.argv.slice(2));
const hashOf = own.includes('--bytes') ? hashOfBytes : hashOfPixels;
const folder = mkdtempSync(join(tmpdir(), 'stillmotion-hashes-'));
try {
  for (const [command, picture, ...options] of JOBS) {
    const output = join(folder, command === 'still' ? 'still.png' : 'film.mp4');
    const more = command === 'render' ? forFilms : [];
    const args = [
      command,
      ...(picture ? [picture] : []),
      ...options,
      ...more,
      '--quiet',
      '-o',
      output,
    ];
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const hash = status === 0 ? hashOf(output) : `failed: ${stderr.trim()}`;
    console.log(`${[command, picture || 'built-in', ...options].join(' ')}: ${hash}`);
    rmSync(output, { force: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function splitAtDashes(args) {
  const at = args.indexOf('--');
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}

function hashOfBytes(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Of all samples as they were decoded, and their times. */
function hashOfPixels(path) {
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-i',
    path,
    '-an',
    '-fps_mode',
    'passthrough',
    '-f',
    'framehash',
    '-',
  ];
  const { stdout, stderr, status } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ffmpeg doesn't decode ${path}: ${stderr}`);
  return createHash('sha256').update(stdout).digest('hex');
}
