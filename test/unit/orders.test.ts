import { describe, expect, it } from 'vitest';
import { completeSpec, readOrder } from '../../src/cli/node.ts';

const withEffects = (effects: readonly object[]) => ({ effects, frames: 2 });

describe('a film that is ordered', () => {
  it('has no file of the machine that draws it, whoever wrote the order', () => {
    const spec = withEffects([{ name: 'lut', table: '/etc/passwd' }]);
    const says = /An effect reads the file "\/etc\/passwd"; a film that is ordered/;
    expect(() => completeSpec(spec, 1)).toThrow(says);
    // As a forged job in Redis would be.
    const forged = { ...completeSpec({ frames: 2 }, 1), effects: spec.effects };
    expect(() => readOrder(forged)).toThrow(says);
  });

  it('may have effects that read none', () => {
    const { effects } = completeSpec(withEffects([{ name: 'grain' }]), 1);
    expect(effects).toMatchObject([{ name: 'grain' }]);
  });
});
