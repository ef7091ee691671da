import { STAGES } from '../page/contract.ts';
import type { Measure } from '../case.ts';
import { find, spread, table } from './cells.ts';
import type { CaseReport, MemoryReport, RatioReport, Report } from './model.ts';
import { isAsVectors, vectorsSection } from './vectors-table.ts';

/** Contestants as columns, and what a reader calls them. */
const COLUMNS = [
  ['stillmotion', 'stillmotion'],
  ['encoder alone', 'encoder alone'],
  ['encoder alone, free threads', 'encoder alone, its own threads'],
  ['encoders side by side', 'encoders side by side'],
  ['ffmpeg veryfast', 'ffmpeg, x264 veryfast'],
  ['ffmpeg ultrafast', 'ffmpeg, x264 ultrafast'],
  ['ffmpeg zoompan', 'ffmpeg zoompan, x264 veryfast'],
  ['ffmpeg zoompan, enlarged first', 'the same, enlarged four times first'],
  ['ffmpeg rotate', 'ffmpeg rotate, x264 veryfast'],
  ['stillmotion, as typed', 'stillmotion, whole process'],
  ['ffmpeg, as typed', 'ffmpeg, whole process'],
  ['mediabunny', 'Mediabunny CanvasSource'],
  ['matplotlib', 'matplotlib'],
] as const satisfies readonly (readonly [Measure, string])[];

/** The whole report as Markdown. */
export function reportTables(report: Report): string {
  const rendered = report.cases.filter((each) => !isAsVectors(each));
  return (
    [
      '# Benchmark',
      describeRun(report),
      '## Frames per second',
      'Median of the rounds, and their quartiles. From a picture in memory to the whole film: in memory for those in the browser, in a file for ffmpeg and matplotlib.',
      speedTable(rendered),
      '## Against the bars',
      'How many times as fast: the median of what the rounds gave one by one, and their quartiles.',
      ratioTable(report.cases),
      ...vectorsSection(report.cases, '##'),
      ...memorySection(report),
      '## Quality',
      'Luma PSNR of the decoded film against the frames it was made from, and the size of the film: a faster one that looks worse is not faster.',
      qualityTable(rendered),
      '## Stages',
      'Milliseconds a frame; the whole process (browser start and file with it) in seconds. “draw” is our shader onto the canvas, “planes” the planes of a frame in memory, the image converted before, “capture” the same and a `VideoFrame` of it, “encode” the encoder alone in one thread.',
      stageTable(report.cases),
      ...missingSection(report.cases),
    ].join('\n\n') + '\n'
  );
}

/** What the README shows of it: the speeds, the bars with those that were missed, and the worst rows. */
export function readmeTables(report: Report): string {
  const plain = report.cases.filter(({ ratios }) => ratios.some(({ bar }) => bar !== undefined));
  return [
    describeRun(report),
    ratioTable(plain),
    ...vectorsSection(report.cases, '###'),
    `The worst rows: ${worstRows(report.cases).join('; ')}.`,
  ].join('\n\n');
}

/** The ratios that are the furthest below their bars, or the closest above them. */
export function worstRows(cases: readonly CaseReport[], count = 3): string[] {
  return judged(cases)
    .toSorted((a, b) => a.ratio.speedup.median / a.bar - b.ratio.speedup.median / b.bar)
    .slice(0, count)
    .map(({ name, ratio, bar }) => {
      const speedup = ratio.speedup.median.toFixed(2);
      return `${name} against ${ratio.fastest}, ${speedup} × where ${bar.toFixed(2)} × is wanted`;
    });
}

function judged(cases: readonly CaseReport[]) {
  return cases.flatMap(({ name, ratios }) =>
    ratios.flatMap((ratio) => (ratio.bar === undefined ? [] : [{ name, ratio, bar: ratio.bar }])),
  );
}

function describeRun({ machine, load, quick, cases }: Report): string {
  const { versions, processor, processors, memory, system } = machine;
  const renderers = [...new Set(cases.map(({ backend, renderer }) => `${backend} (${renderer})`))];
  const programs = [
    ...new Set(cases.map(({ browser }) => browser)),
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
  ];
  return [
    `Measured on ${machine.date.slice(0, 10)} at ${machine.commit}${quick ? ', a quick run' : ''}: ` +
      `${processors} × ${processor}, ${(memory / 2 ** 30).toFixed(0)} GiB, ${system}; load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} at the end.`,
    `${programs.join(', ')}. Drawn by ${renderers.join(' and ')}.`,
    describeFrames(cases),
  ].join('\n');
}

