import type { Measure } from '../case.ts';
import type { Summary } from '../statistics.ts';
import type { CaseReport, Machine, Report } from './model.ts';

/** A row of every panel, and which measures may stand in it: the fastest of them does. */
interface Row {
  readonly label: string;
  readonly of: readonly Measure[];
  readonly kind: 'ours' | 'limit' | 'peer';
}

/** Panels beside each other with the same rows. */
interface Chart {
  readonly title: string;
  /** Cases with a panel, where they were measured, and what stands above it. */
  readonly panels: readonly { readonly name: string; readonly head: string }[];
  readonly rows: readonly Row[];
  /** What the bars are as long as. */
  readonly measured: (framesPerSecond: Summary) => Summary;
  readonly unit: string;
}

const SPEEDS: Chart = {
  title: 'Frames per second, higher is better',
  panels: ['640×480', '1920×1080', '3840×2160', 'notebook'].map((name) => ({ name, head: name })),
  rows: [
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
  ],
  measured: (framesPerSecond) => framesPerSecond,
  unit: '',
};

/** Never as frames per second: none of them is rendered. */
const VECTORS: Chart = {
  title: 'Rolls written as vectors: what a frame more takes, lower is better',
  panels: ['640×480', '1920×1080', '3840×2160'].map((size) => ({
    name: `${size}, as vectors`,
    head: size,
  })),
  rows: [
    { label: 'stillmotion, as vectors', of: ['vectors, a frame more'], kind: 'ours' },
    { label: 'ffmpeg, x264 veryfast', of: ['ffmpeg veryfast, a frame more'], kind: 'peer' },
  ],
  measured: ({ median, lower, upper, runs }) => ({
    median: 1000 / median,
    lower: 1000 / upper,
    upper: 1000 / lower,
    runs,
  }),
  unit: ' ms',
};

const LABELS = 195;
const PANEL = 165;
const GAP = 20;
const ROW = 30;
const BAR = 18;
const HEAD = 62;
const FOOT = 66;
/** Between two charts. */
const SPACE = 24;
/** Room for the figure behind the longest bar, and for each letter of its unit. */
const VALUE = 46;
const LETTER = 7;

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

/** What was measured of everyone, a panel a film; an SVG that stands in light and dark pages. */
export function drawPlot({ machine, cases }: Report): string {
  const charts = [SPEEDS, VECTORS]
    .map((chart) => ({ chart, shown: shownIn(chart, cases) }))
    .filter(({ shown }) => shown.panels.length > 0);
  const films = charts.flatMap(({ shown }) => shown.panels.map(({ each }) => each));
  const width =
    LABELS + Math.max(...charts.map(({ shown }) => shown.panels.length)) * (PANEL + GAP);
  let top = 0;
  const drawn = charts.map(({ chart, shown }) => {
    const lines = drawChart(chart, shown, top);
    top += HEAD + shown.rows.length * ROW + SPACE;
    return lines;
  });
  const height = top - SPACE + FOOT;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escape(charts.map(({ chart, shown }) => describe(chart, shown)).join(' '))}</title>
<style>${STYLE}</style>
${drawn.join('\n')}
${text(0, height - 26, describeSetting(machine, films), 'note')}
${text(0, height - 8, describePrograms(machine, films), 'note')}
${text(0, height - 44, 'Median of all rounds; the line spans the middle half of them. Each panel has its own scale.', 'note')}
</svg>
`;
}

/** What of a chart was measured. */
interface Shown {
  readonly panels: readonly { readonly each: CaseReport; readonly head: string }[];
  readonly rows: readonly Row[];
}

function shownIn({ panels, rows }: Chart, cases: readonly CaseReport[]): Shown {
  const measured = panels.flatMap(({ name, head }) => {
    const each = cases.find((found) => found.name === name);
    return each ? [{ each, head }] : [];
  });
  return {
    panels: measured,
    rows: rows.filter(({ of }) => measured.some(({ each }) => fastest(each, of))),
  };
}

/** @param top where it begins, px */
function drawChart(chart: Chart, { panels, rows }: Shown, top: number): string {
  const labels = rows.map(({ label, kind }, row) =>
    text(LABELS - 12, top + middle(row), label, kind === 'ours' ? 'strong' : '', 'end'),
  );
  return [
    text(0, top + 18, chart.title, 'title'),
    ...labels,
    ...panels.map(({ each, head }, n) =>
      drawPanel(chart, each, head, rows, LABELS + n * (PANEL + GAP), top),
    ),
  ].join('\n');
}

function drawPanel(
  { measured, unit }: Chart,
  each: CaseReport,
  head: string,
  rows: readonly Row[],
  x: number,
  top: number,
): string {
  const found = rows.map(({ of }) => {
    const speed = fastest(each, of);
    return speed && measured(speed);
  });
  const most = Math.max(...found.map((value) => value?.upper ?? 0));
  const scale = (PANEL - VALUE - unit.length * LETTER) / most;
  const bars = rows.flatMap(({ kind }, row) => {
    const value = found[row];
    const y = top + HEAD + row * ROW + (ROW - BAR) / 2;
    if (value === undefined) return [text(x + 6, top + middle(row), '–', 'note')];
    const [from, length, to] = [value.lower, value.median, value.upper].map((n) => n * scale);
    const end = Math.max(length ?? 0, to ?? 0);
    return [
      `<rect class="${kind}" x="${x}" y="${y}" width="${fixed(length)}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${fixed(x + (from ?? 0))}" x2="${fixed(x + (to ?? 0))}" y1="${y + BAR / 2}" y2="${y + BAR / 2}"/>`,
      text(
        x + end + 5,
        top + middle(row),
        round(value.median) + unit,
        `value ${kind === 'ours' ? 'strong' : ''}`,
      ),
    ];
  });
  const bottom = top + HEAD + rows.length * ROW;
  return [
    text(x, top + HEAD - 12, head, 'head'),
    `<line class="axis" x1="${x}" x2="${x}" y1="${top + HEAD - 4}" y2="${bottom}"/>`,
    ...bars,
  ].join('\n');
}

function fastest({ measures }: CaseReport, of: readonly Measure[]): Summary | undefined {
  return measures
    .filter(({ measure }) => of.includes(measure))
    .map(({ framesPerSecond }) => framesPerSecond)
    .toSorted((a, b) => b.median - a.median)[0];
}

function describeSetting({ date, processors, processor }: Machine, films: readonly CaseReport[]) {
  const backends = [...new Set(films.map(({ backend }) => backend))].join(', ');
  return `A photograph rolled by 2 px a frame, H.264, drawn by ${backends}; ${processors} × ${processor}, ${date.slice(0, 10)}`;
}

function describePrograms({ versions }: Machine, panels: readonly CaseReport[]): string {
  const browsers = new Set(panels.map(({ browser }) => browser));
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...browsers, ...others].join(', ');
}

/** For those who don't see it. */
function describe({ title, measured, unit }: Chart, { panels, rows }: Shown): string {
  const films = panels.map(({ each, head }) => {
    const values = rows.flatMap(({ label, of }) => {
      const speed = fastest(each, of);
      return speed ? [`${label} ${round(measured(speed).median)}${unit}`] : [];
    });
    return `${head}: ${values.join(', ')}`;
  });
  return `${title}. ${films.join('. ')}.`;
}

function middle(row: number): number {
  return HEAD + row * ROW + ROW / 2 + 4.5;
}

function round(value: number): string {
  if (value < 1) return value.toFixed(2);
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
