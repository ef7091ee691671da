import { lowestTerms } from '../../core/fraction.ts';
import type { Size } from '../../core/size.ts';
import { applyOption } from '../../film/options/option-values.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { movementOf } from '../../film/plan.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import { LARGEST_FRAME_COUNT } from '../../film/spec/spec-fields.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { createPlayer, type Player } from '../../player/player.ts';
import { pauseBehind } from '../ui/dialogs.ts';
import { byId, create } from '../ui/element.ts';
import { giveBackGraphics } from '../ui/give-back.ts';
import type { Project } from '../project/project.ts';
import { tell, warn } from '../ui/notices.ts';
import { firstOf } from '../project/pictures.ts';

/** Rates, Hz, that films and screens have. */
const RATES = [5, 12, 24, 25, 30, 50, 60];
const FIRST_RATES = [5, 12, 24, 60];
/** Frames that an image may be held; animators work “on ones”, “on twos”. */
const HOLDS = [1, 2, 3, 4, 6];

const INTRODUCTION =
  'The same speed at different rates: follow a detail with your eyes, and see where single images become motion.';

/** What to look for, by the images a second that it is true of: below the first number the first sentence, and so on. */
const SIGHTS: readonly (readonly [below: number, sentence: string])[] = [
  [8, 'Single pictures, one after the other: the eye sees every jump.'],
  [18, 'It begins to be motion, as in drawn films; edges still stutter.'],
  [27, 'As in the cinema: even while slow, and a judder where fast.'],
  [45, 'Even for most motion; a fast edge is still seen twice.'],
  [Infinity, 'As even as most screens can be: a detail stays sharp as the eye follows it.'],
];
/** How often what is really shown is counted, ms. */
const COUNTED_EVERY = 1000;

/** Of a canvas that shows nothing, px. */
const NO_SIZE: Size = { width: 1, height: 1 };

/** What all panes have in common. */
interface LabMotion {
  /** Pixels of the screen a second. */
  readonly speed: number;
  /** Frames that each image stands for. */
  readonly hold: number;
  /** Of a pane, device px. */
  readonly size: Size;
}

interface Pane {
  readonly element: HTMLElement;
  show(motion: LabMotion, source: Blob | null, axis: 'x' | 'y'): Promise<void>;
  /** From the beginning. */
  restart(playing: boolean): void;
  setPlaying(playing: boolean): void;
  /** Says how many images a second have been shown since it was asked last. */
  count(): void;
  readonly close: () => void;
}

