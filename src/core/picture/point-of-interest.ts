import { findApartness, type SmallPicture } from './apartness.ts';

// What a person would look at first, by what lies in its surroundings: skin, colours and edges, as smartcrop.js
// weighs them (Jonas Wagner, MIT), here for one point instead of a crop, on a picture as small as a thumbnail; and the
// more the further it stands apart from what surrounds it.

/** So long the longer side of a picture is at most that is looked at, px. */
export const LOOKED_AT = 128;

/** Lightness and direction (of r, g, b) of skin, light and dark alike. */
const SKIN = [0.78, 0.57, 0.44] as const;
/** From this likeness on it is skin. */
const LEAST_SKIN = 0.8;
const SKIN_WEIGHT = 1.8;
const EDGE_WEIGHT = 0.4;
const COLOUR_WEIGHT = 0.3;
/** What is left of all that where nothing stands apart, and what that counts by itself. */
const NOT_APART = 0.15;
const APART_WEIGHT = 0.3;
/** What lies at the edges counts so much less than what lies in the middle. */
const MIDDLE_WEIGHT = 0.4;
/** How large the surroundings of a point are, as a share of the longer side. */
const SURROUNDINGS = 0.16;
/** Where a picture is looked at in which nothing draws attention. */
const CENTRE = [0.5, 0.5] as const;

/**
 * The point of a picture that draws most attention, in shares of it; the middle where nothing does. The same
 * for the same pixels.
 */
export function findPointOfInterest(picture: SmallPicture): readonly [number, number] {
  const { width, height } = picture;
  const apart = findApartness(picture);
  const weights = weigh(picture).map((weight, n) => {
    const far = apart[n] ?? 0;
    return weight * (NOT_APART + (1 - NOT_APART) * far) + APART_WEIGHT * far;
  });
  const radius = Math.max(1, Math.round((SURROUNDINGS * Math.max(width, height)) / 2));
  // Twice the mean of a box is close to a hump: what is nearer counts more.
  const smooth = boxMean(boxMean(weights, width, height, radius), width, height, radius);
  let best = 0;
  let at: readonly [number, number] | undefined;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = [(x + 0.5) / width, (y + 0.5) / height] as const;
      const score = (smooth[y * width + x] ?? 0) * middleness(place);
      if (score <= best) continue;
      best = score;
      at = place;
    }
  }
  return at === undefined ? CENTRE : at;
}

/** 1 in the middle, less towards the edges. */
function middleness([x, y]: readonly [number, number]): number {
  const away = Math.max(Math.abs(x - 0.5), Math.abs(y - 0.45)) * 2;
  return 1 - MIDDLE_WEIGHT * away * away;
}

/** How much each pixel draws attention by itself. */
function weigh({ width, height, data }: SmallPicture): Float64Array {
  const weights = new Float64Array(width * height);
  const luma = new Float64Array(width * height);
  for (let n = 0; n < luma.length; n++) luma[n] = lightness(data, 4 * n);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const n = y * width + x;
      const own = luma[n] ?? 0;
      const left = luma[x > 0 ? n - 1 : n] ?? 0;
      const right = luma[x < width - 1 ? n + 1 : n] ?? 0;
      const above = luma[y > 0 ? n - width : n] ?? 0;
      const below = luma[y < height - 1 ? n + width : n] ?? 0;
      const edge = Math.abs(4 * own - left - right - above - below);
      const opaque = (data[4 * n + 3] ?? 0) / 255;
      weights[n] =
        opaque *
        (EDGE_WEIGHT * Math.min(1, edge) +
          SKIN_WEIGHT * skin(data, 4 * n, own) +
          COLOUR_WEIGHT * colourful(data, 4 * n, own));
    }
  }
  return weights;
}

/** 0…1 */
function lightness(data: SmallPicture['data'], at: number): number {
  const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/** How like skin a pixel is, 0…1: by the direction of its colour, as skin of any tone has about the same. */
function skin(data: SmallPicture['data'], at: number, luma: number): number {
  const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
  const length = Math.hypot(r, g, b);
  if (luma < 0.12 || luma > 0.95 || length === 0) return 0;
  const away = Math.hypot(r / length - SKIN[0], g / length - SKIN[1], b / length - SKIN[2]);
  return Math.max(0, 1 - away - LEAST_SKIN) / (1 - LEAST_SKIN);
}

/** How far a pixel is from grey, 0…1. */
function colourful(data: SmallPicture['data'], at: number, luma: number): number {
  const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
  if (luma < 0.05 || luma > 0.95) return 0;
  const most = Math.max(r, g, b);
  const saturation = (most - Math.min(r, g, b)) / Math.max(1, most);
  return Math.max(0, saturation - 0.4) / 0.6;
}

/** The mean of each pixel's surroundings; beyond the edges there is nothing. */
function boxMean(from: Float64Array, width: number, height: number, radius: number): Float64Array {
  return alongRows(
    alongRows(from, width, height, radius, 1, width),
    height,
    width,
    radius,
    width,
    1,
  );
}

function alongRows(
  from: Float64Array,
  length: number,
  rows: number,
  radius: number,
  step: number,
  stride: number,
): Float64Array {
  const into = new Float64Array(from.length);
  for (let row = 0; row < rows; row++) {
    const start = row * stride;
    let sum = 0;
    for (let n = -radius; n < length; n++) {
      if (n + radius < length) sum += from[start + (n + radius) * step] ?? 0;
      if (n - radius - 1 >= 0) sum -= from[start + (n - radius - 1) * step] ?? 0;
      if (n >= 0) into[start + n * step] = sum / (2 * radius + 1);
    }
  }
  return into;
}
