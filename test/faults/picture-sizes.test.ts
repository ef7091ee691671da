import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimedSize } from '../../src/core/picture/picture-size.ts';
import { openPage, startBrowser } from '../browser/page.ts';
import { count, seeded, tries, upTo } from './tries.ts';

/** Each format, and each way in which one says its size. */
const PICTURES =
  `card.png card-interlaced.png card-exif-6.png card-smooth.jpg card-smooth-progressive.jpg
  card-smooth-exif-5.jpg card-smooth-thumbnail.jpg card-smooth-cmyk.jpg card.webp card-alpha.webp
  card-smooth-lossy-alpha.webp card-animated.webp card.avif card-smooth.avif card.gif
  card-animated.gif card.bmp card.ico`.split(/\s+/);

/** Of each picture; all go to the browser at once. */
const MADE = tries(40, 100);

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  ({ page } = await openPage(browser, 'about:blank'));
});
afterAll(() => browser.close());

describe('no picture is larger to its decoder than its header says to us', () => {
  it.for(PICTURES)('%s, whatever becomes of its bytes', async (name, { task }) => {
    const whole = readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url));
    const random = seeded(name.length + whole.length);
    const pictures = upTo(MADE).map(() => deranged(whole, random));
    const decoded = await decodedSizes(pictures);
    let read = 0;
    const larger: unknown[] = [];
    for (const [index, bytes] of pictures.entries()) {
      const size = decoded[index];
      const claimed = claimedSize(bytes);
      // What we can't read is refused.
      if (!size || claimed === undefined) continue;
      read++;
      if (size.width * size.height > claimed.width * claimed.height)
        larger.push({ claimed, size, bytes: base64(bytes) });
    }
    expect(larger).toEqual([]);
    // Otherwise nothing was compared.
    expect(read).toBeGreaterThan(0);
    count({ task }, MADE);
  });
});

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The sizes that Chromium's decoders find in headers; `null` where there is none. */
function decodedSizes(pictures: readonly Uint8Array[]) {
  return page.evaluate(
    (texts) =>
      Promise.all(
        texts.map(async (text) => {
          const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
          const image = new Image();
          const url = URL.createObjectURL(new Blob([bytes]));
          const settled = new Promise((resolve) => {
            image.onload = resolve;
            image.onerror = resolve;
          });
          image.src = url;
          await settled;
          URL.revokeObjectURL(url);
          const { naturalWidth: width, naturalHeight: height } = image;
          return width > 0 ? { width, height } : null;
        }),
      ),
    pictures.map(base64),
  );
}

/** Bytes that are changed, put in, taken out or moved, and larger pictures in what some step over. */
function deranged(picture: Uint8Array, random: () => number): Uint8Array {
  let bytes = [...picture];
  const below = (most: number) => Math.floor(random() * most);
  const decoy = enlarged(picture);
  const place = () => {
    const ends = blocksOf(bytes);
    return random() < 0.7 ? (ends[below(ends.length)] ?? 0) : below(bytes.length);
  };
  const saysSize = (start: number) =>
    decoy.slice(start, start + 20).some((byte, index) => byte !== picture[start + index]);
  const fragment = () => {
    const starts = blocksOf(decoy).filter((start) => saysSize(start));
    const start = starts[below(starts.length)] ?? 0;
    // Whole, it is decoded to its end: what comes behind is read by us alone.
    return decoy.slice(start, random() < 0.5 ? undefined : start + 10 + below(100));
  };
  for (const _ of upTo(1 + below(3))) {
    const at = place();
    const kind = below(6);
    if (kind === 0) bytes[at + below(12)] = odd(random);
    else if (kind === 1) bytes.splice(at, 0, ...upTo(1 + below(4)).map(() => odd(random)));
    else if (kind === 2) bytes.splice(at, 1 + below(20));
    else if (kind === 3) bytes.splice(at, 0, ...fragment());
    else
      bytes = [...bytes.slice(0, at), ...wrapped(fragment(), picture, random), ...bytes.slice(at)];
  }
  return Uint8Array.from(bytes);
}

/** The same picture where it says its size, but far larger. */
function enlarged(picture: Uint8Array): number[] {
  const { width, height } = claimedSize(picture) ?? { width: 0, height: 0 };
  const sides = [width, height, width - 1, height - 1];
  return [...picture].map((byte) => (sides.includes(byte) ? 0xf1 : byte));
}

/** Where blocks begin, in any of the formats: a marker, an introducer, or four bytes before a name. */
function blocksOf(bytes: readonly number[]): number[] {
  const isLetter = (byte = 0) => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  const isName = (at: number) => upTo(4).every((index) => isLetter(bytes[at + index - 1]));
  return bytes.flatMap((byte, at) => {
    if (at > 400) return [];
    if ([0xff, 0x21, 0x2c].includes(byte)) return [at];
    return isName(at) ? [at, Math.max(0, at - 4)] : [];
  });
}

/** A block of a kind that may not be, mostly of the picture's own format. */
function wrapped(
  content: readonly number[],
  [first = 0]: Uint8Array,
  random: () => number,
): number[] {
  const [high, low] = [content.length >> 8, content.length & 0xff];
  const name = upTo(4).map(() => 0x61 + Math.floor(random() * 26));
  const own = [0xff, 0x47, 0x52].indexOf(first);
  switch (random() < 0.7 ? own : Math.floor(random() * 4)) {
    case 0: // JPEG
      return [0xff, random() < 0.4 ? 0 : odd(random), high, low + 2, ...content];
    case 1: // GIF
      return [0x21, odd(random), low, ...content, 0];
    case 2: // RIFF
      return [...name, low, high, 0, 0, ...content];
    default: // a box, or a chunk of a PNG without its sum
      return [0, 0, high, low + (random() < 0.5 ? 8 : 0), ...name, ...content];
  }
}

function odd(random: () => number): number {
  const common = [0x00, 0xff, 0x01, 0x7f, 0x80, 0x2c, 0x21, 0xd8, 0xc0, 0xe0, 0x02];
  const index = Math.floor(random() * common.length * 1.5);
  return common[index] ?? Math.floor(random() * 256);
}
