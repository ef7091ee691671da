import type { RenderSpec } from './spec.ts';
import type { Rect, Size } from './size.ts';

/** Where everything stands on the canvas, px from its left top corner. */
export interface Layout {
  readonly canvas: Size;
  /** Where the image is drawn. */
  readonly box: Rect;
  readonly title: TitlePlace;
}

/** Where the title stands and how it is drawn, px. */
export interface TitlePlace {
  /** The middle of the text. */
  readonly centre: number;
  readonly baseline: number;
  readonly fontSize: number;
  /** `plain` on an empty background, `overlay` on a dark panel over the image. */
  readonly style: 'plain' | 'overlay';
}

const FIGURE_CANVAS: Size = { width: 640, height: 480 };

/** Matplotlib's default axes (`figure.subplot.*`) as shares of the figure, from its left bottom corner. */
const AXES = { left: 0.125, right: 0.9, bottom: 0.11, top: 0.88 };
/** Matplotlib's title: 12 pt at 100 dpi, 6 pt above the axes, in a figure 480 px high. */
const TITLE_SIZE = (12 * 100) / 72 / 480;
const TITLE_PAD = (6 * 100) / 72 / 480;

/** `image` is the picture's size after `--size`, px. */
export function arrange(spec: Pick<RenderSpec, 'layout' | 'canvas'>, image: Size): Layout {
  return spec.layout === 'figure' ? figure(spec.canvas ?? FIGURE_CANVAS, image) : fill(image);
}

function fill(image: Size): Layout {
  const fontSize = Math.max(10, Math.round(Math.min(image.width, image.height) / 20));
  return {
    canvas: image,
    box: { x: 0, y: 0, ...image },
    title: { centre: image.width / 2, baseline: 1.6 * fontSize, fontSize, style: 'overlay' },
  };
}

/** The image contained and centred in the notebook's axes. */
function figure(canvas: Size, image: Size): Layout {
  const axes = {
    left: AXES.left * canvas.width,
    bottom: AXES.bottom * canvas.height,
    width: (AXES.right - AXES.left) * canvas.width,
    height: (AXES.top - AXES.bottom) * canvas.height,
  };
  const scale = Math.min(axes.width / image.width, axes.height / image.height);
  const drawn = { width: image.width * scale, height: image.height * scale };
  const bottom = axes.bottom + (axes.height - drawn.height) / 2;
  const width = Math.max(1, Math.round(drawn.width));
  const height = Math.max(1, Math.round(drawn.height));
  const box = {
    x: Math.round(axes.left + (axes.width - drawn.width) / 2),
    // Matplotlib counts y from the bottom and rounds there.
    y: canvas.height - Math.round(bottom) - height,
    width,
    height,
  };
  const top = canvas.height - (bottom + drawn.height);
  return {
    canvas,
    box,
    title: {
      centre: axes.left + axes.width / 2,
      baseline: top - TITLE_PAD * canvas.height,
      fontSize: TITLE_SIZE * canvas.height,
      style: 'plain',
    },
  };
}
