import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { QUALITY_NAMES, type QualityName } from '../../src/core/quality.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession } from '../session.ts';
import { ffmpegUnavailable } from './decoding.ts';
import { type DeepSpec, drawLumas, measureFilm } from './film-quality.ts';
import { paint, toPng } from './pixels.ts';
import { deepestDip } from './plane-quality.ts';

const PHOTO = readFileSync(
  fileURLToPath(new URL('../../benchmarks/pictures/retina.jpg', import.meta.url)),
);
/** A picture of next to no detail: an encoder skips most of it, and then some all at once. */
const SKY = toPng(
  paint({ width: 960, height: 720 }, (x, y) => [
    60 + y / 8 + x / 96,
    110 + y / 8 + x / 120,
    190 + y / 14.4,
  ]),
);

const SMALL = { width: 320, height: 240 };
const LARGER = { width: 640, height: 480 };
const ZOOM = { motions: [{ kind: 'zoom', to: 1.3 }] } as const satisfies SpecInput;
const ROLL = { motions: [{ kind: 'roll', step: 2.5 }] } as const satisfies SpecInput;
/** Two groups of pictures. */
const FRAMES = 60;

/** dB below the median of its neighbours that no frame is. */
const MOST_DIP = 1.5;

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

interface Film {
  readonly spec: DeepSpec;
  /** Left out: the sky. */
  readonly picture?: Uint8Array;
  /** Left out: all of them. */
  readonly qualities?: readonly QualityName[];
}

const ENLARGED = { ...ZOOM, canvas: LARGER, frames: FRAMES };
const ROLLED = { ...ROLL, canvas: SMALL, frames: FRAMES };
const H264 = { codec: 'h264', depth: '8' } as const;
const VP9 = { codec: 'vp9', depth: '8' } as const;
const AV1 = { codec: 'av1', depth: '8' } as const;
const TEN_BITS = { codec: 'vp9', depth: '10' } as const;

const FILMS: Readonly<Record<string, Film>> = {
  'a sky that is enlarged, in H.264': { spec: { ...ENLARGED, ...H264 } },
  'a sky that rolls, in H.264': { spec: { ...ROLLED, ...H264 } },
  'a sky that rolls, in VP9': { spec: { ...ROLLED, ...VP9 } },
  'a sky that rolls, in AV1': { spec: { ...ROLLED, ...AV1 } },
  'a sky that is enlarged, in AV1': { spec: { ...ENLARGED, ...AV1 }, qualities: ['draft'] },
  'a sky under a vignette, of ten bits': {
    spec: { ...ENLARGED, ...TEN_BITS, frames: 26, effects: [{ name: 'vignette' }] },
  },
  'a sky, with a second key frame, of ten bits': { spec: { ...ENLARGED, ...TEN_BITS } },
  'a sky that rolls, of ten bits': { spec: { ...ROLLED, ...TEN_BITS } },
  'a larger sky that rolls, of ten bits': { spec: { ...ROLLED, ...TEN_BITS, canvas: LARGER } },
  'a photograph that rolls, of ten bits': {
    spec: { ...ROLLED, ...TEN_BITS },
    picture: PHOTO,
    qualities: ['draft'],
  },
  'an enlarged photograph, of ten bits': {
    spec: { ...ENLARGED, ...TEN_BITS, canvas: '1080p', frames: 13 },
    picture: PHOTO,
    qualities: ['high'],
  },
};

describe.skipIf(ffmpegUnavailable())('a film', () => {
  it.each(Object.entries(FILMS))(
    'of %s: no frame dips, and better ones are larger',
    async (_, { spec, picture = SKY, qualities = QUALITY_NAMES }) => {
      const drawn = await drawLumas(session, spec, picture);
      let before = { mean: 0, bytes: 0 };
      for (const quality of qualities) {
        const seen = await measureFilm(session, { ...spec, quality }, picture, drawn);
        const each = seen.psnr.map((own) => own.toFixed(1)).join(' ');
        expect(deepestDip(seen.psnr), `${quality}: ${each}`).toBeLessThanOrEqual(MOST_DIP);
        expect(seen.mean, `${quality}: PSNR`).toBeGreaterThan(before.mean);
        expect(seen.bytes, `${quality}: bytes`).toBeGreaterThan(before.bytes);
        before = seen;
      }
    },
  );

  it('has the quantizer that was asked for, whatever stands out', async () => {
    const spec = { ...ENLARGED, ...AV1 };
    const drawn = await drawLumas(session, spec, SKY);
    const asked = await measureFilm(session, { ...spec, quantizer: 170 }, SKY, drawn);
    expect(deepestDip(asked.psnr)).toBeGreaterThan(MOST_DIP);
  });
});

describe('a group of pictures without detail', () => {
  it.each(['h264', 'vp9', 'av1'] as const)(
    'has the same bytes in a part of a film of %s and each time',
    async (codec) => {
      const spec: SpecInput = { ...ZOOM, codec, quality: 'draft', canvas: SMALL, frames: FRAMES };
      const chunksOf = async (film: SpecInput) => {
        await openJob(session, film, SKY);
        const { film: plan } = await session.startFilm();
        const chunks: Buffer[] = [];
        for await (const { data } of joinGops(session.gops(), plan)) chunks.push(Buffer.from(data));
        return chunks;
      };
      const whole = await chunksOf(spec);
      expect(whole).toHaveLength(FRAMES);
      expect(await chunksOf(spec)).toEqual(whole);
      const part = await chunksOf({ ...spec, range: { first: 30, last: 59 } });
      expect(part).toEqual(whole.slice(30));
    },
  );
});
