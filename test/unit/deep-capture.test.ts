import { afterEach, expect, it, vi } from 'vitest';
import { takenConfig } from '../../src/codecs/webcodecs/encoder-config.ts';
import { filmPlan } from '../film-plan.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser whose encoder takes whatever it is told of, and whose frames are made so. */
function browser(makeFrame: () => void): void {
  const isConfigSupported = async () => ({ supported: true });
  vi.stubGlobal('VideoEncoder', { isConfigSupported });
  const VideoFrame = class {
    constructor() {
      makeFrame();
    }
    close(): void {}
  };
  vi.stubGlobal('VideoFrame', VideoFrame);
}

it.each([
  new TypeError("'I420P10' is not a valid value for enumeration VideoPixelFormat."),
  new DOMException('I420P10 is unsupported', 'NotSupportedError'),
])('a browser that makes no frames of ten bits is told so: %s', async (error) => {
  browser(() => {
    throw error;
  });
  await expect(takenConfig(filmPlan({ depth: 10 }))).rejects.toMatchObject({
    code: 'codec-unsupported',
    message: expect.stringMatching(/no frames of ten bits; leave out the depth/) as string,
  });
  expect(await takenConfig(filmPlan({}))).toBeDefined();
});

it('a browser that makes them is asked for its encoder', async () => {
  browser(() => {});
  expect(await takenConfig(filmPlan({ depth: 10 }))).toMatchObject({ codec: 'vp09.00.10.08' });
});
