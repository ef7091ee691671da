import { describe, expect, it } from 'vitest';
import { readEase } from '../../src/core/values/ease.ts';
import {
  describeValues,
  type Parameter,
  problemOf,
  readValue,
  writeValue,
} from '../../src/core/values/parameter.ts';
import { travelled } from '../../src/motions/ease.ts';

const POSITION: Parameter = {
  name: 'from',
  kind: 'position',
  label: 'From',
  summary: 'where it begins',
  tier: 'essential',
};

describe('a place', () => {
  it.each([
    ['centre', [0.5, 0.5]],
    ['center', [0.5, 0.5]],
    ['left', [0, 0.5]],
    ['top left', [0, 0]],
    ['left top', [0, 0]],
    ['bottom-right', [1, 1]],
    ['right centre', [1, 0.5]],
    ['top centre', [0.5, 0]],
    ['30% 60%', [0.3, 0.6]],
    ['0.25 1', [0.25, 1]],
    [' Top  Left ', [0, 0]],
  ])('%j is read as CSS reads it, and written so that it is read alike', (text, place) => {
    expect(readValue(POSITION, text)).toEqual(place);
    expect(problemOf(POSITION, place)).toBeUndefined();
    expect(readValue(POSITION, writeValue(POSITION, place))).toEqual(place);
  });

  it.each(['', 'middle', 'left right', 'top top', '10%', '1 2 3', 'left 30%', 'toString'])(
    '%j is refused, with what would do',
    (text) => {
      expect(() => readValue(POSITION, text)).toThrow('such as centre, top left or 30% 60%');
    },
  );

  it('lies within the picture', () => {
    expect(problemOf(POSITION, [0, 1.5])).toContain('from 0% to 100%');
    expect(problemOf(POSITION, [Number.NaN, 0])).toContain('must be a place');
  });
});

describe('a curve of time', () => {
  it.each([
    ['linear', [0, 0, 1, 1]],
    ['ease-in-out', [0.42, 0, 0.58, 1]],
    ['cubic-bezier(0.1, 0.7,1.0,-.1)', [0.1, 0.7, 1, -0.1]],
  ])('%s is read as CSS reads it', (text, handles) => {
    expect(readEase(text)).toEqual(handles);
  });

  it.each([
    'bounce',
    'constructor',
    'cubic-bezier(0,0,1)',
    'cubic-bezier(-0.1,0,1,1)',
    'cubic-bezier(0,0,1.1,1)',
    'cubic-bezier(0,99,1,1)',
    'cubic-bezier(0,,1,1)',
  ])('%s is none', (text) => {
    expect(readEase(text)).toBeUndefined();
  });

  it.each(['linear', 'ease', 'ease-in', 'ease-out', 'ease-in-out', 'cubic-bezier(1,0,0,1)'])(
    '%s begins and ends where it should, and never goes back',
    (ease) => {
      const at = (progress: number) => travelled({ ease, back: false }, progress);
      expect([at(0), at(1)]).toEqual([0, 1]);
      for (let n = 1; n <= 1000; n++)
        expect(at(n / 1000)).toBeGreaterThanOrEqual(at((n - 1) / 1000));
    },
  );

  it('is the one that its handles make', () => {
    // The cubic's own x and y at a few of its parameters.
    const [x1, y1, x2, y2] = [0.42, 0, 0.58, 1];
    for (const t of [0.1, 0.37, 0.5, 0.9]) {
      const along = (a: number, b: number) =>
        3 * a * t * (1 - t) ** 2 + 3 * b * t * t * (1 - t) + t ** 3;
      const share = travelled({ ease: 'ease-in-out', back: false }, along(x1, x2));
      expect(share).toBeCloseTo(along(y1, y2), 12);
    }
  });

  it('there and back comes back the way it went', () => {
    const at = (progress: number) => travelled({ ease: 'ease-in', back: true }, progress);
    expect([at(0), at(0.5), at(1)]).toEqual([0, 1, 0]);
    expect(at(0.75)).toBe(at(0.25));
  });
});

describe('what a parameter can be set to', () => {
  const described = (parameter: Partial<Parameter>) =>
    describeValues({ ...POSITION, ...parameter });

  it.each<[Partial<Parameter>, string]>([
    [{ kind: 'float', min: 0.5, max: 2, unit: 'px' }, '0.5 to 2 px'],
    [{ kind: 'float' }, 'a number'],
    [{ kind: 'int', min: 1 }, 'whole, at least 1'],
    [{ kind: 'int', max: 9, unit: 'times' }, 'whole, at most 9 times'],
    [{ kind: 'bool' }, 'on, off'],
    [{ kind: 'choice', choices: ['x', 'y'] }, 'x, y'],
  ])('%j is said in words', (parameter, words) => {
    expect(described(parameter)).toBe(words);
  });
});