function describeFrames(cases: readonly CaseReport[]): string {
  const rounds = cases.map(
    ({ name, frames, measures }) =>
      `${name} ${frames} frames × ${measures[0]?.framesPerSecond.runs ?? 0}`,
  );
  return `A photograph rolled by 2 px a frame, H.264 at standard quality, unless a row says otherwise. Frames and rounds, all contestants in turn: ${rounds.join('; ')}.`;
}

function speedTable(cases: readonly CaseReport[]): string {
  const used = COLUMNS.filter(([measure]) => cases.some((each) => find(each, measure)));
  const rows = cases.map((each) => [
    each.name,
    ...used.map(([measure]) => {
      const found = find(each, measure);
      return found ? spread(found.framesPerSecond, 0) : '–';
    }),
  ]);
  return table(['film', ...used.map(([, label]) => label)], rows);
}

function ratioTable(cases: readonly CaseReport[]): string {
  const rows = cases.flatMap(({ name, ratios }) =>
    ratios.map((ratio) => [
      name,
      ratio.of === 'stillmotion' ? ratio.fastest : `${ratio.fastest} (by ${ratio.of})`,
      `${spread(ratio.speedup, 2)} ×`,
      ratio.bar === undefined ? '' : `${ratio.bar.toFixed(2)} ×`,
      verdict(ratio),
    ]),
  );
  return table(['film', 'against', 'times as fast', 'bar', ''], rows);
}

/** In words: colours and signs alone are not for everyone. */
function verdict({ speedup, bar }: RatioReport): string {
  if (bar === undefined) return '';
  return speedup.median >= bar ? 'reached' : '**not reached**';
}

function memorySection({ memory }: Report): string[] {
  if (memory === undefined) return [];
  if ('missing' in memory) return ['## Memory', `Not measured: ${memory.missing}.`];
  return ['## Memory', describeMemory(memory)];
}

export function describeMemory({ few, many, bar }: MemoryReport): string {
  const ratio = many.bytes / few.bytes;
  const size = ({ frames, bytes }: MemoryReport['few']) =>
    `${(bytes / 2 ** 20).toFixed(0)} MiB with ${frames.toLocaleString('en')} frames`;
  return (
    `Largest resident sets of Node and all browser processes together: ${size(few)}, ${size(many)}: ` +
    `${ratio.toFixed(3)} × (at most ${bar} × wanted: ${ratio <= bar ? 'reached' : '**not reached**'}).`
  );
}

function qualityTable(cases: readonly CaseReport[]): string {
  const rows = cases.flatMap((each) =>
    each.measures.flatMap(({ measure, framesPerSecond, quality }) =>
      quality
        ? [
            [
              each.name,
              measure,
              framesPerSecond.median.toFixed(0),
              `${quality.psnr.toFixed(1)} dB`,
              `${(quality.bytesPerFrame / 1000).toFixed(1)} kB`,
            ],
          ]
        : [],
    ),
  );
  return table(['film', 'by', 'frames/s', 'PSNR', 'a frame'], rows);
}

function stageTable(cases: readonly CaseReport[]): string {
  const staged = cases.filter((each) => find(each, 'planes'));
  const [draw, planes, capture, mux] = STAGES;
  const order = [draw, planes, capture, 'encoder alone', mux, 'stillmotion'] as const;
  const rows = staged.map((each) => [
    each.name,
    ...order.map((measure) => milliseconds(each, measure)),
    wholeProcess(each),
  ]);
  return table(
    ['film', 'draw', 'planes', 'capture', 'encode', 'mux', 'whole pipeline', 'whole process'],
    rows,
  );
}

function milliseconds(each: CaseReport, measure: Measure): string {
  const found = find(each, measure);
  return found ? (1000 / found.framesPerSecond.median).toFixed(2) : '–';
}

function wholeProcess(each: CaseReport): string {
  const found = find(each, 'stillmotion, whole process');
  return found ? `${(each.frames / found.framesPerSecond.median).toFixed(2)} s` : '–';
}

function missingSection(cases: readonly CaseReport[]): string[] {
  const reasons = new Map(
    cases.flatMap(({ missing }) => missing.map(({ measure, reason }) => [measure, reason])),
  );
  if (reasons.size === 0) return [];
  const lines = [...reasons].map(([measure, reason]) => `- ${measure}: ${reason}`);
  return ['## Not measured', lines.join('\n')];
}
