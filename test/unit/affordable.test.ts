import { describe, expect, it, vi } from 'vitest';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { planRender } from '../../src/film/plan.ts';
import type { Tried } from '../../src/gl/trial.ts';
import { trialOf } from './trial-of.ts';
import { createGuard } from '../../src/player/affordable.ts';
import { finish } from '../../src/player/finish.ts';

const SIZE = { width: 640, height: 480 };
const plan = planRender(
  parseSpec({ frames: 101, effects: [{ source: 'vec4 effect(vec2 uv) { return image(uv); }' }] }),
  SIZE,
);

/** Graphics that take so long for a whole frame, and a hundredth of it for any part. */
const graphics = (seconds: (index: number, call: number) => number) => {
  let calls = 0;
  return vi.fn((index: number, _blocks: number) => {
    const all = seconds(index, calls++);
    return { some: all / 100, all };
  });
};

const guard = (tried: (index: number, blocks: number) => Tried, of = plan) =>
  finish(createGuard(() => trialOf(tried), of));

describe('a shader of somebody else’s', () => {
  it('is tried all over the film, and each frame again when it is shown', () => {
    const tryOut = graphics(() => 0.01);
    const opened = guard(tryOut);
    expect([...new Set(tryOut.mock.calls.map(([index]) => index))]).toEqual([0, 25, 50, 75, 100]);
    expect(Math.max(...tryOut.mock.calls.map(([, blocks]) => blocks))).toBe(4096);
    tryOut.mockClear();
    opened.assertAffordable(7);
    expect(tryOut.mock.calls).toEqual([
      [7, 1],
      [7, 8],
      [7, 64],
    ]);
  });

  it('is refused where a frame would take too long, with how long', () => {
    const tryOut = graphics((index) => (index === 75 ? 42.4 : 0.01));
    expect(() => guard(tryOut)).toThrow(
      /^With effect\.glsl frame 75 would take about 42 s .* at 640x480; the player draws none above 5 s\. .* smaller canvas\.$/,
    );
  });

  it('is refused at a frame that nobody has tried before', () => {
    const tryOut = graphics((index) => (index === 7 ? 100 : 0.01));
    const opened = guard(tryOut);
    expect(() => opened.assertAffordable(6)).not.toThrow();
    expect(() => opened.assertAffordable(7)).toThrow(/frame 7 would take about 100 s/);
  });

  it('is given another chance where the machine was busy, and where too little was measured', () => {
    const busy = graphics((_, call) => (call % 3 === 2 ? 0.01 : 60));
    expect(() => guard(busy)).not.toThrow();
    const small = vi.fn((_: number, blocks: number) =>
      blocks === 4096 ? { some: 0.1, all: 1 } : { some: 0.01, all: 60 },
    );
    expect(() => guard(small).assertAffordable(7)).not.toThrow();
  });

  it('is one of the user’s own: ours are not tried', () => {
    const tryOut = graphics(() => 60);
    const ours = planRender(parseSpec({ effects: [{ name: 'julia' }] }), SIZE);
    guard(tryOut, ours).assertAffordable(3);
    expect(tryOut).not.toHaveBeenCalled();
  });
});
