import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSession, openJob } from '../../session.ts';
import { StillmotionError } from '../../../src/core/errors.ts';
import type { Session } from '../../../src/cli/session/session.ts';
import { fromPng } from '../../browser/pixels.ts';
import { count, seeded, upTo } from '../tries.ts';

/** One of each format. */
const FORMATS = ['card.png', 'card-smooth.jpg', 'card.webp', 'card.avif', 'card.gif', 'card.bmp'];
/** And others, for each way in which a decoder works. */
const VARIANTS = `card-16bit.png card-interlaced.png card-palette-alpha.png card-exif-6.png
  card-smooth-p3.png card-smooth-progressive.jpg card-smooth-cmyk.jpg
  card-smooth-exif-5.jpg card-smooth-thumbnail.jpg card-smooth-lossy-alpha.webp
  card-animated.webp card-smooth.avif card-animated.gif card.ico`.split(/\s+/);

const PICTURES = [...FORMATS, ...VARIANTS];

const OUTCOMES = ['drawn', 'picture-undecodable', 'picture-too-large'];

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/pictures/${name}`, import.meta.url));

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(() => session.close());

describe('bad pictures: the right picture or a typed error', () => {
  it.for(PICTURES)('%s, cut short', async (name, { task }) => {
    const whole = fixture(name);
    const made = 3;
    for (const point of upTo(made)) {
      const length = Math.floor((whole.length * point) / (made + 1));
      expect(OUTCOMES).toContain(await outcomeOf(whole.subarray(0, length)));
    }
    expect(await outcomeOf(whole)).toBe('drawn');
    count({ task }, made);
  });

  it.for(PICTURES)('%s, with bytes changed at random', async (name, { task }) => {
    const random = seeded(name.length);
    const made = FORMATS.includes(name) ? 12 : 5;
    for (const _ of upTo(made)) {
      expect(OUTCOMES).toContain(await outcomeOf(changed(fixture(name), random)));
    }
    // The browser is as it was before.
    expect(await outcomeOf(fixture(name))).toBe('drawn');
    count({ task }, made);
  });
});

/** One to eight bytes, half of them among the first hundred, where headers are. */
function changed(picture: Uint8Array, random: () => number): Uint8Array {
  const bytes = Uint8Array.from(picture);
  for (const _ of upTo(1 + Math.floor(random() * 8))) {
    const within = random() < 0.5 ? Math.min(100, bytes.length) : bytes.length;
    bytes[Math.floor(random() * within)] = Math.floor(random() * 256);
  }
  return bytes;
}

/** Drawn small, whatever its size is: what is changed may say that it is large. */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    await openJob(session, { size: { width: 16, height: 16 } }, bytes);
  } catch (error) {
    if (error instanceof StillmotionError) return error.code;
    throw error;
  }
  const { width, height } = fromPng(await session.still(0));
  return width === 16 && height === 16 ? 'drawn' : `${width}x${height}`;
}
