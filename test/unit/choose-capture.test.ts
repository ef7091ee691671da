import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/core/backend.ts';
import { type CaptureFacts, chooseCapture } from '../../src/codecs/webcodecs/choose-capture.ts';

const facts = (backend: Backend, hardwareEncoder: boolean): CaptureFacts => ({
  backend,
  encodesInHardware: async () => hardwareEncoder,
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

  it('is planes where only the renderer is hardware, as no time is won by the canvas', async () => {
    const { name, reason } = await chooseCapture('auto', facts('hardware', false));
    expect(name).toBe('planes');
    expect(reason).toContain('the encoder is software');
  });
});
