import { SingleBar } from 'cli-progress';

/** Shows how far a film is. */
export interface Progress {
  update(frames: number): void;
  stop(): void;
}

/** On a terminal a bar on stderr; elsewhere nothing. */
export function showProgress(total: number, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: '{bar} {percentage}% · frame {value} of {total} · {rate} frames/s · {left} s left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
    fps: 10,
  });
  const start = performance.now();
  bar.start(total, 0, { rate: '–', left: '–' });
  return {
    update(frames) {
      const rate = frames / ((performance.now() - start) / 1000);
      bar.update(frames, { rate: rate.toFixed(0), left: ((total - frames) / rate).toFixed(0) });
    },
    stop: () => bar.stop(),
  };
}
