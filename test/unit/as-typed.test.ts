import { describe, expect, it } from 'vitest';
import { asTyped } from '../../src/core/values/as-typed.ts';
import { readSpec } from '../../src/cli/options/job-options.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';

function typed(name: string, text: string): string {
  const option = SPEC_OPTIONS.find((each) => each.name === name);
  if (option === undefined) throw new Error(`no option ${name}`);
  return asTyped(option, text);
}

describe('what people type', () => {
  it.for([
    ['duration', '10s', '10'],
    ['duration', '2.5 seconds', '2.5'],
    ['duration', '1500 ms', '1.5'],
    ['duration', '2min', '120'],
    ['interval', '0.05 s', '50'],
    ['shutter', '0.5 turns', '180'],
    ['speed', '-120px/s', '-120'],
    ['step', '2px', '2'],
    ['shutter', '180°', '180'],
    ['shutter', '180deg', '180'],
    ['volume', '-6dB', '-6'],
    ['interval', '40ms', '40'],
    ['bitrate', '5M', '5000000'],
    ['bitrate', '2.5Mbps', '2500000'],
    ['bitrate', '500k', '500000'],
    ['background', '#F00', '#ff0000'],
    ['background', 'black', '#000000'],
  ] as const)('--%s %s is read as %s', ([name, text, value]) => {
    expect(typed(name, text)).toBe(value);
  });

  it.for([
    ['duration', '10m'],
    ['duration', '10px'],
    ['duration', '1e3'],
    ['frames', '10s'],
    ['bitrate', '5G'],
    ['title', '10s'],
    ['background', 'blur'],
    ['background', '#ff000'],
  ] as const)('--%s %s stays as it is', ([name, text]) => {
    expect(typed(name, text)).toBe(text);
  });

  it('makes the spec that the plain number makes', async () => {
    expect(await readSpec({ duration: '10s', bitrate: '5M' })).toEqual(
      await readSpec({ duration: '10', bitrate: '5000000' }),
    );
  });
});
