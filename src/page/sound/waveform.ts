import { gainAt, heardAt, heardUntil } from '../../core/sound/sound-edit.ts';
import type { Heard } from './hear.ts';

/** A sound of which nothing is louder is a line. */
const SILENCE = 0.001;

/**
 * Draws how loud a film is from its beginning to its end, as its sound is heard with it, beside the loudest of the sound.
 *
 * @param peaks of equal parts of the sound
 */
export function drawWaveform(canvas: HTMLCanvasElement, peaks: Float32Array, heard: Heard): void {
  const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas for a waveform');
  const loudest = peaks.reduce((found, level) => Math.max(found, level), SILENCE);
  context.fillStyle = getComputedStyle(canvas).color;
  for (let x = 0; x < width; x++) {
    const share = levelAt(peaks, heard, (x + 0.5) / width) / loudest;
    const loud = Math.max(1, Math.min(1, share) * height);
    context.fillRect(x, (height - loud) / 2, 1, loud);
  }
}

/** @param place a share of the film */
function levelAt(peaks: Float32Array, { edit, duration, film }: Heard, place: number): number {
  const at = place * film;
  const of = heardAt(edit, duration, film, at);
  if (of === undefined) return 0;
  const part = Math.min(peaks.length - 1, Math.floor((of / duration) * peaks.length));
  return (peaks[part] ?? 0) * gainAt(edit, heardUntil(edit, duration, film), at);
}
