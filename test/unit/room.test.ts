import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkRoom } from '../../src/cli/files/room.ts';

const path = 'x.mp4';

it('lets through what fits', async () => {
  await expect(checkRoom(path, tmpdir(), 1)).resolves.toBeUndefined();
});

it('refuses what can not fit, with both sizes', async () => {
  await expect(checkRoom(path, tmpdir(), 1e18)).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringMatching(
      /x\.mp4 can't be written: .* at least 1000000000\.0 GB, and its disk has [\d.]+ [kMG]?B free/,
    ),
  });
});

it('says that its folder is gone, where it is', async () => {
  await expect(checkRoom(path, join(tmpdir(), 'nowhere', 'at', 'all'), 1)).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining("x.mp4 can't be written: its folder is gone"),
  });
});
