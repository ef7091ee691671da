import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../benchmarks/options.ts';

describe('the options of the benchmark', () => {
  it('are all off by themselves', () => {
    expect(readOptions([])).toEqual({
      quick: false,
      check: false,
      updateBaseline: false,
      writeReadme: false,
      help: false,
      effects: false,
    });
  });

  it('are read', () => {
    expect(readOptions(['--quick', '--only', '640', '--json', 'a.json', '--check'])).toMatchObject({
      quick: true,
      only: '640',
      json: 'a.json',
      check: true,
    });
  });

  it('measure graphics, or keep what they should draw', () => {
    expect(readOptions(['--gpu'])).toMatchObject({ gpu: 'measure' });
    expect(readOptions(['--gpu=reference'])).toMatchObject({ gpu: 'reference' });
  });

  it.each([
    ['--gpu=fast'],
    ['--fast'],
    ['fast'],
    ['--only'],
    ['--quick', '--write-readme'],
    ['--only', '640', '--write-readme'],
    ['--check', '--update-baseline'],
  ])('refuse %s %s %s', (...args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });
});
