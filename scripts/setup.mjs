// Brings a clone to the point where it can run: packages installed, everything built. Each step is
// done only when something has changed since, and says one line when it takes time. Plain Node, as
// nothing else is there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const STAMP = join(ROOT, 'dist', '.built');
const PACKAGES = join(ROOT, 'node_modules');
/** Says by which lock file packages were installed. */
const LOCK_STAMP = join(PACKAGES, '.stillmotion-lock');
/** What the build is made from. */
const SOURCES = [
  'src',
  'shaders',
  'headless.html',
  'index.html',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'tsconfig.node-types.json',
  'tsconfig.types.json',
  'vite.config.ts',
];

/** Installs and builds what is missing or out of date. */
export function prepare(options) {
  requireNode();
  install(options);
  build();
}

/** Runs a program of ours or of a package; ends this one with its exit code when it fails. */
export function run(file, args, options = {}) {
  const { status, signal, error } = spawnSync(process.execPath, [join(ROOT, file), ...args], {
    stdio: 'inherit',
    ...options,
  });
  if (error) throw error;
  if (status !== 0) process.exit(signal ? 1 : status);
}

/** Builds the page, the command line and the library, unless the sources are as they were. */
export function build({ force = false } = {}) {
  const stamp = hashSources();
  if (!force && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  console.error('stillmotion: building …');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const vite = 'node_modules/vite/bin/vite.js';
  for (const mode of ['headless', 'page', 'cli', 'library'])
    quietly([join(ROOT, vite), 'build', '--mode', mode]);
  for (const half of ['tsconfig.types.json', 'tsconfig.node-types.json'])
    quietly([join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', half]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `stillmotion: this is Node ${process.versions.node}; expected 20.19 or newer (nodejs.org).`,
  );
  process.exit(1);
}

/**
 * Installs packages unless they are what the lock file says. Its time says nothing: git writes it anew where nothing has
 * changed.
 *
 * @param options with `queue`, packages/queue gets its packages, too; most commands have no use for them
 */
function install({ queue = false } = {}) {
  const lock = join(ROOT, 'package-lock.json');
  const stamp = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const current = stampOfPackages(lock, stamp) === stamp;
  if (current && (!queue || existsSync(join(PACKAGES, 'stillmotion-queue')))) return;
  console.error('stillmotion: installing packages …');
  const npm = process.env.npm_execpath;
  const args = [
    // What is there is kept where only more is wanted: `npm ci` would take all of it away first.
    ...(current ? ['install', '--no-save'] : ['ci']),
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(queue ? [] : ['--workspaces=false']),
  ];
  if (npm) quietly([npm, ...args]);
  else quietly(args, 'npm');
  writeFileSync(LOCK_STAMP, stamp);
}

/** By which lock file packages were installed; `undefined` where there are none, or nobody knows. */
function stampOfPackages(lock, stamp) {
  if (existsSync(LOCK_STAMP)) return readFileSync(LOCK_STAMP, 'utf8');
  // Somebody called npm, which keeps a copy of the lock file that it went by: not before that was as it is now.
  const installed = join(PACKAGES, '.package-lock.json');
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)
    return undefined;
  writeFileSync(LOCK_STAMP, stamp);
  return stamp;
}

/** Keeps the output of a step to itself unless the step fails. */
function quietly(args, command = process.execPath) {
  const shell = command === 'npm' && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell,
  });
  if (status === 0) return;
  console.error(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}`);
  console.error(`stillmotion: ${command === 'npm' ? 'npm ' : ''}${args.join(' ')} failed.`);
  process.exit(1);
}

function hashSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesIn))
    hash.update(path).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

function filesIn(path) {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path))
    .toSorted()
    .flatMap((name) => filesIn(join(path, name)));
}
