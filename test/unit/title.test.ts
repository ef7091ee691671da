import { describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import { formatLine, parseTitle } from '../../src/core/title.ts';

const timeline = { fps: { numerator: 24, denominator: 1 }, frameCount: 220 };

/** A title's lines in a frame. */
function format(template: string, frame: number): string[] {
  return parseTitle(template).map((runs) => formatLine(runs, frame, timeline));
}

describe('a title', () => {
  it.each([
    ['Frame {f:3d}', 7, 'Frame   7'],
    ['Frame {f:3d}', 1234, 'Frame 1234'],
    ['Frame {f}', 7, 'Frame 7'],
    ['{f:04d}/{n}', 7, '0007/220'],
    ['{f:.1f}', 7, '7.0'],
    ['{f:6.2f}|', 7, '  7.00|'],
    ['{t:.3f} s', 12, '0.500 s'],
    ['{t:07.2f}', 36, '0001.50'],
    ['{t}', 24, '1.00'],
    ['{{f}} is {f}', 3, '{f} is 3'],
    ['}}{{', 0, '}{'],
    ['', 0, ''],
    ['no field', 5, 'no field'],
  ])('%j at frame %i reads %j', (template, frame, text) => {
    expect(format(template, frame)).toEqual([text]);
  });

  it.each([
    ['{x}', '{f} frame, {n} frame count, {t} seconds'],
    ['{}', '{f} frame'],
    ['{constructor}', 'names "{constructor}"'],
    ['{f:3x}', 'such as 3d'],
    ['{f:abc}', 'such as 3d'],
    ['{t:3d}', 'decimals are written with f'],
    ['{f:.2d}', 'decimals are written with f'],
    ['Frame {f', 'single "{"'],
    ['Frame f}', 'single "}"'],
    ['{f:{n}}', 'single'],
  ])('%j is refused, and says what is wrong', (template, message) => {
    expect(() => parseTitle(template)).toThrow(StillmotionError);
    expect(() => parseTitle(template)).toThrow(message);
  });

  it.each([
    ['Roll\n{f} of {n}', ['Roll', '3 of 220']],
    ['Roll\r\n{f}', ['Roll', '3']],
    ['\u2028{f}', ['', '3']],
    ['{f}\n', ['3']],
  ])('%j has a line for each of its own', (template, lines) => {
    expect(format(template, 3)).toEqual(lines);
  });

  it('of three lines is refused in words', () => {
    expect(() => parseTitle('a\nb\nc')).toThrow('has 3 lines; a title has at most 2');
  });
});
