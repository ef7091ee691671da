import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeForeign, describeUndecodable } from '../../src/core/picture/foreign-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', /HEIC.*iPhone.*JPEG/],
  ['\0\0\0\x1cftypmif1\0\0\0\0', /HEIC/],
  ['\0\0\0\x20ftypisom\0', /a video.*ffmpeg/],
  ['\0\0\0\x14ftypqt  ', /a video/],
  ['\x1aE\xdf\xa3\x01\0', /a video/],
  ['RIFF\0\0\0\0AVI LIST', /a video/],
  ['ID3\x04\0\0\0\0', /a sound.*--audio/],
  ['\xff\xfb\x90\x64', /a sound/],
  ['\xff\xf1\x50\x80', /a sound/],
  ['OggS\0\x02', /a sound/],
  ['fLaC\0\0\0\x22', /a sound/],
  ['RIFF\x0a\0\0\0WAVEfmt ', /a sound/],
  ['\0\0\0\x1cftypM4A \0', /a sound/],
  ['II*\0\x08\0', /a TIFF, or a camera’s raw/],
  ['MM\0*\0\0', /a TIFF/],
  ['\xff\x0a\xf8', /JPEG XL/],
  ['\0\0\0\x0cJXL \r\n', /JPEG XL/],
  ['8BPS\0\x01', /Photoshop/],
  ['%PDF-1.7', /a PDF.*PNG/],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns=""/>', /an SVG.*PNG/],
  ['<svg width="9"></svg>', /an SVG/],
])('%j is called what it is', (start, says) => {
  expect(describeForeign(bytes(start))).toMatch(says);
});

it('says nothing of what is read, nor of what nobody knows', () => {
  const folder = new URL('../fixtures/pictures/', import.meta.url);
  for (const name of readdirSync(folder))
    expect([name, describeForeign(readFileSync(new URL(name, folder)))]).toEqual([name, undefined]);
  for (const start of ['', '<html><body>', 'hello', '<?xml version="1.0"?><a/>'])
    expect(describeForeign(bytes(start))).toBeUndefined();
});

it('says of what is read that it is broken, and of all else that it is none', () => {
  expect(describeUndecodable(bytes('\xff\xd8\xff\xe0'))).toMatch(/begins as a JPEG.*cut short/);
  expect(describeUndecodable(bytes('\x89PNG\r\n'))).toMatch(/begins as a PNG.*cut short/);
  expect(describeUndecodable(bytes('II*\0\x08\0'))).toMatch(/a TIFF/);
  expect(describeUndecodable(bytes(''))).toBe('It is empty: copy it again.');
  expect(describeUndecodable(bytes('hello'))).toMatch(/begins as no picture.*expected a whole PNG/);
});
