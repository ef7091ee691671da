import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measure } from '../case.ts';
import type { Entry } from '../contest.ts';
import { processorTime, sumOverProcesses } from '../processes.ts';
import type { TypedJob } from '../typed-jobs.ts';
import { ffmpegVersion } from './ffmpeg.ts';

const execute = promisify(execFile);

export interface TypedPlace {
  readonly root: string;
  readonly folder: string;
  readonly photograph: string;
  readonly gl: string;
}

/** Runs one of the two; timed is the whole process, and what all processors spend on it. */
export async function enterTyped(
  measure: Extract<Measure, 'stillmotion, as typed' | 'ffmpeg, as typed'>,
  job: TypedJob,
  frames: number,
  { root, folder, photograph, gl }: TypedPlace,
): Promise<Entry | string> {
  if (ffmpegVersion() === undefined) return 'ffmpeg: not installed';
  const run = (command: string, args: readonly string[]) =>
    execute(command, args, { cwd: folder, maxBuffer: 1 << 26 });
  const quiet = ['-nostdin', '-hide_banner', '-y', '-v', 'error'];
  for (const [name, filter] of Object.entries(job.pictures))
    await run('ffmpeg', [...quiet, '-i', photograph, '-vf', filter, '-q:v', '2', name]);
  for (const [name, seconds] of Object.entries(job.sounds ?? {}))
    await run('ffmpeg', [...quiet, '-f', 'lavfi', '-i', `sine=duration=${seconds}`, name]);
  const { ending = 'mp4' } = job;
  const ours = [join(root, 'dist/cli.js'), 'render', ...job.stillmotion, '--gl', gl, '--quiet'];
  const [command, args]: [string, readonly string[]] =
    measure === 'ffmpeg, as typed'
      ? ['ffmpeg', [...quiet, ...job.ffmpeg, '-frames:v', `${frames}`, `ffmpeg.${ending}`]]
      : [process.execPath, ours.concat('--no-verify', '-o', `stillmotion.${ending}`)];
  return {
    frames,
    async run() {
      const started = performance.now();
      const spent = await spentOn(command, args, folder);
      const seconds = (performance.now() - started) / 1000;
      return {
        [measure]: seconds,
        ...(spent !== undefined && { [`${measure}, processors`]: spent }),
      };
    },
  };
}

/** Of all processors, s; `undefined` where nothing tells. */
async function spentOn(command: string, args: readonly string[], folder: string) {
  if (process.platform === 'linux') return sumOverProcesses(command, args, folder, processorTime);
  await execute(command, args, { cwd: folder });
  return undefined;
}
