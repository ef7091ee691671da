import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/core/backend.ts';
import { type CaptureFacts, chooseCapture } from '../../src/codecs/webcodecs/choose-capture.ts';

const facts = (
  backend: Backend,
  hardwareEncoder: boolean,
  times?: { planes: number; canvas: number },
): CaptureFacts => ({
  backend,
  encodesInHardware: async () => hardwareEncoder,
  time: async (name) => {
    if (times === undefined) throw new Error('nothing had to be timed');
    return times[name];
  },
});

describe('the way to the encoder', () => {
  it.each(['planes', 'canvas'] as const)('is %s where that is asked for', async (name) => {
    const choice = await chooseCapture(name, facts('hardware', true));
    expect(choice).toEqual({ name, reason: 'as asked for' });
  });

  it.each(['llvmpipe', 'swiftshader'] as const)('is planes with %s', async (backend) => {
    const { name, reason } = await chooseCapture('auto', facts(backend, true));
    expect(name).toBe('planes');
    expect(reason).toContain(backend);
  });

  it('is the canvas where renderer and encoder are hardware', async () => {
    expect((await chooseCapture('auto', facts('hardware', true))).name).toBe('canvas');
  });

  it.each([
    { planes: 2, canvas: 5, faster: 'planes' },
    { planes: 7.25, canvas: 5, faster: 'canvas' },
  ])('is the faster one where only the renderer is hardware: $faster', async (times) => {
    const { name, reason } = await chooseCapture('auto', facts('hardware', false, times));
    expect(name).toBe(times.faster);
    expect(reason).toContain(`${times.planes.toFixed(1)} ms a frame for planes`);
    expect(reason).toContain(`${times.canvas.toFixed(1)} ms for the canvas`);
  });
});
