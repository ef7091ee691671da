import type { Size } from '../../core/size.ts';
import { byId } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';

/** How large the film is seen: device pixels a pixel of the film, or as large as the stage. */
export type Zoom = number | 'fit';

export interface Stage {
  /** Device pixels a pixel of the film, as it is seen now. */
  readonly scale: number;
  readonly setZoom: (zoom: Zoom) => void;
  /** One step in (1) or out (-1). */
  readonly step: (direction: 1 | -1) => void;
  readonly toggleFullScreen: () => void;
}

/** The steps of the zoom buttons; above 1 whole numbers, so that texels are squares. */
const STEPS = [0.0625, 0.125, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
/** Around the film when it is fitted, as a share of the stage, and at most, CSS px; where it has the whole screen, none. */
const MARGIN_SHARE = 0.03;
const MARGIN = 24;

/** @param film the size of the film now, px */
export function createStage(film: () => Size, onScale: (scale: number, zoom: Zoom) => void): Stage {
  const stage = byId('stage', HTMLElement);
  const board = byId('board', HTMLElement);
  const canvas = byId('canvas', HTMLCanvasElement);
  let zoom: Zoom = 'fit';
  let scale = 1;

  function fit({ width, height }: Size): number {
    const isWhole = document.fullscreenElement === stage;
    const margin = isWhole ? 0 : Math.min(MARGIN, MARGIN_SHARE * stage.clientWidth);
    const room = {
      width: Math.max(1, stage.clientWidth - 2 * margin) * devicePixelRatio,
      height: Math.max(1, stage.clientHeight - 2 * margin) * devicePixelRatio,
    };
    return Math.min(room.width / width, room.height / height);
  }

  function layOut(): void {
    const size = film();
    scale = zoom === 'fit' ? fit(size) : zoom;
    const width = (size.width * scale) / devicePixelRatio;
    const height = (size.height * scale) / devicePixelRatio;
    Object.assign(board.style, { width: `${width}px`, height: `${height}px` });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    // On whole device pixels: between them every texel would be blurred.
    canvas.style.left = `${snap((stage.clientWidth - width) / 2)}px`;
    canvas.style.top = `${snap((stage.clientHeight - height) / 2)}px`;
    canvas.classList.toggle('texels', zoom !== 'fit' && scale >= 1);
    onScale(scale, zoom);
  }

  function setZoom(next: Zoom): void {
    const centre = {
      x: (stage.scrollLeft + stage.clientWidth / 2) / Math.max(1, stage.scrollWidth),
      y: (stage.scrollTop + stage.clientHeight / 2) / Math.max(1, stage.scrollHeight),
    };
    zoom = next;
    layOut();
    stage.scrollLeft = centre.x * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = centre.y * stage.scrollHeight - stage.clientHeight / 2;
  }

  function step(direction: 1 | -1): void {
    const further =
      direction === 1
        ? STEPS.find((value) => value > scale * 1.001)
        : STEPS.findLast((value) => value < scale * 0.999);
    if (further !== undefined) setZoom(further);
  }

  function toggleFullScreen(): void {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : stage.requestFullscreen();
    change.catch(warn);
  }

  new ResizeObserver(layOut).observe(stage);
  // The canvas changes its size with the film.
  new MutationObserver(layOut).observe(canvas, { attributeFilter: ['width', 'height'] });
  stage.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      step(event.deltaY < 0 ? 1 : -1);
    },
    { passive: false },
  );
  dragToPan(stage);
  layOut();
  return {
    get scale() {
      return scale;
    },
    setZoom,
    step,
    toggleFullScreen,
  };
}

function snap(place: number): number {
  return Math.max(0, Math.round(place * devicePixelRatio) / devicePixelRatio);
}

/** Where the film is larger than the stage, a mouse looks elsewhere by dragging it, as a finger does. */
function dragToPan(stage: HTMLElement): void {
  let dragging: number | undefined;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType !== 'mouse' || !overflows(stage)) return;
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    dragging = event.pointerId;
  });
  stage.addEventListener('pointermove', (event) => {
    if (dragging !== event.pointerId) return;
    stage.scrollLeft -= event.movementX;
    stage.scrollTop -= event.movementY;
  });
  stage.addEventListener('lostpointercapture', () => (dragging = undefined));
}

/** Is there more of the film than the stage shows? */
export function overflows({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element) {
  return scrollWidth > clientWidth || scrollHeight > clientHeight;
}
