import { parseSpec } from '../../film/spec/spec.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { applyOption } from '../../film/options/option-values.ts';
import { readOption } from '../../film/options/option-values.ts';
import { secondsAt } from '../../core/timeline.ts';
import { LOOP_MODES, type LoopMode } from '../../player/clock.ts';
import type { Player } from '../../player/player.ts';
import { byId, create } from '../ui/element.ts';
import type { Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';
import { createSeeking } from './seeking.ts';

/** What buttons and keys do. */
export interface Transport {
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly stop: () => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly step: (frames: number) => void;
  /** Plays in a direction; when it plays so already, at twice the speed. */
  readonly shuttle: (direction: 1 | -1) => void;
  /** One step of the speeds up (1) or down (-1). */
  readonly changeSpeed: (direction: 1 | -1) => void;
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8];
const RATES = [
  '1',
  '5',
  '10',
  '12',
  '15',
  '24000/1001',
  '24',
  '25',
  '30000/1001',
  '30',
  '50',
  '60',
];
const LOOPS: Readonly<Record<LoopMode, string>> = {
  once: 'Once',
  repeat: 'Repeat',
  'ping-pong': 'Ping-pong',
};

const rateOption = SPEC_OPTIONS.find(({ name }) => name === 'fps');

export function createTransport(player: Player, project: Project): Transport {
  const scrub = byId('scrub', HTMLInputElement);
  const frames = byId('frame-counter', HTMLOutputElement);
  const time = byId('time-counter', HTMLOutputElement);
  const play = byId('play', HTMLButtonElement);
  const rate = byId('rate', HTMLSelectElement);
  const speed = byId('speed', HTMLSelectElement);
  const loop = byId('loop', HTMLSelectElement);
  const seeking = createSeeking(player);

  /** What stands behind the frame, its time and its name: the same until the film changes. */
  let last = '';
  let ofLast = '';
  let ofSeconds = '';
  let ofFrames = '';

  function showFrame(): void {
    const frame = String(player.frame);
    const seconds = secondsAt(player.frame, player.plan.fps).toFixed(2);
    scrub.value = frame;
    frames.value = frame.padStart(last.length, '\u2007') + ofLast;
    time.value = seconds + ofSeconds;
    scrub.setAttribute('aria-valuetext', `frame ${frame}${ofFrames}, ${time.value}`);
  }

  function showPlan(): void {
    const { fps, frameCount } = player.plan;
    last = String(frameCount - 1);
    ofLast = ` / ${last}`;
    ofSeconds = ` / ${secondsAt(frameCount, fps).toFixed(2)} s`;
    ofFrames = ` of ${frameCount}`;
    scrub.max = last;
    const value = (rateOption && readOption(rateOption, player.plan.spec)) ?? '';
    const values = RATES.includes(value) ? RATES : [...RATES, value];
    rate.replaceChildren(
      ...values.map((each) => create('option', { value: each }, nameRate(each))),
    );
    rate.value = value;
    showFrame();
  }

  function showPlaying(): void {
    const label = player.playing ? 'Pause' : 'Play';
    play.setAttribute('aria-label', label);
    play.title = `${label} (space)`;
    byId('play-icon', SVGUseElement).setAttribute('href', `#icon-${label.toLowerCase()}`);
  }

  function setSpeed(next: number): void {
    player.setSpeed(next);
    speed.value = String(Math.abs(next));
  }

  const transport: Transport = {
    toggle: () => (player.playing ? player.pause() : player.play()),
    pause: () => player.pause(),
    stop() {
      player.pause();
      player.seek(0);
    },
    first: () => player.seek(0),
    last: () => player.seek(player.plan.frameCount - 1),
    step(count) {
      player.pause();
      seeking.by(count);
    },
    shuttle(direction) {
      const sameWay = Math.sign(player.speed) === direction;
      const twice = Math.min(2 * Math.abs(player.speed), SPEEDS.at(-1) ?? 1);
      setSpeed(direction * (player.playing && sameWay ? twice : 1));
      player.play();
    },
    changeSpeed(direction) {
      const now = Math.abs(player.speed);
      const next =
        direction === 1
          ? SPEEDS.find((value) => value > now)
          : SPEEDS.findLast((value) => value < now);
      setSpeed(Math.sign(player.speed) * (next ?? now));
    },
  };

  speed.append(...SPEEDS.map((value) => create('option', { value: String(value) }, `${value}×`)));
  loop.append(...LOOP_MODES.map((mode) => create('option', { value: mode }, LOOPS[mode])));
  setSpeed(1);
  loop.value = player.loop;

  // Whoever clicks goes on by keys: Space is to play, not to press the button again.
  byId('transport', HTMLElement).addEventListener('click', ({ target, detail }) => {
    if (detail > 0 && target instanceof Element) target.closest('button')?.blur();
  });
  play.onclick = transport.toggle;
  byId('stop', HTMLButtonElement).onclick = transport.stop;
  byId('first', HTMLButtonElement).onclick = transport.first;
  byId('last', HTMLButtonElement).onclick = transport.last;
  byId('back', HTMLButtonElement).onclick = () => transport.step(-1);
  byId('forward', HTMLButtonElement).onclick = () => transport.step(1);
  scrub.oninput = () => seeking.to(Number(scrub.value));
  speed.onchange = () => setSpeed(Number(speed.value) * Math.sign(player.speed));
  loop.onchange = () => {
    const mode = LOOP_MODES.find((each) => each === loop.value);
    if (mode) player.setLoop(mode);
  };
  rate.onchange = () => {
    const { value } = rate;
    if (rateOption) project.change((draft) => applyOption(rateOption, draft, value)).catch(warn);
  };
  player.on('frame', showFrame);
  player.on('plan', showPlan);
  player.on('playing', showPlaying);
  showPlan();
  showPlaying();
  return transport;
}

function nameRate(value: string): string {
  const spec = rateOption ? parseSpec(applyOption(rateOption, {}, value)) : parseSpec({});
  const { numerator, denominator } = spec.fps;
  return `${Number((numerator / denominator).toFixed(3))} fps`;
}
