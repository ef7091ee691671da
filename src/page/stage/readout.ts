import { counted } from '../../core/values/counted.ts';
import { formatSize, shrunk, type Size } from '../../core/size.ts';
import type { Player } from '../../player/player.ts';
import { byId, create, fact } from '../ui/element.ts';
import {
  COARSENESSES,
  createPreviewQuality,
  nameOf,
  type PreviewQuality,
  type Quality,
} from './preview-quality.ts';

/** How often the readout is renewed, ms. */
const INTERVAL = 500;
/** From so many of the frames that were due on, left out ones are no chance, a share. */
const MANY = 0.02;

/** What the player does, in a chip; in full, and how much of the film it draws, in the menu behind it. */
export function showReadout(player: Player): void {
  const quality = createPreviewQuality(player);
  const rate = create('span', { className: 'figure' });
  const light = create('span', { className: 'light', 'aria-hidden': 'true' });
  const detail = create('span');
  const chip = create(
    'button',
    { type: 'button', className: 'chip', 'aria-expanded': 'false', 'aria-controls': 'preview' },
    rate,
    light,
    ' ',
    detail,
  );
  const menu = createMenu(player, quality, () => showDetail());
  byId('readout', HTMLElement).append(chip, menu.element);
  bindMenu(chip, menu.element, menu.update);
  let before = figuresOf(player);
  let wasPlaying = false;

  const showDetail = () => {
    const auto = quality.chosen === 'auto' && player.coarseness > 1 ? 'auto ' : '';
    const { coarseness, refined } = player;
    const drawing = !player.playing && refined > 0 && refined < 1;
    if (drawing) detail.textContent = `${Math.floor(100 * refined)} %`;
    else detail.textContent = coarseness === 1 ? '' : auto + nameOf(coarseness);
    chip.setAttribute('aria-label', `Preview: ${rate.textContent} ${detail.textContent}`.trim());
    menu.update();
  };
  const renew = () => {
    const now = figuresOf(player);
    const seconds = (now.time - before.time) / 1000;
    const frames = now.presented - before.presented;
    const skipped = now.skipped - before.skipped;
    const isWhole = player.playing && wasPlaying;
    before = now;
    wasPlaying = player.playing;
    rate.textContent = player.playing ? `${(frames / seconds).toFixed(0)} fps` : 'paused';
    light.classList.toggle('late', isWhole && skipped > MANY * (skipped + frames));
    chip.title = `${counted(now.presented, 'frame')} shown, ${now.skipped} skipped`;
    if (isWhole) quality.judge({ frames, seconds });
    quality.note();
    showDetail();
  };
  setInterval(renew, INTERVAL);
  player.on('playing', renew);
  player.on('plan', showDetail);
  renew();
}

function figuresOf({ presented, skipped }: Player) {
  return { time: performance.now(), presented, skipped };
}

interface Menu {
  readonly element: HTMLElement;
  readonly update: () => void;
}

function createMenu(player: Player, quality: PreviewQuality, onChoice: () => void): Menu {
  const choices: readonly Quality[] = ['auto', ...COARSENESSES];
  const inputs = choices.map((value) => {
    const input = create('input', { type: 'radio', name: 'preview-quality', value: String(value) });
    input.onchange = () => {
      quality.choose(value);
      onChoice();
    };
    return { value, input };
  });
  const facts = create('dl', { className: 'facts' });
  const element = create(
    'div',
    {
      id: 'preview',
      className: 'preview-menu',
      role: 'group',
      'aria-label': 'Preview',
      hidden: true,
    },
    create(
      'fieldset',
      { className: 'segments' },
      create('legend', {}, 'Preview while it moves'),
      ...inputs.map(({ value, input }) =>
        create('label', {}, input, value === 'auto' ? 'Auto' : nameOf(value)),
      ),
    ),
    create('p', { className: 'hint' }, 'At rest, and in what is saved, every pixel is drawn.'),
    facts,
  );
  return {
    element,
    update() {
      for (const { value, input } of inputs) input.checked = value === quality.chosen;
      if (element.hidden) return;
      const { layout, exposures } = player.plan;
      const { canvas } = layout;
      const { refined } = player;
      const drawn = refined === 1 ? 1 : player.coarseness;
      const samples = refined === 1 ? exposures.length : player.exposures;
      facts.replaceChildren(
        fact('Shown', counted(player.presented, 'frame')),
        fact('Skipped', counted(player.skipped, 'frame')),
        fact(
          'Drawn in',
          drawn === 1 ? sides(canvas) : `${sides(shrunk(canvas, drawn))} of ${sides(canvas)}`,
        ),
        ...(exposures.length > 0
          ? [fact('Samples a pixel', ofAll(samples, exposures.length))]
          : []),
        fact('Picture', sides(player.plan.texture)),
        fact('Drawn by', player.renderer),
      );
    },
  };
}

function ofAll(some: number, all: number): string {
  return some === all ? String(all) : `${some} of ${all}`;
}

function sides(size: Size): string {
  return formatSize(size).replace('x', '×');
}

/** Opens and closes a menu over its button; a press elsewhere, and Escape, close it. */
function bindMenu(button: HTMLButtonElement, menu: HTMLElement, update: () => void): void {
  const setOpen = (open: boolean) => {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    update();
  };
  button.onclick = () => setOpen(menu.hidden !== false);
  const isWithin = (target: EventTarget | null) =>
    target instanceof Node && (menu.contains(target) || button.contains(target));
  addEventListener('pointerdown', ({ target }) => {
    if (!menu.hidden && !isWithin(target)) setOpen(false);
  });
  for (const place of [button, menu])
    place.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || menu.hidden) return;
      event.stopPropagation();
      setOpen(false);
      button.focus();
    });
}
