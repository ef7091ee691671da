import { describe, expect, it } from 'vitest';
import { cropTo, isCrop, readCrop, resolveCrop } from '../../src/core/picture/crop.ts';

const PICTURE = { width: 301, height: 201 };

describe('a crop', () => {
  it.each([
    ['1200x800+100+50', '1200x800+100+50'],
    [' 1200 × 800 + 100 + 50 ', '1200x800+100+50'],
    ['800X800', '800x800'],
    ['50% x 33.3% + 0% + 12.25%', '50%x33.3%+0%+12.25%'],
  ])('%s is read as %s', (text, read) => {
    expect(readCrop(text)).toBe(read);
    expect(isCrop(read)).toBe(true);
  });

  it.each([
    '',
    '800',
    '0x10',
    '10x0+1+1',
    '50%x800',
    '50%x50%+10+10',
    '1.5x2',
    '10x10+1',
    '10x10-1-1',
    'x',
  ])('%j is none', (text) => {
    expect(isCrop(text)).toBe(false);
    expect(() => readCrop(text)).toThrow(/expected width x height \+ left \+ top/);
  });

  it.each([
    ['301x201+0+0', { x: 0, y: 0, width: 301, height: 201 }],
    ['1x1+300+200', { x: 300, y: 200, width: 1, height: 1 }],
    ['100x100', { x: 100, y: 50, width: 100, height: 100 }],
    ['50%x50%', { x: 75, y: 50, width: 151, height: 101 }],
    ['50%x50%+50%+50%', { x: 151, y: 101, width: 150, height: 100 }],
    ['0.01%x0.01%+100%+100%', undefined],
    ['0.01%x0.01%+99.99%+99.99%', { x: 300, y: 200, width: 1, height: 1 }],
    ['302x1+0+0', undefined],
    ['1x1+301+0', undefined],
    ['400x10', undefined],
    ['101%x1%', undefined],
  ])('%s of 301×201 px is %j', (text, part) => {
    if (part) expect(resolveCrop(text, PICTURE)).toEqual(part);
    else
      expect(() => resolveCrop(text, PICTURE)).toThrow(/beyond the picture, which has 301x201 px/);
  });

  it('is written in shares, and never reaches beyond the picture', () => {
    expect(cropTo({ x: 0, y: 0, width: 1, height: 1 })).toBeUndefined();
    expect(cropTo({ x: 0.1, y: 0.25, width: 0.5, height: 0.75 })).toBe('50%x75%+10%+25%');
    for (let n = 1; n < 1000; n++) {
      const text = cropTo({ x: n / 1000.7, y: 0, width: 1 - n / 1000.7, height: 1 });
      expect(() => resolveCrop(text ?? '', PICTURE)).not.toThrow();
    }
  });
});
