import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPicture } from '../../src/cli/files/input.ts';
import { makeTemporaryFolder } from '../../src/cli/files/temporary.ts';

const { signal } = new AbortController();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sm-input-'));
  path = join(folder, 'picture.png');
  await writeFile(path, 'a picture');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a picture’s file', () => {
  it('has the checksum of its bytes', async () => {
    const picture = await openPicture(path, signal);
    expect(await picture.digest()).toBe(createHash('sha256').update('a picture').digest('hex'));
    await expect(picture.assertUnchanged()).resolves.toBeUndefined();
  });

  it.for<[string, () => Promise<void>]>([
    ['written to', () => appendFile(path, '!')],
    ['written to, and its time set back', forge],
    ['replaced', replace],
    ['removed', () => rm(path)],
  ])('is refused once it was %s', async ([, change]) => {
    const picture = await openPicture(path, signal);
    await change();
    const refusal = { code: 'input-unreadable', message: expect.stringContaining(path) };
    await expect(picture.assertUnchanged()).rejects.toMatchObject(refusal);
    await expect(picture.digest()).rejects.toMatchObject(refusal);
  });

  async function forge(): Promise<void> {
    await writeFile(path, 'another 1');
    await utimes(path, 0, 0);
  }

  async function replace(): Promise<void> {
    await writeFile(`${path}.new`, 'a picture');
    await rename(`${path}.new`, path);
  }
});

describe('the folder for temporary files', () => {
  const before = process.env['TMPDIR'];
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });

  it.for<[string, () => string, RegExp]>([
    [
      'missing',
      () => join(folder, 'none'),
      /none, can't be used: there is no such folder\. Set TMPDIR/,
    ],
    ['a file', () => path, /picture\.png, can't be used: a part of the path is a file/],
    ['too long', () => join(folder, 'x'.repeat(300)), /name is too long/],
  ])('that is %s is named', async ([, place, says]) => {
    process.env['TMPDIR'] = place();
    await expect(makeTemporaryFolder('sm-')).rejects.toMatchObject({
      code: 'temporary-unwritable',
      message: expect.stringMatching(says),
    });
  });
});
