import { describe, expect, it } from 'vitest';
import { counted } from '../../src/core/values/counted.ts';
import { applyOption } from '../../src/film/options/option-values.ts';
import { parseOptions } from '../../src/film/options/option-words.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

/** What is said of options as the command line has them. */
function complaint(typed: Readonly<Record<string, string>>): string {
  const draft = SPEC_OPTIONS.reduce<object>((spec, option) => {
    const value = typed[option.name];
    return value === undefined ? spec : applyOption(option, { ...spec }, value);
  }, {});
  const find = ({ name }: { name: string }) => {
    const value = typed[name];
    return value === undefined ? undefined : { name: `--${name}`, value };
  };
  try {
    parseOptions({ ...draft }, find);
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('what is wrong with options is said in their words', () => {
  it.each<[Record<string, string>, string]>([
    [{ range: '9-3' }, '--range is 9-3; it must not end before it begins.'],
    [{ range: '0-99999999' }, '--range is 0-99999999; its last frame must be at most 10000000.'],
    [{ size: '0x10' }, '--size is 0x10; its width must be at least 1 px.'],
    [{ step: '1e7' }, '--step is 1e7; it must be within ±1000000 px a frame.'],
    [{ fps: '1001' }, '--fps is 1001; it must be at most 1000.'],
    [{ fps: '1000000/1' }, '--fps is 1000000/1; it must be at most 1000.'],
    [{ interval: '0.01' }, '--interval is 0.01, as frame rate 100000; it must be at most 1000.'],
    [{ frames: '1e30' }, '--frames is 1e30; it must be at most 10000001.'],
    [{ bitrate: '1e300' }, '--bitrate is 1e300; it must be at most 2000000000 bit/s.'],
    [
      { background: 'red' },
      '--background is red; it must be a colour such as #ffffff, blur, transparent, or auto.',
    ],
    [{ canvas: '64x48' }, 'nothing'],
    [{ title: '{x}' }, 'The title "{x}" names "{x}"'],
    [{ title: 'x'.repeat(201) }, '…; it must have at most 200 characters.'],
    [{ frames: '3' }, 'nothing'],
  ])('%j: %s', (typed, message) => {
    expect(complaint(typed)).toContain(message);
  });

  it('and in the words of a spec where no option is at fault', () => {
    expect(() => parseOptions({ frames: 0 }, () => undefined)).toThrow(
      '"frames" is 0; it must be at least 1.',
    );
    expect(() => parseOptions({ colour: 1 }, () => undefined)).toThrow(
      '"colour" is not a field of a spec.',
    );
  });
});

it('no value of a spec is told as JSON or as [object Object]', () => {
  const odd = [{ first: 5, last: 4 }, { width: 0, height: 3 }, { a: 1 }, [1, [2]], null, NaN, true];
  for (const field of Object.keys(parseSpec({}))) {
    for (const value of odd) {
      try {
        parseSpec({ [field]: value });
      } catch (error) {
        const { message } = error as Error;
        expect(message.replace(/such as [{[].*[}\]]/, '')).not.toMatch(/[{}[\]]|undefined/);
      }
    }
  }
});

it.each([
  [1, '1 frame'],
  [0, '0 frames'],
  [2, '2 frames'],
])('%i is in the right number', (count, text) => {
  expect(counted(count, 'frame')).toBe(text);
});
