import { afterEach, describe, expect, it, vi } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import type { Capture } from '../../src/codecs/webcodecs/capture.ts';
import { encode } from '../../src/codecs/webcodecs/encode.ts';
import { encodeSeenThrough } from '../../src/codecs/webcodecs/encode-seen-through.ts';
import { agree } from '../../src/codecs/webcodecs/agree.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';

/**
 * A browser's encoder in hardware that takes these bit rates, and gives as many chunks before it fails.
 *
 * @param second only the second of them fails
 */
function stubEncoder({
  from = 0,
  to = Infinity,
  chunks: most = Infinity,
  quantizer = false,
  second = false,
}) {
  let opened = 0;
  class Encoder {
    private readonly most = second && ++opened !== 2 ? Infinity : most;
    state = 'unconfigured';
    encodeQueueSize = 0;
    private given = 0;
    constructor(private readonly callbacks: VideoEncoderInit) {}
    static async isConfigSupported({ bitrate = 0, bitrateMode }: VideoEncoderConfig) {
      if (bitrateMode === 'quantizer') return { supported: quantizer };
      return { supported: from <= bitrate && bitrate <= to };
    }
    configure() {
      this.state = 'configured';
    }
    encode({ timestamp }: VideoFrame) {
      if (this.state === 'closed') throw new DOMException('closed codec', 'InvalidStateError');
      const data = { byteLength: 0, copyTo() {}, type: 'key', timestamp, duration: 1 } as const;
      if (++this.given <= this.most) queueMicrotask(() => this.callbacks.output(data));
      else if (this.most === 0) this.state = 'closed';
    }
    // As Chromium: what waits for the end hears of a failure before the encoder's own callback is called.
    async flush() {
      if (this.given <= this.most) return;
      this.state = 'closed';
      const error = new DOMException('Encoding error.', 'OperationError');
      setTimeout(() => this.callbacks.error(error));
      throw error;
    }
    close() {
      this.state = 'closed';
    }
  }
  vi.stubGlobal('VideoEncoder', Encoder);
}

afterEach(() => vi.unstubAllGlobals());

const planOf = (spec: SpecInput) =>
  planRender(parseSpec({ encoder: 'webcodecs', ...spec }), { width: 64, height: 64 });
const capture: Capture = {
  take: (frames) =>
    [...frames].map(({ timestamp }) => ({ image: { timestamp, close() {} } as VideoFrame })),
};

describe('an encoder that fails', () => {
  it.each([
    ['at its first frame', { frames: 1, chunks: 0 }, 'failed at its first frame: Encoding error'],
    ['so that it is closed', { frames: 3, chunks: 0 }, 'failed at its first frame: closed codec'],
    ['after its first', { frames: 3, chunks: 1 }, 'failed after 1 frame: Encoding error'],
    ['later', { frames: 4, chunks: 2 }, 'failed after 2 frames: Encoding error'],
  ])('%s is no bug of ours', async (_, { frames: count, chunks }, says) => {
    stubEncoder({ chunks });
    const plan = planOf({ frames: count });
    const film = encode(planFilm(plan), capture, { lanes: 1 });
    const end = (async () => {
      for await (const { chunks: all } of film) expect(all).toEqual([]);
    })();
    await expect(end).rejects.toMatchObject({
      code: 'encoding-failed',
      message: expect.stringContaining(says),
    });
  });
});

describe('what is transparent', () => {
  const plan = planFilm(
    planOf({ codec: 'vp9', format: 'webm', frames: 30, background: 'transparent' }),
  );
  const drawn: number[] = [];
  const draw = async (index: number) => {
    drawn.push(index);
    return { width: 2, height: 2, data: new Uint8ClampedArray(16) };
  };
  const stubFrames = () =>
    vi.stubGlobal('VideoFrame', function VideoFrame(_: unknown, { timestamp }: VideoFrameInit) {
      return { timestamp, close() {} };
    });

  it('is drawn once and encoded twice, frame by frame', async () => {
    stubEncoder({});
    stubFrames();
    const chunks = [];
    for await (const gop of encodeSeenThrough(plan, draw, { lanes: 2 })) chunks.push(...gop.chunks);
    expect(chunks).toHaveLength(30);
    for (const { alpha } of chunks) expect(alpha?.byteLength).toBe(0);
    expect(drawn).toEqual(chunks.map((_, n) => n));
  });

  it('is lost with its encoder alone, and the film with it', async () => {
    stubEncoder({ chunks: 0, second: true });
    stubFrames();
    await expect(encodeSeenThrough(plan, draw, { lanes: 1 }).next()).rejects.toMatchObject({
      code: 'encoding-failed',
      message: expect.stringContaining('failed at its first frame: closed codec'),
    });
  });
});

