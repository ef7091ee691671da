import { SingleBar } from 'cli-progress';

/** Shows how far a film is. */
export interface Progress {
  update(frames: number): void;
  stop(): void;
}

/** How far a film is: on a terminal a bar on stderr; elsewhere nothing. */
export function showProgress(total: number, quiet: boolean): Progress {
  return showBar(total, quiet, 'frame', 0);
}

/** The same of a list of films. */
export function showFilms(total: number, quiet: boolean): Progress {
  return showBar(total, quiet, 'film', 1);
}

/** @param digits of the rate, behind its point */
function showBar(total: number, quiet: boolean, unit: string, digits: number): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: `{bar} {percentage}% · ${unit} {value} of {total} · {rate} ${unit}s/s · {left} s left`,
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
      bar.update(frames, {
        rate: rate.toFixed(digits),
        left: ((total - frames) / rate).toFixed(0),
      });
    },
    stop: () => bar.stop(),
  };
}