/** The same motion side by side at several rates, its speed kept apart from them. */
export function createLab(main: Player, project: Project, reducedMotion: boolean): void {
  const dialog = byId('lab-dialog', HTMLDialogElement);
  const controls = create('div', { className: 'lab-controls', id: 'lab-controls' });
  const place = create('div', { className: 'lab-panes', id: 'lab-panes' });
  byId('lab-title', HTMLElement).after(create('p', {}, INTRODUCTION), controls, place);
  const speed = create('input', { type: 'range', id: 'lab-speed' });
  Object.assign(speed, { min: 20, max: 1200, step: 20, value: 240 });
  const speedShown = create('output', { 'aria-label': 'Speed in px/s' });
  const hold = create(
    'select',
    { id: 'lab-hold' },
    ...HOLDS.map((n) =>
      create('option', { value: String(n) }, n === 1 ? 'no hold' : `${n} frames`),
    ),
  );
  const play = create('button', { type: 'button', className: 'primary' });
  const panes = FIRST_RATES.map((rate, i) => createPane(rate, `Pane ${i + 1}`, update, use));
  let playing = !reducedMotion;
  let newest = 0;

  /** Closed meanwhile, it would have panes that nobody closes. */
  function update(): void {
    if (dialog.open) refresh().catch(warn);
  }

  /** The film gets a pane's rate, and its hold. */
  function use(rate: number): void {
    const values = { fps: String(rate), hold: hold.value };
    project
      .change((draft) => Object.entries(values).reduce(withOption, draft))
      .then(
        () => tell(`The film has ${rate} frames a second${sayHold(Number(hold.value))}.`),
        warn,
      );
    dialog.close();
  }

  /** Gives every pane its motion; they begin anew together, so that they can be compared. */
  async function refresh(): Promise<void> {
    const turn = ++newest;
    const { columns, size } = arrangePanes(place, main.plan.image);
    const motion = { speed: Number(speed.value), hold: Number(hold.value), size };
    const width = Math.max(LEAST_WIDTH, size.width / devicePixelRatio);
    place.style.gridTemplateColumns = `repeat(${columns}, minmax(0, ${width}px))`;
    speedShown.value = `${motion.speed} px/s`;
    const axis = movementOf(main.plan).slide?.axis ?? 'x';
    await Promise.all(panes.map((pane) => pane.show(motion, firstOf(project.source), axis)));
    if (turn === newest && dialog.open) {
      for (const pane of panes) pane.restart(playing);
    }
  }

  function setPlaying(next: boolean): void {
    playing = next;
    play.textContent = playing ? 'Pause' : 'Play';
    // In one task, so that all of them begin with the same refresh of the screen.
    for (const pane of panes) pane.setPlaying(playing);
  }

  controls.append(
    create('label', {}, 'Speed ', speed, speedShown),
    create('label', {}, 'Hold each image ', hold),
    play,
  );
  place.append(...panes.map(({ element }) => element));
  speed.oninput = update;
  hold.onchange = update;
  play.onclick = () => setPlaying(!playing);
  setPlaying(playing);
  pauseBehind('lab-dialog', main);
  // Panes are measured when they are seen, and anew when there is other room for them.
  new ResizeObserver(() => requestAnimationFrame(update)).observe(place);
  const counting = setInterval(() => {
    if (!dialog.isConnected) clearInterval(counting);
    else if (dialog.open) for (const pane of panes) pane.count();
  }, COUNTED_EVERY);
  dialog.addEventListener('close', () => {
    newest++;
    for (const pane of panes) pane.close();
  });
}

function createPane(
  first: number,
  name: string,
  onChange: () => void,
  use: (rate: number) => void,
): Pane {
  const createCanvas = () => create('canvas', { role: 'img', 'aria-label': name, ...NO_SIZE });
  let canvas = createCanvas();
  let opening: Promise<Player> | undefined;
  let player: Player | undefined;
  const rates = [0, ...RATES].map((rate) =>
    create('option', { value: String(rate) }, rate === 0 ? 'off' : `${rate} Hz`),
  );
  const select = create('select', { 'aria-label': `${name}: rate` }, ...rates);
  const caption = create('span', { className: 'hint' });
  const shown = create('span', { className: 'hint figure' });
  const sight = create('p', { className: 'hint look' });
  const chooser = create('button', { type: 'button' }, 'Use this rate');
  chooser.onclick = () => use(Number(select.value));
  const element = create(
    'figure',
    {},
    create('figcaption', {}, select, create('p', {}, caption, shown), chooser, sight),
    canvas,
  );
  let before = { time: 0, presented: 0 };
  select.value = String(first);
  select.onchange = onChange;

  function close(): void {
    if (opening === undefined) return;
    const closed = canvas;
    // Whoever waited for it has heard of its failure.
    opening
      .then((opened) => opened.dispose())
      .catch(() => {})
      .finally(() => giveBackGraphics(closed));
    opening = undefined;
    player = undefined;
    canvas = createCanvas();
    closed.replaceWith(canvas);
  }

  return {
    element,
    async show(motion, source, axis) {
      chooser.hidden = select.value === '0';
      shown.textContent = '';
      if (chooser.hidden) {
        close();
        caption.textContent = '';
        sight.textContent = '';
        return;
      }
      const spec = specFor(Number(select.value), motion, axis);
      caption.textContent = describe(Number(select.value), motion);
      sight.textContent = sightOf(Number(select.value) / motion.hold);
      canvas.style.width = `${motion.size.width / devicePixelRatio}px`;
      canvas.style.height = `${motion.size.height / devicePixelRatio}px`;
      const isNew = opening === undefined;
      const mine = (opening ??= createPlayer(canvas, source, spec, chosenFiles()));
      const opened = await mine;
      // Closed in the meantime, it has been disposed of.
      if (mine !== opening) return;
      player = opened;
      if (!isNew) await opened.setSpec(spec, chosenFiles());
    },
    restart(playing) {
      player?.pause();
      player?.seek(0);
      if (playing) player?.play();
    },
    setPlaying(playing) {
      if (playing) player?.play();
      else player?.pause();
    },
    count() {
      const now = { time: performance.now(), presented: player?.presented ?? 0 };
      const images = (1000 * (now.presented - before.presented)) / (now.time - before.time);
      // Of a time in which it began, or another one did, nothing is said.
      const isWhole = before.time > 0 && now.presented > before.presented && player?.playing;
      shown.textContent = isWhole ? `, ${images.toFixed(0)} shown` : '';
      before = now;
    },
    close,
  };
}

