import { expect, it } from 'vitest';
import { decodePicture } from '../../src/gl/decode.ts';

it('what the browser can’t read is said to be a folder or gone', async () => {
  // As a browser gives a folder that was dropped.
  const folder = Object.assign(new Blob(), {
    arrayBuffer: () =>
      Promise.reject(new DOMException('A requested file could not be found', 'NotFoundError')),
  });
  await expect(decodePicture(folder, 8192, undefined)).rejects.toMatchObject({
    code: 'input-unreadable',
    message: expect.stringContaining('it is a folder') as string,
  });
});
