import { exportVideo } from '../export.ts';
import { findCodec } from '../codecs/index.ts';
import { messageOf } from '../core/errors.ts';
import type { RenderSpec } from '../film/spec.ts';
import type { Player } from '../player/player.ts';
import { openJob } from '../render.ts';
import { chosenFiles } from './chosen-files.ts';
import { byId, create } from './element.ts';
import { formatBytes } from './format.ts';
import type { Overlay } from './overlay.ts';
import type { Project } from './project.ts';

/** The film beside the same frame made otherwise. */
export interface Compare {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** A frame made otherwise, and what is to be said of it. */
interface Other {
  readonly picture: CanvasImageSource;
  readonly words: string;
}

const WAYS = {
  effects: { label: 'Without effects', make: drawWithoutEffects },
  encoded: { label: 'As encoded', make: encodeFrame },
} as const;
type Way = keyof typeof WAYS;

/** How far an arrow key moves the split, as a share of the film. */
const STEP = 0.02;

/** Lays the frame made otherwise over the right part of the film, while it stands, behind a split that is moved. */
export function createCompare(player: Player, project: Project, overlay: Overlay): Compare {
  const canvas = create('canvas', { role: 'img', 'aria-label': 'The same frame, made otherwise' });
  const split = create('div', { className: 'split', role: 'slider', tabIndex: 0 });
  const over = create('div', { className: 'compare' }, canvas, split);
  const ways = create(
    'select',
    { 'aria-label': 'Compare with' },
    ...Object.entries(WAYS).map(([value, { label }]) => create('option', { value }, label)),
  );
  const words = create('span', { role: 'status' });
  const bar = create('div', { className: 'compare-bar' }, 'A: the film, B:', ways, words);
  let open = false;
  let newest = 0;

  function moveTo(share: number): void {
    const percent = Math.round(100 * Math.min(Math.max(share, 0), 1));
    over.style.setProperty('--split', `${percent}%`);
    for (const [name, value] of Object.entries({
      'aria-label': 'Split between A and B',
      'aria-valuemin': '0',
      'aria-valuemax': '100',
      'aria-valuenow': String(percent),
      'aria-valuetext': `${percent} % of the film is A`,
    }))
      split.setAttribute(name, value);
  }

  async function show(): Promise<void> {
    const turn = ++newest;
    if (!open || player.playing) return;
    const { source, spec } = project.snapshot();
    const way = ways.value as Way;
    words.textContent = 'Making it …';
    over.classList.add('waits');
    const made = await WAYS[way].make(source.blob, spec, player.frame).catch(messageOf);
    if (turn !== newest) return;
    if (typeof made === 'string') {
      words.textContent = made;
      return;
    }
    const { width, height } = player.plan.layout.canvas;
    Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(made.picture, 0, 0, width, height);
    words.textContent = made.words;
    over.classList.remove('waits');
  }

  function setOpen(next: boolean): void {
    open = next;
    over.hidden = !open;
    bar.hidden = !open;
    if (!open) return void newest++;
    player.pause();
    if (project.spec.effects.length === 0) ways.value = 'encoded';
    void show();
  }

  split.onpointerdown = (event) => {
    event.preventDefault();
    split.focus();
    split.setPointerCapture(event.pointerId);
  };
  split.onpointermove = (event) => {
    if (split.hasPointerCapture(event.pointerId)) moveTo(overlay.shareAt(event)[0]);
  };
  split.onkeydown = (event) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(Number(split.getAttribute('aria-valuenow')) / 100 + by);
  };
  ways.onchange = () => void show();
  overlay.element.prepend(over);
  byId('stage', HTMLElement).after(bar);
  for (const event of ['frame', 'playing', 'plan'] as const) player.on(event, () => void show());
  moveTo(0.5);
  return {
    get isOpen() {
      return open;
    },
    setOpen,
  };
}

async function drawWithoutEffects(
  blob: Blob | null,
  spec: RenderSpec,
  frame: number,
): Promise<Other> {
  if (spec.effects.length === 0) throw new Error('The film has no effects.');
  const job = await openJob(blob, { ...spec, effects: [] });
  try {
    const picture = await createImageBitmap(await job.still(frame));
    return { picture, words: '' };
  } finally {
    await job.close();
  }
}

/** A film of this one frame, in the film's own codec and quality, and decoded again. */
async function encodeFrame(blob: Blob | null, spec: RenderSpec, frame: number): Promise<Other> {
  const { lasts: _, ...kept } = spec;
  const one = { ...kept, range: { first: frame, last: frame }, loops: 1 };
  const file = await exportVideo(blob, one, { files: chosenFiles() });
  const { label } = findCodec(spec.codec);
  const words = `${label}, ${spec.quality}: ${formatBytes(file.size)} for this frame alone`;
  if (file.type.startsWith('image/')) return { picture: await createImageBitmap(file), words };
  return { picture: await decode(file), words };
}

async function decode(file: Blob): Promise<CanvasImageSource> {
  const url = URL.createObjectURL(file);
  const video = create('video', { muted: true, preload: 'auto', src: url });
  try {
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () =>
        reject(
          new Error('This browser plays no film of this kind; choose another codec to compare.'),
        );
    });
    return await createImageBitmap(video);
  } finally {
    URL.revokeObjectURL(url);
  }
}
