import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measure } from '../case.ts';
import type { Entry } from '../contest.ts';
import type { TypedJob } from '../typed-jobs.ts';
import { ffmpegVersion } from './ffmpeg.ts';

const execute = promisify(execFile);

export interface TypedPlace {
  readonly root: string;
  readonly folder: string;
  readonly photograph: string;
  readonly gl: string;
}

/** Runs one of the two; timed is the whole process. */
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
  const ours = [join(root, 'dist/cli.js'), 'render', ...job.stillmotion, '--gl', gl, '--quiet'];
  const [command, args]: [string, readonly string[]] =
    measure === 'ffmpeg, as typed'
      ? ['ffmpeg', [...quiet, ...job.ffmpeg, '-frames:v', `${frames}`, 'ffmpeg.mp4']]
      : [process.execPath, ours.concat('--no-verify', '-o', 'stillmotion.mp4')];
  return {
    frames,
    async run() {
      const started = performance.now();
      await run(command, args);
      return { [measure]: (performance.now() - started) / 1000 };
    },
  };
}
