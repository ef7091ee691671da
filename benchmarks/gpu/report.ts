import type { Backend } from '../../src/core/backend.ts';
import type { FilmStage, StillDifference } from '../page/contract.ts';
import { table } from '../report/cells.ts';

/** How fast a film is drawn, frames/s, or why it wasn't. */
export interface GpuRow {
  readonly size: string;
  readonly name: string;
  readonly speeds?: Readonly<Partial<Record<FilmStage, number>>>;
  readonly missing?: string;
}

export interface GpuReport {
  readonly date: string;
  readonly browser: string;
  readonly renderer: string;
  readonly backend: Backend;
  readonly stills: {
    /** What the stills were compared with, for people. */
    readonly with: string;
    readonly differences: ReadonlyMap<string, StillDifference>;
  };
  readonly rows: readonly GpuRow[];
}

/** The file of a renderer's report: `gpu-nvidia-h100-pcie.md`. */
export function reportName(renderer: string): string {
  const [, inner = renderer] = /^ANGLE \((.*)\)$/.exec(renderer) ?? [];
  const words = inner.toLowerCase().match(/[a-z0-9]+/g) ?? ['unknown'];
  return `gpu-${words.slice(0, 8).join('-')}.md`;
}

/** The whole report as Markdown. */
export function gpuTables(report: GpuReport): string {
  return (
    [
      `# Drawn by ${report.renderer}`,
      `${report.browser}, ${report.date}, by \`npm run bench -- --gpu\`.`,
      ...(report.backend === 'hardware'
        ? []
        : [
            `**This is no GPU**: ${report.backend} draws with the processor. The figures are a software renderer's.`,
          ]),
      '## Frames per second',
      'The photograph at the size of the frame, moved. “drawn” is a frame on the canvas, waited for; “read back” a frame as NV12 planes in memory, as the encoder gets it. A roll is converted once and then copied.',
      speedTable(report.rows),
      '## Pixels',
      `A frame of 96 × 64 px, compared with ${report.stills.with}: the largest difference in any channel, and the share of samples that are off by more than one level.`,
      stillTable(report.stills.differences),
    ].join('\n\n') + '\n'
  );
}

function speedTable(rows: readonly GpuRow[]): string {
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const names = [...new Set(rows.map(({ name }) => name))];
  const cells = names.map((name) => [
    name,
    ...sizes.flatMap((size) => {
      const row = rows.find((each) => each.name === name && each.size === size);
      if (row?.speeds === undefined) return [row?.missing ?? '–', '–'];
      return [speed(row.speeds.draw), speed(row.speeds.planes)];
    }),
  ]);
  const heads = sizes.flatMap((size) => [`${size} drawn`, `${size} read back`]);
  return table(['motion', ...heads], cells);
}

function speed(framesPerSecond: number | undefined): string {
  if (framesPerSecond === undefined) return '–';
  return framesPerSecond.toFixed(framesPerSecond < 10 ? 1 : 0);
}

function stillTable(differences: GpuReport['stills']['differences']): string {
  const rows = [...differences].map(([name, { largest, beyondOne }]) => [
    name,
    `${largest}`,
    `${(100 * beyondOne).toFixed(2)} %`,
  ]);
  return table(['motion', 'largest, levels', 'off by more than one'], rows);
}
