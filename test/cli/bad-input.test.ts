import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { describe, expect } from 'vitest';
import { runHere } from './in-process.ts';
import { pngOfOneColour } from '../png-of-one-colour.ts';
import { broken, it, picture } from './program.ts';
import { expectRefused, expectRefusedHere } from './refusal.ts';
import { asUser, noUser } from './user.ts';

describe('a picture that can not be read', () => {
  it.for<[string, string, RegExp]>([
    ['no such file', 'nothing.png', /nothing\.png.*no such file/],
    ['a path below a file', `${picture('card.png')}/x.png`, /a part of the path is a file/],
    ['an empty file', broken('empty.png'), /empty\.png.*empty/],
    ['a folder', '.', /folder/],
    ['an empty path', '', /can't be read/],
  ])('%s', async ([, path, says], { place }) => {
    await expectRefusedHere(place, ['render', path, '-o', 'x.mp4'], {
      code: 'input-unreadable',
      says,
    });
  });

  it('a device', async ({ place, skip }) => {
    skip(process.platform === 'win32', 'Windows has no /dev/null');
    const refusal = { code: 'input-unreadable', says: /not a regular file/ };
    await expectRefusedHere(place, ['render', '/dev/null'], refusal);
  });

  it('a link to itself', async ({ place, skip }) => {
    skip(process.platform === 'win32', 'links need rights on Windows');
    await symlink('loop.png', place.path('loop.png'));
    await expectRefusedHere(place, ['render', 'loop.png'], { code: 'input-unreadable' });
  });

  it('a file without the right to read it', async ({ place, skip }) => {
    const reason = noUser();
    skip(reason !== undefined, reason);
    await writeFile(place.path('secret.png'), 'x', { mode: 0o000 });
    const refusal = { code: 'input-unreadable', says: /no permission/ };
    await expectRefused(await asUser(place), ['render', 'secret.png'], refusal);
  });
});

describe('bytes that are no whole picture', () => {
  it.for([
    'text.png',
    'html.jpg',
    'picture.svg',
    'zero-size.png',
    'truncated.png',
    'no-iend.png',
    'truncated.jpg',
    'truncated-lossy.webp',
    'truncated.gif',
    'truncated.avif',
    'truncated.bmp',
  ])('%s', async (file, { place }) => {
    const refusal = { code: 'picture-undecodable', says: file };
    await expectRefusedHere(place, ['render', broken(file)], refusal);
  });

  it('neither give a still', async ({ place }) => {
    const refusal = { code: 'picture-undecodable', says: 'truncated.jpg' };
    await expectRefusedHere(place, ['still', broken('truncated.jpg')], refusal);
  });
});

describe('a picture or film of a size that can not be', () => {
  it('above what is decoded, so that a bomb never is', async ({ place }) => {
    const refusal = { code: 'picture-too-large', says: /60000x60000.*3600 million.*268 million/ };
    await expectRefusedHere(place, ['render', broken('huge-header.png')], refusal);
  });

  it('above the texture limit', async ({ place }) => {
    await writeFile(place.path('wide.png'), await pngOfOneColour(20_000, 2));
    const refusal = { code: 'picture-too-large', says: /wide\.png.*20000x2.*\d{4,}/ };
    await expectRefusedHere(place, ['render', 'wide.png'], refusal);
  });

  it.for<[string, string[], RegExp]>([
    // 36,864 macroblocks of 16x16: 4096x2304, and not one column more.
    ['above H.264’s limit', ['--size', '4098x2304'], /36864.*4096x230[24].*VP9 and AV1/],
    ['below H.264’s 16 px', ['--size', '8x8'], /8x8.*16.*16x16.*VP9 and AV1/],
    ['one side below 16 px', ['--size', '640x14'], /640x14.*16/],
  ])('%s', async ([, args, says], { place }) => {
    const job = ['render', picture('card.png'), ...args];
    await expectRefusedHere(place, job, { code: 'frame-too-large', says });
  });
});

describe('an output that can not be written', () => {
  it('below a file', async ({ place }) => {
    await writeFile(place.path('file'), '');
    const refusal = { code: 'output-unwritable', says: /file.*not a folder/ };
    await expectRefusedHere(place, ['render', '-o', 'file/x.mp4'], refusal);
  });

  it('in the place of a folder', async ({ place }) => {
    await mkdir(place.path('x.mp4'));
    const refusal = { code: 'output-unwritable', says: /x\.mp4.*folder/ };
    await expectRefusedHere(place, ['render', '-o', 'x.mp4'], refusal);
  });

  it('under a name that is too long', async ({ place }) => {
    const refusal = { code: 'output-unwritable', says: /too long/ };
    const output = `${'x'.repeat(300)}.mp4`;
    const small = ['render', '--size', '32x32', '--frames', '2'];
    await expectRefusedHere(place, [...small, '-o', output], refusal);
  });

  it('into a folder that may not be written', async ({ place, skip }) => {
    const reason = noUser();
    skip(reason !== undefined, reason);
    skip(process.platform === 'win32', 'Windows has other rights');
    await mkdir(place.path('closed'));
    await chmod(place.path('closed'), 0o555);
    const refusal = { code: 'output-unwritable', says: /no permission/ };
    await expectRefused(await asUser(place), ['render', '-o', 'closed/x.mp4'], refusal);
  });

  it('over the picture itself', async ({ place }) => {
    // A picture may be called anything; what it is called must not cost it.
    const data = encode({ width: 16, height: 16, channels: 3, data: new Uint8Array(768) });
    await writeFile(place.path('photo.png'), data);
    const args = ['still', 'photo.png', '-o', 'photo.png'];
    const run = await runHere(place, args);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/photo\.png.*\[(usage|output-exists|output-unwritable)\]/);
  });
});
