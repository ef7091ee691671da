import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ffmpegVersion } from './peers/ffmpeg.ts';
import { findMatplotlib } from './peers/matplotlib.ts';
import type { Machine } from './report/model.ts';

/** What the figures of a run depend on. */
export async function describeMachine(root: string): Promise<Machine> {
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    commit: describeCommit(root),
    processor: processor?.model.trim() ?? 'unknown',
    processors: cpus().length,
    memory: totalmem(),
    system: `${await distribution()}${type()} ${release()}`,
    versions: {
      Node: process.versions.node,
      Mediabunny: await packageVersion(root, 'mediabunny'),
      ffmpeg: ffmpegVersion() ?? 'not installed',
      matplotlib: findMatplotlib()?.version ?? 'not installed',
    },
  };
}

function describeCommit(root: string): string {
  const args = ['describe', '--always', '--dirty'];
  const { stdout, status } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}

/** e.g. `Debian GNU/Linux 12 (bookworm), `; nothing elsewhere than on Linux. */
async function distribution(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const name = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1];
  return name === undefined ? '' : `${name}, `;
}

async function packageVersion(root: string, name: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