function sightOf(images: number): string {
  return SIGHTS.find(([below]) => images < below)?.[1] ?? '';
}

function sayHold(hold: number): string {
  return hold === 1 ? '' : `, each image held for ${hold}`;
}

/** A draft with one option as it is typed. */
function withOption(draft: SpecDraft, [name, text]: readonly [string, string]): SpecDraft {
  const option = SPEC_OPTIONS.find((each) => each.name === name);
  return option ? applyOption(option, draft, text) : draft;
}

/** A held image is a slower film: an image every `hold` frames, which moves on as far as they would. */
function specFor(rate: number, { speed, hold, size }: LabMotion, axis: 'x' | 'y'): SpecInput {
  return {
    size,
    motions: [{ kind: 'roll', axis, step: Number(((speed * hold) / rate).toFixed(9)) }],
    fps: lowestTerms(rate, hold),
    // For days: nobody should see it begin anew.
    frames: LARGEST_FRAME_COUNT,
  };
}

function describe(rate: number, { speed, hold }: LabMotion): string {
  const images = rate / hold;
  const step = Number((speed / images).toFixed(1));
  const apart = `${step} px apart`;
  // Beside the rate that is chosen, which without a hold is this one.
  return hold === 1 ? apart : `${Number(images.toFixed(1))} images/s, ${apart}`;
}

/** How many panes stand side by side, and how large they are then. */
interface Arrangement {
  readonly columns: number;
  readonly size: Size;
}

/** Between panes, CSS px, as in lab.css. */
const GAP = 16;
/** What a pane has above its film, CSS px. */
const CAPTION = 90;
/** What a pane needs for its words, CSS px. */
const LEAST_WIDTH = 300;

/** Panes as large as the place has room for, in whole device pixels. */
function arrangePanes({ clientWidth, clientHeight }: HTMLElement, image: Size): Arrangement {
  const inColumns = (columns: number): Arrangement => {
    const rows = Math.ceil(FIRST_RATES.length / columns);
    const width = (clientWidth - GAP * (columns - 1)) / columns;
    const height = Math.max(120, (clientHeight - GAP * (rows - 1)) / rows - CAPTION);
    const scale = Math.min(width / image.width, height / image.height) * devicePixelRatio;
    const whole = (side: number) => Math.max(1, Math.floor(side * scale));
    return { columns, size: { width: whole(image.width), height: whole(image.height) } };
  };
  // A pane needs some room for its caption.
  const possible = [4, 2, 1].filter(
    (columns) => columns === 1 || clientWidth / columns > LEAST_WIDTH,
  );
  const [best = inColumns(1)] = possible
    .map(inColumns)
    .toSorted((a, b) => b.size.width - a.size.width);
  return best;
}
