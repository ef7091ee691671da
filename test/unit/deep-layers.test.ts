import { afterEach, describe, expect, it, vi } from 'vitest';
import { layersFor, withLayers } from '../../src/codecs/webcodecs/deep-layers.ts';
import { frameOptions } from '../../src/codecs/webcodecs/encoder-config.ts';
import { keepQuality } from '../../src/codecs/webcodecs/keep-quality.ts';
import { filmPlan } from '../film-plan.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser that encodes ten bits, in layers or not. */
function browser({ layers }: { layers: boolean }): void {
  const isConfigSupported = async ({ scalabilityMode }: VideoEncoderConfig) => ({
    supported: layers || scalabilityMode === undefined,
  });
  vi.stubGlobal('VideoEncoder', { isConfigSupported });
  vi.stubGlobal(
    'VideoFrame',
    class {
      close(): void {}
    },
  );
}

const quantizers = (plan: Parameters<typeof frameOptions>[0]) =>
  Array.from({ length: 10 }, (_, place) => frameOptions(plan, place).vp9?.quantizer);

describe('a film of ten bits', () => {
  it('has a finer quantizer in every fourth frame behind a key frame', async () => {
    browser({ layers: true });
    const plan = await keepQuality(filmPlan({ depth: 10, quality: 'standard' }));
    if (plan === undefined) throw new Error('no plan');
    expect(quantizers(plan)).toEqual([64, 88, 88, 88, 24, 88, 88, 88, 24, 88]);
    expect(frameOptions(plan, 0).keyFrame).toBe(true);
    expect(frameOptions(plan, 4).keyFrame).toBe(false);
  });

  it('has a somewhat finer one in every other frame of high quality', async () => {
    browser({ layers: true });
    const plan = await keepQuality(filmPlan({ depth: 10, quality: 'high' }));
    if (plan === undefined) throw new Error('no plan');
    expect(quantizers(plan)).toEqual([32, 28, 32, 28, 8, 28, 32, 28, 8, 28]);
  });

  it('has the finer one in all of them where its encoder takes no layers', async () => {
    browser({ layers: false });
    const plan = await keepQuality(filmPlan({ depth: 10, quality: 'standard' }));
    expect(new Set(quantizers(plan ?? filmPlan({})))).toEqual(new Set([24]));
    const asked = filmPlan({ depth: 10, quality: undefined, quantizer: 40 });
    expect(new Set(quantizers(await withLayers(asked)))).toEqual(new Set([40]));
  });

  it('says so where its plain pictures can not be measured', async () => {
    browser({ layers: true });
    const unseen = await withLayers(filmPlan({ depth: 10, quantizer: 88 }));
    expect(unseen.layers?.isMeasured).toBe(false);
    expect(unseen.notes.join()).toMatch(/no decoder for \S+, so that frames of plain pictures/);
    vi.stubGlobal('VideoDecoder', { isConfigSupported: async () => ({ supported: true }) });
    const seen = await withLayers(filmPlan({ depth: 10, quantizer: 88 }));
    expect(seen.layers?.isMeasured).toBe(true);
    expect(seen.notes).toEqual([]);
  });

  it('keeps quantizers as they were asked for', async () => {
    browser({ layers: true });
    vi.stubGlobal('VideoDecoder', { isConfigSupported: async () => ({ supported: true }) });
    const asked = await withLayers(filmPlan({ depth: 10, quality: undefined, quantizer: 80 }));
    expect(asked.layers?.isMeasured).toBe(false);
    expect(asked.notes).toEqual([]);
  });

  it('has no layers where it loses nothing, nor has one of eight bits', async () => {
    browser({ layers: true });
    for (const plan of [filmPlan({ depth: 10, quantizer: 0 }), filmPlan({ quantizer: 80 })])
      expect((await withLayers(plan)).layers).toBeUndefined();
  });
});

it('the quantizers of layers rise with the one that is asked for', () => {
  const all = Array.from({ length: 256 }, (_, quantizer) => layersFor(quantizer));
  for (const [quantizer, { key, ground, top, plainKey, plain }] of all.entries()) {
    const before = all[quantizer - 1] ?? { key: 0, ground: 0, top: 0, plainKey: 0, plain: 0 };
    expect(key).toBeGreaterThanOrEqual(before.key);
    expect(ground).toBeGreaterThanOrEqual(before.ground);
    expect(top).toBeGreaterThanOrEqual(before.top);
    expect(plain).toBeGreaterThanOrEqual(before.plain);
    expect(plainKey).toBeGreaterThanOrEqual(before.plainKey);
    expect(plainKey).toBeGreaterThanOrEqual(plain);
    expect(ground).toBeLessThanOrEqual(key);
    expect(top).toBeLessThanOrEqual(quantizer);
    expect(key).toBeLessThanOrEqual(quantizer);
  }
});
