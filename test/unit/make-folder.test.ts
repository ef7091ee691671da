import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder } from '../../src/cli/files/make-folder.ts';

let root: string;
beforeAll(async () => (root = await mkdtemp(join(tmpdir(), 'sm-'))));
afterAll(() => rm(root, { recursive: true }));

it('makes every folder of a path, also two at once', async () => {
  const path = join(root, 'a', 'b', 'c');
  await Promise.all([makeFolder(path), makeFolder(path)]);
  expect((await stat(path)).isDirectory()).toBe(true);
  await expect(makeFolder(path)).resolves.toBeUndefined();
});

it('refuses a path through a file', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(root, 'file', 'x'))).rejects.toBeInstanceOf(Error);
});

// Node's own never returns there.
it.skipIf(!existsSync('/proc/self'))('comes to an end in /proc', async () => {
  await expect(makeFolder('/proc/nope/deeper')).rejects.toMatchObject({ code: 'ENOENT' });
});
