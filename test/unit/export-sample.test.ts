import { expect, it } from 'vitest';
import { estimateBytes } from '../../src/page/export/export-sample.ts';
import { withPreset } from '../../src/page/export/export-presets.ts';
import { filmPlan } from '../film-plan.ts';

const encoded = { one: 1000, some: 1800, frames: 9 };

it.each([
  ['a key frame and what follows from it', {}, 1000 + 59 * 100],
  ['a key frame at each interval', { keyFrameInterval: 30 }, 2 * 1000 + 58 * 100],
  ['all its loops', { loops: 3 }, 3 * (1000 + 59 * 100)],
  ['as much of them as it lasts', { loops: 3, length: 150 }, 2.5 * (1000 + 59 * 100)],
  ['what it is drawn from, once', { encoder: { name: 'scene', reason: '' } }, 1000],
] as const)('a film is as large as %s', (_, plan, bytes) => {
  const usual = { range: { first: 0, last: 59 }, frameCount: 60, keyFrameInterval: 240 };
  expect(estimateBytes(encoded, filmPlan({ ...usual, ...plan }))).toBe(bytes);
});

it('a preset says only what isn’t usual, and ends what was said of the codec before', () => {
  const draft = { frames: 9, codec: 'av1', quantizer: 90 };
  const h264 = { codec: 'h264', format: 'mp4', quality: 'standard' } as const;
  expect(withPreset(draft, h264)).toEqual({ frames: 9 });
  const av1 = { codec: 'av1', format: 'mp4', quality: 'draft' } as const;
  expect(withPreset(draft, av1)).toEqual({ frames: 9, codec: 'av1', quality: 'draft' });
  const gif = { codec: 'gif', format: 'gif', quality: 'standard' } as const;
  expect(withPreset(draft, gif)).toEqual({ frames: 9, format: 'gif' });
});