describe('a bit rate that the encoder does not take', () => {
  const agreed = (spec: SpecInput) => agree(planFilm(planOf(spec)));

  it('is refused as a rate where it was asked for', async () => {
    stubEncoder({ to: 2e6 });
    await expect(agreed({ bitrate: 3_000_000 })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(
        /bit rate 3000000 bit\/s for 64x64: it takes at most about 2000000 bit/,
      ),
    });
    stubEncoder({ from: 7e4 });
    await expect(agreed({ bitrate: 1000 })).rejects.toThrow('at least about 70');
  });

  it('is as near as it may be where a quality asks for it, and said', async () => {
    stubEncoder({ to: 4e4 });
    await expect(agreed({ quality: 'high' })).rejects.toMatchObject({ code: 'codec-unsupported' });
    stubEncoder({ to: 101_000 });
    const standard = planFilm(planOf({ quality: 'high', fps: { numerator: 60, denominator: 1 } }));
    const plan = await agree(standard);
    expect(standard.bitrate).toBeGreaterThan(101_000);
    expect(plan.bitrate).toBeLessThanOrEqual(101_000);
    expect(plan.bitrate).toBeGreaterThan(0.97 * 101_000);
    expect(plan.notes.join()).toMatch(
      `The quality high would take ${standard.bitrate} bit/s; this browser's H.264 encoder takes at most about ${plan.bitrate} bit/s`,
    );
  });

  it('or nothing is changed', async () => {
    stubEncoder({});
    const plan = planFilm(planOf({ codec: 'vp9' }));
    expect(await agree(plan)).toEqual(plan);
  });
});

describe('a quality', () => {
  it.each([
    ['h264', 'draft', 35],
    ['h264', 'standard', 26],
    ['vp9', 'draft', 170],
    ['av1', 'high', 24],
  ] as const)('of %s, %s, is a quantizer where the encoder takes one: %i', async (...row) => {
    const [codec, quality, quantizer] = row;
    stubEncoder({ quantizer: true });
    const plan = await agree(planFilm(planOf({ codec, quality })));
    expect(plan).toMatchObject({ quantizer, quality, bitrate: 0 });
    expect(plan.steady).toBeUndefined();
  });

  it('is as many bits as are guessed where hardware takes none', async () => {
    stubEncoder({});
    const planned = planFilm(planOf({}));
    expect(planned.steady).toBeDefined();
    const plan = await agree(planned);
    expect(plan.steady).toBeUndefined();
    expect(plan.bitrate).toBe(planned.bitrate);
  });

  it('gives way to a quantizer that was asked for, which is refused where none is taken', async () => {
    stubEncoder({ quantizer: true });
    const asked = planFilm(planOf({ codec: 'av1', quantizer: 99 }));
    expect(await agree(asked)).toMatchObject({ quantizer: 99, quality: undefined, bitrate: 0 });
    stubEncoder({});
    await expect(agree(planFilm(planOf({ quantizer: 30 })))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/H\.264 encoder takes no quantizer.*vp9, av1/),
    });
  });

  it('is no matter of bits that were asked for', async () => {
    stubEncoder({ quantizer: true });
    const plan = await agree(planFilm(planOf({ codec: 'vp9', bitrate: 123_456 })));
    expect(plan).toMatchObject({ bitrate: 123_456, quality: undefined });
    expect(plan.quantizer).toBeUndefined();
  });
});
