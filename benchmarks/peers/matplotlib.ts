import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from '../contest.ts';
import { ffmpegVersion } from './ffmpeg.ts';

const execute = promisify(execFile);

/** The first on PATH may be one without packages, where the system's has them. */
const PYTHONS = ['python3', '/usr/bin/python3', 'python'];
/** Also lets matplotlib list its fonts, which it does once. */
const PROBE =
  'import matplotlib, matplotlib.font_manager, numpy, skimage.io, skimage.transform; print(matplotlib.__version__)';

interface Matplotlib {
  readonly python: string;
  readonly version: string;
}

/** A Python that has what the notebook needs; `undefined` where there is none. */
export function findMatplotlib(): Matplotlib | undefined {
  for (const python of PYTHONS) {
    const { stdout, status } = spawnSync(python, ['-c', PROBE], { encoding: 'utf8' });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return undefined;
}

/** The notebook's film by its own script: saving it, and the whole process. */
export function enterMatplotlib(root: string, picture: string, folder: string): Entry | string {
  const found = findMatplotlib();
  if (found === undefined) return 'matplotlib with scikit-image: not installed';
  if (ffmpegVersion() === undefined) return 'matplotlib: its writer, ffmpeg, is not installed';
  const script = join(root, 'benchmarks/peers/notebook.py');
  return {
    frames: 220,
    async run() {
      const started = performance.now();
      const { stdout } = await execute(found.python, [
        script,
        picture,
        join(folder, 'matplotlib.mp4'),
      ]);
      return {
        matplotlib: Number(stdout),
        'matplotlib, whole process': (performance.now() - started) / 1000,
      };
    },
  };
}
