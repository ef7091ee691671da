import { StillmotionError } from '../errors.ts';
import { formatSize, type Rect, type Size } from '../size.ts';

// A part of a picture as ImageMagick's geometry writes it: `1200x800+100+50` in px, `50%x50%+25%+10%` in shares.

interface Side {
  readonly length: number;
  /** Left out: the part lies in the middle. */
  readonly start: number | undefined;
}

interface Crop {
  readonly unit: 'px' | '%';
  readonly across: Side;
  readonly down: Side;
}

const NUMBER = String.raw`(\d{1,9}(?:\.\d{1,9})?)\s*(%?)`;
const FORM = new RegExp(
  String.raw`^${NUMBER}\s*[x×]\s*${NUMBER}(?:\s*\+\s*${NUMBER}\s*\+\s*${NUMBER})?$`,
);

/** A crop without its spaces, all of it in one unit. */
export function readCrop(text: string): string {
  const crop = parseCrop(text.trim().toLowerCase());
  if (crop !== undefined) return write(crop);
  throw new StillmotionError(
    'usage',
    `expected width x height + left + top in px or in shares, such as 1200x800+100+50, 50%x50%+25%+10%, or 800x800 from the middle, got "${text}"`,
  );
}

/** True for what `readCrop` gives. */
export function isCrop(text: string): boolean {
  return parseCrop(text) !== undefined;
}

/**
 * What a crop leaves of a picture, px.
 *
 * @throws StillmotionError `usage` where it reaches beyond the picture
 */
export function resolveCrop(text: string, picture: Size): Rect {
  const crop = parseCrop(text);
  if (crop === undefined) throw new StillmotionError('usage', `"${text}" is no crop.`);
  const across = resolveSide(crop.across, crop.unit, picture.width);
  const down = resolveSide(crop.down, crop.unit, picture.height);
  if (across === undefined || down === undefined)
    throw new StillmotionError(
      'usage',
      `The crop ${text} reaches beyond the picture, which has ${formatSize(picture)} px.`,
    );
  return { x: across.from, y: down.from, width: across.length, height: down.length };
}

/** Decimals of a percentage: in a picture of 10,000 px they say a pixel. */
const DECIMALS = 2;

/** The crop that leaves a part, in shares of the picture; all of it is none. */
export function cropTo({ x, y, width, height }: Rect): string | undefined {
  const percent = (share: number) => Number((100 * share).toFixed(DECIMALS));
  const side = (start: number, length: number): Side => ({
    start: percent(start),
    length: Math.min(percent(length), Number((100 - percent(start)).toFixed(DECIMALS))),
  });
  const crop: Crop = { unit: '%', across: side(x, width), down: side(y, height) };
  return crop.across.length === 100 && crop.down.length === 100 ? undefined : write(crop);
}

function parseCrop(text: string): Crop | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, width, , height, , left, , top] = match;
  const units = [2, 4, 6, 8].flatMap((n) => match[n] ?? []);
  const unit = units[0] === '%' ? '%' : 'px';
  const across = sideOf(width, left);
  const down = sideOf(height, top);
  const numbers = [across.length, down.length, across.start ?? 0, down.start ?? 0];
  const isPlain =
    units.every((each) => each === units[0]) &&
    (unit === '%' || numbers.every(Number.isInteger)) &&
    across.length > 0 &&
    down.length > 0;
  return isPlain ? { unit, across, down } : undefined;
}

function sideOf(length: string | undefined, start: string | undefined): Side {
  return { length: Number(length), start: start === undefined ? undefined : Number(start) };
}

/** Both ends of a share fall on pixels, and there is always one between them. */
function resolveSide({ length, start }: Side, unit: Crop['unit'], side: number) {
  if (unit === 'px') {
    const from = start ?? Math.floor((side - length) / 2);
    return from < 0 || from + length > side ? undefined : { from, length };
  }
  const begin = start ?? (100 - length) / 2;
  if (length > 100 || begin + length > 100 + 1e-9) return undefined;
  const from = Math.min(side - 1, Math.round((begin * side) / 100));
  const to = Math.round(((begin + length) * side) / 100);
  return { from, length: Math.max(1, to - from) };
}

function write({ unit, across, down }: Crop): string {
  const number = (value: number) => `${value}${unit === '%' ? '%' : ''}`;
  const size = `${number(across.length)}x${number(down.length)}`;
  if (across.start === undefined || down.start === undefined) return size;
  return `${size}+${number(across.start)}+${number(down.start)}`;
}
