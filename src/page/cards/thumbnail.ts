import { parseSpec } from '../../film/spec/spec.ts';
import { create } from '../ui/element.ts';
import { CARD_PIXELS } from './card-pixels.ts';

const made = new WeakMap<Blob, Promise<Blob>>();
let builtIn: Promise<Blob> | undefined;

/**
 * The middle of a picture, as large as a card: a large picture takes a while to be decoded, so it is made once.
 *
 * @param picture `null` for the built-in one
 */
export function thumbnailOf(picture: Blob | null): Promise<Blob> {
  if (picture === null) return (builtIn ??= drawBuiltIn());
  const known = made.get(picture);
  if (known) return known;
  const making = shrink(picture);
  made.set(picture, making);
  return making;
}

async function drawBuiltIn(): Promise<Blob> {
  const { openJob } = await import('../../render.ts');
  const drawing = await openJob(null, parseSpec({ size: CARD_PIXELS }));
  try {
    return await drawing.still(0);
  } finally {
    await drawing.close();
  }
}

async function shrink(picture: Blob): Promise<Blob> {
  const { width, height } = CARD_PIXELS;
  // The browser makes it smaller where it decodes it: not where the page waits.
  const bitmap = await createImageBitmap(picture, {
    resizeWidth: 2 * width,
    resizeQuality: 'medium',
  });
  try {
    const canvas = create('canvas', { width, height });
    const scale = Math.max(width / bitmap.width, height / bitmap.height);
    const drawn = { width: bitmap.width * scale, height: bitmap.height * scale };
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no canvas to draw on');
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    const [x, y] = [(width - drawn.width) / 2, (height - drawn.height) / 2];
    context.drawImage(bitmap, x, y, drawn.width, drawn.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('a canvas made no picture')))),
    );
  } finally {
    bitmap.close();
  }
}
