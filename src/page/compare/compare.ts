import { findCodec } from '../../codecs/index.ts';
import { messageOf } from '../../core/errors.ts';
import { formatFrameRate } from '../../core/timeline.ts';
import type { Player } from '../../player/player.ts';
import { openJob } from '../../render.ts';
import {
  COMPARED_RATES,
  type ComparedRate,
  openRateSide,
  type RateSide,
  WHAT_TO_SEE,
} from './compare-rate.ts';
import { byId, create } from '../ui/element.ts';
import { decodeFirst, encodeFrames } from '../export/encoded-frame.ts';
import { formatBytes } from '../ui/format.ts';
import type { Overlay } from '../stage/overlay.ts';
import type { Project, ProjectState } from '../project/project.ts';

/** The film beside the same frame made otherwise. */
export interface Compare {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** A frame made otherwise, and what is to be said of it. */
interface Other {
  /** Whoever gets it closes it. */
  readonly picture: ImageBitmap;
  readonly words: string;
}

const WAYS = {
  effects: { label: 'Without effects', make: drawWithoutEffects },
  encoded: { label: 'As encoded', make: encodeFrame },
} as const;
type Way = keyof typeof WAYS;

/** As a choice's value names it. */
const RATE_WAYS = new Map<string, ComparedRate>(
  COMPARED_RATES.map((rate) => [`${rate} fps`, rate]),
);

/** How far an arrow key moves the split, as a share of the film. */
const STEP = 0.02;

/**
 * Lays the frame made otherwise over the right part of the film, while it stands, behind a split that is moved; or the
 * same motion at another rate, which plays along.
 */
export function createCompare(player: Player, project: Project, overlay: Overlay): Compare {
  const canvas = create('canvas', { role: 'img', 'aria-label': 'The same frame, made otherwise' });
  const split = create('div', { className: 'split', role: 'slider', tabIndex: 0 });
  const over = create('div', { className: 'compare' }, canvas, split);
  const ways = create(
    'select',
    { 'aria-label': 'Compare with' },
    ...Object.entries(WAYS).map(([value, { label }]) => create('option', { value }, label)),
    ...[...RATE_WAYS.keys()].map((value) => create('option', { value }, `At ${value}`)),
  );
  const words = create('span', { role: 'status' });
  const film = create('span');
  const bar = create('div', { className: 'compare-bar' }, film, ways, words);
  let open = false;
  let newest = 0;
  /** What is made now: given up where nobody wants it any more. */
  let making: AbortController | undefined;
  let side: RateSide | undefined;

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

  /** The same motion at another rate stands there until another way is chosen. */
  async function showRate(rate: ComparedRate): Promise<void> {
    const turn = ++newest;
    words.textContent = 'Making it …';
    over.classList.add('waits');
    const made = await openRateSide(player, project, rate).catch(messageOf);
    if (typeof made === 'string') {
      if (turn === newest) words.textContent = made;
      return;
    }
    if (turn !== newest) return made.close();
    side = made;
    canvas.replaceWith(made.canvas);
    setLive(true);
    film.textContent = `A: ${formatFrameRate(player.plan.fps)} fps, B:`;
    words.textContent = WHAT_TO_SEE[rate];
    over.classList.remove('waits');
  }

  function endRate(): void {
    film.textContent = 'A: the film, B:';
    setLive(false);
    side?.canvas.replaceWith(canvas);
    side?.close();
    side = undefined;
  }

  /** What plays along stays in sight while the film plays. */
  function setLive(live: boolean): void {
    for (const element of [over, bar]) element.classList.toggle('live', live);
  }

  function choose(): void {
    endRate();
    const rate = RATE_WAYS.get(ways.value);
    if (rate !== undefined) return void showRate(rate);
    // A single frame is made otherwise.
    player.pause();
    void show();
  }

  /** One is made at a time: of those that are asked for meanwhile, the last. */
  async function show(): Promise<void> {
    if (RATE_WAYS.has(ways.value)) return;
    newest++;
    if (!open || player.playing) return;
    words.textContent = 'Making it …';
    over.classList.add('waits');
    if (making) return making.abort();
    await makeNewest();
    making = undefined;
  }

  async function makeNewest(): Promise<void> {
    const turn = newest;
    const { make } = WAYS[ways.value as Way];
    making = new AbortController();
    const made = await make(project.snapshot(), player.frame, making.signal).catch(messageOf);
    if (typeof made === 'string') {
      if (turn === newest) words.textContent = made;
    } else {
      if (turn === newest) lay(made);
      made.picture.close();
    }
    if (turn !== newest && isWanted()) await makeNewest();
  }

  function isWanted(): boolean {
    return open && !player.playing && !RATE_WAYS.has(ways.value);
  }

  function lay(made: Other): void {
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
    if (!open) {
      newest++;
      making?.abort();
      return endRate();
    }
    if (project.spec.effects.length === 0 && ways.value === 'effects') ways.value = 'encoded';
    choose();
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
  ways.onchange = choose;
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
  { source, spec }: ProjectState,
  frame: number,
  signal: AbortSignal,
): Promise<Other> {
  if (spec.effects.length === 0) throw new Error('The film has no effects.');
  const job = await openJob(source.blob, { ...spec, effects: [] }, undefined, {}, undefined, {
    signal,
  });
  try {
    const picture = await createImageBitmap(await job.still(frame));
    return { picture, words: '' };
  } finally {
    await job.close();
  }
}

async function encodeFrame(
  { source, spec, plan }: ProjectState,
  frame: number,
  signal: AbortSignal,
): Promise<Other> {
  const file = await encodeFrames(source.blob, spec, { first: frame, last: frame }, signal);
  const { label } = findCodec(plan.spec.codec);
  return {
    picture: await decodeFirst(file),
    words: `${label}, ${spec.quality}: ${formatBytes(file.size)} for this frame alone`,
  };
}
