import type { Measure } from '../case.ts';
import type { Summary } from '../statistics.ts';
import type { CaseReport, Machine, Report } from './model.ts';

/** Rows of every panel, and which measures may stand in one: the fastest of them does. */
const ROWS: readonly { label: string; of: readonly Measure[]; kind: 'ours' | 'limit' | 'peer' }[] =
  [
    { label: 'stillmotion', of: ['stillmotion'], kind: 'ours' },
    {
      label: 'browser’s encoder alone',
      of: ['encoder alone', 'encoder alone, free threads', 'encoders side by side'],
      kind: 'limit',
    },
    { label: 'ffmpeg, x264 ultrafast', of: ['ffmpeg ultrafast'], kind: 'peer' },
    { label: 'ffmpeg, x264 veryfast', of: ['ffmpeg veryfast'], kind: 'peer' },
    { label: 'Mediabunny CanvasSource', of: ['mediabunny'], kind: 'peer' },
    { label: 'matplotlib', of: ['matplotlib'], kind: 'peer' },
  ];

/** Cases with a panel, where they were measured. */
const PANELS = ['640×480', '1920×1080', '3840×2160', 'notebook'];

const LABELS = 195;
const PANEL = 165;
const GAP = 20;
const ROW = 30;
const BAR = 18;
const HEAD = 62;
const FOOT = 66;
/** Room for the figure behind the longest bar. */
const VALUE = 46;

/** Both of GitHub's colour schemes, on their own ground. */
const STYLE = `
  text { font: 13px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 }
  .head { font-weight: 600 }
  .note { font-size: 11.5px; fill: #59636e }
  .value { font-size: 12px; font-variant-numeric: tabular-nums }
  .strong { font-weight: 700 }
  .ours { fill: #0969da }
  .limit { fill: #8250df; fill-opacity: .45 }
  .peer { fill: #8c959f; fill-opacity: .65 }
  .spread { stroke: #1f2328; stroke-opacity: .75; stroke-width: 1.25 }
  .axis { stroke: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .note { fill: #9198a1 }
    .ours { fill: #4493f8 }
    .limit { fill: #ab7df8 }
    .peer { fill: #9198a1; fill-opacity: .55 }
    .spread { stroke: #f0f6fc }
    .axis { stroke: #3d444d }
  }
`;

/** Frames per second of everyone, a panel a film; an SVG that stands in light and dark pages. */
export function drawPlot({ machine, cases }: Report): string {
  const panels = PANELS.flatMap((name) => cases.find((each) => each.name === name) ?? []);
  const rows = ROWS.filter(({ of }) => panels.some((each) => fastest(each, of)));
  const width = LABELS + panels.length * (PANEL + GAP);
  const height = HEAD + rows.length * ROW + FOOT;
  const labels = rows.map(({ label, kind }, row) =>
    text(LABELS - 12, middle(row), label, kind === 'ours' ? 'strong' : '', 'end'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escape(describe(panels))}</title>
<style>${STYLE}</style>
${text(0, 18, 'Frames per second, higher is better', 'title')}
${labels.join('\n')}
${panels.map((each, n) => drawPanel(each, rows, LABELS + n * (PANEL + GAP))).join('\n')}
${text(0, height - 26, describeSetting(machine, panels), 'note')}
${text(0, height - 8, describePrograms(machine, panels), 'note')}
${text(0, height - 44, 'Median of all rounds; the line spans the middle half of them. Each panel has its own scale.', 'note')}
</svg>
`;
}

function drawPanel(each: CaseReport, rows: typeof ROWS, x: number): string {
  const found = rows.map(({ of }) => fastest(each, of));
  const most = Math.max(...found.map((value) => value?.upper ?? 0));
  const scale = (PANEL - VALUE) / most;
  const bars = rows.flatMap(({ kind }, row) => {
    const value = found[row];
    const y = HEAD + row * ROW + (ROW - BAR) / 2;
    if (value === undefined) return [text(x + 6, middle(row), '–', 'note')];
    const [from, length, to] = [value.lower, value.median, value.upper].map((n) => n * scale);
    const end = Math.max(length ?? 0, to ?? 0);
    return [
      `<rect class="${kind}" x="${x}" y="${y}" width="${fixed(length)}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${fixed(x + (from ?? 0))}" x2="${fixed(x + (to ?? 0))}" y1="${y + BAR / 2}" y2="${y + BAR / 2}"/>`,
      text(
        x + end + 5,
        middle(row),
        round(value.median),
        `value ${kind === 'ours' ? 'strong' : ''}`,
      ),
    ];
  });
  const bottom = HEAD + rows.length * ROW;
  return [
    text(x, HEAD - 12, each.name, 'head'),
    `<line class="axis" x1="${x}" x2="${x}" y1="${HEAD - 4}" y2="${bottom}"/>`,
    ...bars,
  ].join('\n');
}

function fastest({ measures }: CaseReport, of: readonly Measure[]): Summary | undefined {
  return measures
    .filter(({ measure }) => of.includes(measure))
    .map(({ framesPerSecond }) => framesPerSecond)
    .toSorted((a, b) => b.median - a.median)[0];
}

function describeSetting({ date, processors, processor }: Machine, panels: readonly CaseReport[]) {
  const backends = [...new Set(panels.map(({ backend }) => backend))].join(', ');
  return `A photograph rolled by 2 px a frame, H.264, drawn by ${backends}; ${processors} × ${processor}, ${date.slice(0, 10)}`;
}

function describePrograms({ versions }: Machine, panels: readonly CaseReport[]): string {
  const browsers = new Set(panels.map(({ browser }) => browser));
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...browsers, ...others].join(', ');
}

/** For those who don't see it. */
function describe(panels: readonly CaseReport[]): string {
  const films = panels.map((each) => {
    const values = ROWS.flatMap(({ label, of }) => {
      const value = fastest(each, of);
      return value ? [`${label} ${round(value.median)}`] : [];
    });
    return `${each.name}: ${values.join(', ')}`;
  });
  return `Frames per second. ${films.join('. ')}`;
}

function middle(row: number): number {
  return HEAD + row * ROW + ROW / 2 + 4.5;
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function text(x: number, y: number, content: string, names: string, anchor = 'start'): string {
  const classes = names.trim() === '' ? '' : ` class="${names.trim()}"`;
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}"${classes}>${escape(content)}</text>`;
}

function fixed(value: number | undefined): string {
  return Number((value ?? 0).toFixed(1)).toString();
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
