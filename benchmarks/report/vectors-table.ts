import type { BytesReport, CaseReport } from './model.ts';
import { find, table } from './cells.ts';

const OURS = 'vectors, a frame more';
const THEIRS = 'ffmpeg veryfast, a frame more';
const NO_BETTER = 'ffmpeg veryfast, no better';

/** Such a film has no rendered frames: it stands beside others only in what it costs. */
export function isAsVectors(each: CaseReport): boolean {
  return find(each, OURS) !== undefined;
}

/** Rolls written as vectors, in a table of their own; nothing where none was measured. */
export function vectorsSection(cases: readonly CaseReport[], level: '##' | '###'): string[] {
  const rows = cases.filter(isAsVectors);
  if (rows.length === 0) return [];
  return [
    `${level} Rolls written as vectors`,
    'No frame is rendered. What each frame more takes, as whole processes: the second half of a film less its first, so that the start counts for nothing; and the same films whole. Bytes stand beside those of x264 veryfast at the finest quality that is no better (by `-crf`).',
    vectorsTable(rows),
  ];
}

function vectorsTable(rows: readonly CaseReport[]): string {
  return table(
    [
      'film',
      'a frame more',
      'x264 veryfast',
      'whole process',
      'x264 veryfast',
      'PSNR, a frame',
      'x264, no better',
      'bytes',
    ],
    rows.map((each) => [
      each.name,
      milliseconds(each, OURS),
      milliseconds(each, THEIRS),
      seconds(each, 'stillmotion, whole process'),
      seconds(each, 'ffmpeg veryfast'),
      quality(each, OURS),
      quality(each, NO_BETTER),
      each.bytes ? share(each.bytes) : '–',
    ]),
  );
}

function milliseconds(each: CaseReport, measure: typeof OURS | typeof THEIRS): string {
  const found = find(each, measure);
  return found ? `${(1000 / found.framesPerSecond.median).toFixed(2)} ms` : '–';
}

/** A whole film, from the command on. */
function seconds(
  each: CaseReport,
  measure: 'stillmotion, whole process' | 'ffmpeg veryfast',
): string {
  const found = find(each, measure);
  if (found === undefined) return '–';
  const { frames = 0 } = found;
  return `${(frames / found.framesPerSecond.median).toFixed(2)} s for ${frames}`;
}

function quality(each: CaseReport, measure: typeof OURS | typeof NO_BETTER): string {
  const found = find(each, measure)?.quality;
  return found ? `${found.psnr.toFixed(1)} dB, ${(found.bytesPerFrame / 1000).toFixed(2)} kB` : '–';
}

function share({ share: part, bar }: BytesReport): string {
  const verdict = part <= bar ? 'reached' : '**not reached**';
  return `${part.toFixed(2)} × (at most ${bar} ×: ${verdict})`;
}
