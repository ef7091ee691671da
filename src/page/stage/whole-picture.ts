import type { RenderPlan } from '../../film/plan.ts';
import { parseSpec } from '../../film/spec/spec.ts';
import type { Player } from '../../player/player.ts';
import { boxesOf, type Corner, type PictureBox, takenOf } from './boxes.ts';
import { byId, create } from '../ui/element.ts';
import { bindDrag, type Changes, createHandle } from './handle.ts';
import { warn } from '../ui/notices.ts';
import type { Source } from '../project/source.ts';
import { firstOf } from '../project/pictures.ts';

/** Around the picture, CSS px: room for handles at its edge. */
const MARGIN = 32;

/** Shows the whole picture in the film's place, and what of it the film shows. */
export interface WholePicture {
  readonly toggle: () => void;
}

/**
 * The picture as it is, with what is taken of it and what the film shows of that as boxes to be moved and sized: the
 * frame's part, or the two ends of a way over it. While the film plays it is out of sight.
 */
export function createWholePicture(player: Player, changes: Changes): WholePicture {
  const picture = create('img', { alt: '', draggable: false });
  const ground = create('div', { className: 'ground' }, picture);
  const place = create(
    'section',
    { className: 'whole-picture', 'aria-label': 'The whole picture', hidden: true },
    ground,
  );
  const button = createButton();
  let wanted = false;
  let boxes: readonly PictureBox[] = [];
  let handles: readonly HTMLElement[] = [];
  let shown = '';
  let pictured: Source | undefined;

  function update(): void {
    boxes = boxesOf(player.plan);
    button.disabled = boxes.length === 0;
    wanted &&= boxes.length > 0;
    button.setAttribute('aria-pressed', String(wanted));
    place.hidden = !wanted || player.playing;
    if (place.hidden) return;
    showPicture().catch(warn);
    layOut();
    showBoxes();
  }

  async function showPicture(): Promise<void> {
    const { source } = changes.project;
    if (source === pictured) return;
    pictured = source;
    const blob = firstOf(source) ?? (await drawBuiltIn(player.plan));
    if (pictured !== source) return;
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(blob);
  }

  function layOut(): void {
    const { image } = player.plan;
    const taken = takenOf(player.plan);
    const [width, height] = [image.width / taken.width, image.height / taken.height];
    const room = {
      width: place.clientWidth - 2 * MARGIN,
      height: place.clientHeight - 2 * MARGIN,
    };
    const scale = Math.min(room.width / width, room.height / height);
    Object.assign(ground.style, { width: `${width * scale}px`, height: `${height * scale}px` });
  }

  function showBoxes(): void {
    const key = boxes.map(({ name }) => name).join(' ');
    if (key !== shown) {
      shown = key;
      handles = boxes.map(({ name }, n) => createBox(name, () => boxAt(n), changes));
      ground.replaceChildren(picture, ...handles);
    }
    for (const [n, handle] of handles.entries()) {
      const { x, y, width, height } = boxAt(n).rect;
      const percent = (share: number) => `${100 * share}%`;
      Object.assign(handle.style, { left: percent(x), top: percent(y) });
      Object.assign(handle.style, { width: percent(width), height: percent(height) });
    }
  }

  function boxAt(n: number): PictureBox {
    const box = boxes[n];
    if (box === undefined) throw new Error(`the film has no box ${n}`);
    return box;
  }

  function toggle(): void {
    if (button.disabled) return;
    // Pressed while the film plays over it, it is wanted again.
    wanted = !wanted || player.playing;
    if (wanted) player.pause();
    update();
  }

  button.onclick = toggle;
  byId('full-screen', HTMLButtonElement).before(button);
  byId('stage', HTMLElement).after(place);
  new ResizeObserver(layOut).observe(place);
  player.on('plan', update);
  player.on('playing', update);
  changes.project.on('source', update);
  update();
  return { toggle };
}

function createBox(name: string, held: () => PictureBox, changes: Changes): HTMLElement {
  const { label, resize, rect } = held();
  const isPoint = rect.width === 0;
  const className = isPoint ? 'picture-box point' : `picture-box ${name.replace(/^\d+-/, '')}`;
  const sizes = resize ? ', + and − size it' : '';
  const handle = createHandle(className, `${label}: arrow keys move it${sizes}`, held, changes);
  handle.append(create('span', { className: 'box-label', 'aria-hidden': 'true' }, label));
  if (resize) handle.append(...CORNERS.map((corner) => createCorner(corner, held, changes)));
  return handle;
}

const CORNERS: readonly Corner[] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

/** Dragged, it sizes its box; the corner across stays where it is. */
function createCorner([x, y]: Corner, held: () => PictureBox, changes: Changes): HTMLElement {
  const corner = create('span', { className: `corner ${y ? 's' : 'n'}${x ? 'e' : 'w'}` });
  const take = () => {
    const { rect, resize, stretch, move } = held();
    return (byX: number, byY: number) => {
      if (stretch) return stretch([x, y], byX, byY);
      const across = (x ? byX : -byX) / rect.width;
      const down = (y ? byY : -byY) / rect.height;
      const factor = 1 + (Math.abs(across) > Math.abs(down) ? across : down);
      return resize?.(factor, [1 - x, 1 - y]) ?? move(0, 0);
    };
  };
  bindDrag(corner, take, changes);
  return corner;
}

function createButton(): HTMLButtonElement {
  const button = create('button', {
    type: 'button',
    id: 'whole-picture',
    'aria-label': 'Whole picture',
  });
  button.insertAdjacentHTML(
    'beforeend',
    '<svg viewBox="0 0 20 20" aria-hidden="true"><path class="line" d="M2 3h16v14H2z" /><path class="line" d="M6 7h6v6H6z" /></svg>',
  );
  return button;
}

/** The built-in picture is no file: it is drawn. */
async function drawBuiltIn({ picture }: RenderPlan): Promise<Blob> {
  const { openJob } = await import('../../render.ts');
  const job = await openJob(null, parseSpec({ size: picture, motions: [], frames: 1 }));
  try {
    return await job.still(0);
  } finally {
    await job.close();
  }
}
