import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { expectNothingLeft, it, picture, PROGRAM } from './program.ts';

const RENDER = ['render', picture('card-smooth.png'), '--gl', 'swiftshader', '--json'];
const FILM = [process.execPath, PROGRAM, ...RENDER];

describe('a film is made when nobody can be told', () => {
  it.for([
    ['stdout and stderr are full', '"$@" > /dev/full 2>&1; echo $? > code'],
    ['who reads both has gone', '{ "$@"; echo $? > code; } 2>&1 | true'],
  ] as const)('%s', async ([, line], { place, skip }) => {
    skip(!existsSync('/dev/full'), 'no /dev/full here');
    await place.succeed(['-c', line, 'sh', ...FILM], { command: 'sh' });
    expect(await place.files()).toEqual(['card-smooth.mp4', 'code']);
    expect(await readFile(place.path('code'), 'utf8')).toBe('0\n');
    await expectNothingLeft(place);
  });

  it('says that stdout was lost', async ({ place, skip }) => {
    skip(!existsSync('/dev/full'), 'no /dev/full here');
    const run = await place.run(['-c', '"$@" > /dev/full', 'sh', ...FILM], { command: 'sh' });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^note: stdout could not be written: ENOSPC/m);
    await expectNothingLeft(place);
  });
});
