import type { Png16 } from '../core/picture/png16.ts';
import { StillmotionError } from '../core/errors.ts';
import { pictureType } from '../core/picture/picture-size.ts';
import { isSameSize, type Size } from '../core/size.ts';
import type { Regl, Texture2D, Texture2DOptions } from './context.ts';
import type { DecodedPicture } from './decode.ts';
import { giveHalfFloats, ownTexture } from './half-floats.ts';
import { ownContext } from './own-context.ts';

/** More would take more than half a gigabyte as half floats. */
const MOST_DEEP_PIXELS = 2 ** 26;

/** A picture for films of ten bits, and why it has but eight a colour where its file has more, for people. */
export interface DeepenedPicture {
  readonly picture: DecodedPicture;
  readonly note?: string;
}

/**
 * Reads what a browser leaves out of a picture's file, where that has more than eight bits a colour: Chromium 156 gives eight
 * in an ImageBitmap. What it shows itself decides whether these are the same colours.
 */
export async function deepenPicture(picture: DecodedPicture, blob: Blob): Promise<DeepenedPicture> {
  if (!(await hasMoreBits(blob))) return { picture };
  const file = new Uint8Array(await blob.arrayBuffer());
  if (!isPng16(file))
    return withNote(picture, 'browsers give no more of an AVIF; save it as a PNG of 16 bits');
  const { bitmap, size } = picture;
  if (!isSameSize(bitmap, size)) return withNote(picture, 'it is larger than any texture here');
  if (size.width * size.height > MOST_DEEP_PIXELS)
    return withNote(picture, `it has more than ${MOST_DEEP_PIXELS / 2 ** 20} × 2^20 pixels`);
  if (file[28] !== 0) return withNote(picture, 'it is interlaced; save it without');
  try {
    const { readPng16 } = await import('../core/picture/png16.ts');
    const levels = await readPng16(file, MOST_DEEP_PIXELS);
    if (!isShownAs(bitmap, levels))
      return withNote(
        picture,
        'the browser converts its colours by its profile, gamma or colour key; convert it to sRGB first, with another program',
      );
    const texels = toHalfFloats(levels);
    const deep = (regl: Regl, wrapping: Texture2DOptions) =>
      uploadHalfFloats(regl, texels, size, wrapping);
    return { picture: { ...picture, deep } };
  } catch (error) {
    if (!(error instanceof StillmotionError)) throw error;
    return withNote(picture, error.message.replace(/\.$/, ''));
  }
}

/** Whether a picture's file says that it has more than eight bits a colour. */
export async function hasMoreBits(blob: Blob): Promise<boolean> {
  const header = new Uint8Array(await blob.slice(0, HEADER).arrayBuffer());
  return isPng16(header) || isDeepAvif(header);
}

function withNote(picture: DecodedPicture, why: string): DeepenedPicture {
  return {
    picture,
    note: `A picture of more than eight bits a colour is read with eight: ${why}.`,
  };
}

/** Bytes in which files say what their pixels are. */
const HEADER = 4096;
const AV1C = [0x61, 0x76, 0x31, 0x43];
/** high_bitdepth (AV1 Codec ISO Media File Format Binding, 2.3.3). */
const HIGH_BIT_DEPTH = 0x40;

function isPng16(header: Uint8Array): boolean {
  return pictureType(header) === 'image/png' && header[24] === 16;
}

function isDeepAvif(header: Uint8Array): boolean {
  if (pictureType(header) !== 'image/avif') return false;
  const at = header.findIndex((_, n) => AV1C.every((byte, k) => header[n + k] === byte));
  return at >= 0 && ((header[at + 6] ?? 0) & HIGH_BIT_DEPTH) !== 0;
}

/** Rows that are looked at together. */
const STRIPE = 256;
/** Of what is nearly transparent a canvas keeps no colours. */
const LEAST_ALPHA = 16;

/** Whether a picture looks like its levels as they stand, but for how these were rounded to bytes. */
function isShownAs(bitmap: ImageBitmap, levels: Png16): boolean {
  const { width, height, samples, bytes } = levels;
  if (!isSameSize(bitmap, levels)) return false;
  const canvas = new OffscreenCanvas(width, Math.min(height, STRIPE));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas to look at a picture');
  const places = placesOf(samples);
  const levelAt = (at: number) => (256 * (bytes[at] ?? 0) + (bytes[at + 1] ?? 0)) / 257;
  for (let top = 0; top < height; top += STRIPE) {
    const rows = Math.min(STRIPE, height - top);
    context.clearRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, top, width, rows, 0, 0, width, rows);
    const { data } = context.getImageData(0, 0, width, rows);
    for (let n = 0; n < width * rows; n++) {
      const from = 2 * samples * (top * width + n);
      const alpha = places[3] === undefined ? 255 : levelAt(from + places[3]);
      if (Math.abs(alpha - (data[4 * n + 3] ?? 0)) > 1) return false;
      if (alpha < LEAST_ALPHA) continue;
      // A level is what bytes are off by, and half of one by what alpha is multiplied.
      const most = 1 + 128 / alpha;
      for (let channel = 0; channel < 3; channel++) {
        const level = levelAt(from + (places[channel] ?? 0));
        if (Math.abs(level - (data[4 * n + channel] ?? 0)) > most) return false;
      }
    }
  }
  return true;
}

/** Where red, green, blue and alpha stand in a pixel, bytes; alpha in none that has none. */
function placesOf(samples: Png16['samples']): readonly (number | undefined)[] {
  if (samples === 1) return [0, 0, 0, undefined];
  if (samples === 2) return [0, 0, 0, 2];
  return [0, 2, 4, samples === 4 ? 6 : undefined];
}

/** @param texels red, green, blue and straight alpha of each, as they stand */
function uploadHalfFloats(
  regl: Regl,
  texels: Uint16Array<ArrayBuffer>,
  size: Size,
  wrapping: Texture2DOptions,
): Texture2D {
  const texture = regl.texture({ ...size, ...wrapping });
  giveHalfFloats(regl, texture, size, wrapping.mipmap === true);
  const gl = ownContext(regl);
  const bound = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture | null;
  gl.bindTexture(gl.TEXTURE_2D, ownTexture(texture));
  // regl sets these before each upload of its own.
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  const { width, height } = size;
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.HALF_FLOAT, texels);
  gl.bindTexture(gl.TEXTURE_2D, bound);
  return texture;
}

/** Red, green, blue and alpha of each pixel, straight. */
function toHalfFloats({ width, height, samples, bytes }: Png16): Uint16Array<ArrayBuffer> {
  const halves = Uint16Array.from({ length: 65_536 }, (_, level) => halfOf(level / 65_535));
  const opaque = halves[65_535] ?? 0;
  const places = placesOf(samples);
  const data = new Uint16Array(4 * width * height);
  for (let n = 0; n < width * height; n++) {
    const from = 2 * samples * n;
    for (let channel = 0; channel < 4; channel++) {
      const place = places[channel];
      data[4 * n + channel] =
        place === undefined
          ? opaque
          : (halves[256 * (bytes[from + place] ?? 0) + (bytes[from + place + 1] ?? 0)] ?? 0);
    }
  }
  return data;
}

/** IEEE 754, binary16: the nearest to a number of 0 to 1. */
function halfOf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(-14, Math.floor(Math.log2(value)));
  return (exponent + 14) * 1024 + Math.round(value / 2 ** (exponent - 10));
}
