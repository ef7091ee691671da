import { describe, expect } from 'vitest';
import type { Diagnosis } from '../../src/cli/doctor/describe.ts';
import { it, type Place } from './program.ts';

async function consult(place: Place): Promise<Diagnosis> {
  const { stdout } = await place.succeed(['doctor', '--json']);
  return JSON.parse(stdout) as Diagnosis;
}

describe('the doctor', () => {
  it('says what works here, in half a minute', async ({ place }) => {
    const found = await consult(place);
    // It stops trying by itself; a busy machine takes a while longer to end a browser.
    expect(found.seconds).toBeLessThan(60);
    expect(found.graphics?.maxTextureSize).toBeGreaterThan(4000);
    const small = found.codecs.filter(({ size, hardware }) => size.height === 360 && !hardware);
    for (const { outcome } of small) expect(outcome).toMatchObject({ works: true, exact: true });
    for (const { outcome } of small)
      expect(outcome.works && outcome.psnr, 'dB').toBeGreaterThan(30);
    expect(found.use.command).toBe('stillmotion render photo.jpg');
  });
});
