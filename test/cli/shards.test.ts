import { readFile, truncate, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { kinds, LONG } from '../faults/tries.ts';
import { runHere, succeedHere } from './in-process.ts';
import { trySession } from '../session.ts';
import { eventually, it, kill, picture, type Place } from './program.ts';

const FILM = [
  'render',
  picture('card-smooth.png'),
  '--gl',
  'swiftshader',
  '--quiet',
  '--no-verify',
];
/** A GOP that is kept. */
const KEPT = /\.2\.shard\.parts\/\d+-[0-9a-f]{64}/;

/** Several GOPs each. */
const KINDS = [
  ['vectors', ['--step', '1', '--frames', '640']],
  ['an encoder', ['--title', '{f}', '--frames', '60', '--fps', '1']],
  ['pictures', ['--format', 'apng', '--step', '0.5', '--frames', '20']],
  [
    'two encoders',
    ['--format', 'webm', '--background', 'transparent', '--frames', '12', '--fps', '1'],
  ],
  ['a GIF', ['--format', 'gif', '--step', '0.5', '--frames', '20']],
] as const;

describe('a film of shards', () => {
  it.for(kinds(KINDS, 2))(
    'by %s has the bytes of an undivided one',
    async ([, args], { place }) => {
      const whole = await film(place, args);
      const names = await shards(place, args, 3);
      // In any order.
      await succeedHere(place, [
        'merge',
        ...names.toReversed(),
        '-o',
        whole.replace('whole', 'merged'),
      ]);
      const merged = await readFile(place.path(whole.replace('whole', 'merged')));
      expect(merged.equals(await readFile(place.path(whole)))).toBe(true);
    },
  );

  it('may have more shards than GOPs, and a range', async ({ place }) => {
    const args = ['--step', '2', '--frames', '30', '--range', '3-20', '--loops', '2'];
    const whole = await film(place, args);
    const names = await shards(place, args, 5);
    const run = await succeedHere(place, ['merge', ...names, '-o', 'merged.mp4', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ frames: 36, shards: 5 });
    expect(await readFile(place.path('merged.mp4'))).toEqual(await readFile(place.path(whole)));
  });

  it.runIf(LONG)('is gone on with by --resume after a kill, shard by shard', async ({ place }) => {
    const args = ['--title', '{f}', '--size', '320x240', '--frames', '2000', '--shard', '2/2'];
    const running = place.start([...FILM, ...args, '-o', '2.shard', '--resume']);
    await eventually(async () => expect((await place.files()).join()).toMatch(KEPT));
    kill(running.pid, 'SIGKILL');
    await running.ended;
    const run = await succeedHere(place, [
      ...FILM.filter((arg) => arg !== '--quiet'),
      ...args,
      '-o',
      '2.shard',
      '--resume',
      '--json',
    ]);
    expect(run.stderr).toMatch(/Going on from frame \d+/);
    expect(await place.files()).toEqual(['2.shard']);
    await succeedHere(place, [...FILM, ...args, '-o', 'again.shard']);
    const [resumed, again] = [
      await readFile(place.path('2.shard')),
      await readFile(place.path('again.shard')),
    ];
    expect(resumed.equals(again)).toBe(true);
  });
});

describe('shards of two renderers', () => {
  // Noise is filtered, so that renderers could differ.
  const args = ['--title', '{f}', '--step', '1', '--frames', '24', '--fps', '4'];

  it.for([
    ['are a film that loses nothing where they draw the same', ['--quality', 'lossless'], 0],
    ['are none of any other', ['--codec', 'vp9'], 1],
  ] as const)('%s', async ([, more, code], { place, skip }) => {
    const mesa = await trySession('llvmpipe');
    if (typeof mesa === 'string') skip(mesa);
    const whole = await film(place, [...args, ...more]);
    const [one = '', two = ''] = await shards(place, [...args, ...more], 2);
    const elsewhere = [...FILM, '--gl', 'llvmpipe', ...args, ...more, '--shard', '2/2'];
    await succeedHere(place, [...elsewhere, '-o', 'mesa.shard']);
    expect((await runHere(place, ['merge', one, 'mesa.shard', '-o', 'x.mp4'])).code).toBe(code);
    if (code !== 0) return;
    const bytes = await readFile(place.path('x.mp4'));
    expect(bytes.equals(await readFile(place.path(whole)))).toBe(true);
    // What was drawn there is not what was drawn here.
    const [unlike, drawn] = [await readFile(place.path(two)), /"samples":"./];
    await writeFile(place.path('u.shard'), rendererChanged(changed(unlike, drawn, '$&0')));
    const run = await runHere(place, ['merge', one, 'u.shard', '-o', 'y.mp4']);
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/renderer is not the same/),
    });
  });
});

describe('what is no whole film', () => {
  const args = ['--title', '{f}', '--frames', '40', '--fps', '1'];

  it('is refused, and what is wrong is named', async ({ place }) => {
    const [one = '', two = '', three = ''] = await shards(place, args, 3);
    const [other = ''] = await shards(place, [...args, '--axis', 'y'], 3, 'other');
    const refusal = async (...merged: readonly string[]) => {
      const run = await runHere(place, ['merge', ...merged, '-o', 'x.mp4']);
      expect(await place.files()).not.toContain('x.mp4');
      return `${run.code}: ${run.stderr}`;
    };
    expect(await refusal(one, three)).toMatch(/^1: .*Of 3 shards are missing: 2/);
    expect(await refusal(one, two, three, one)).toMatch(/shard 1 is given twice/);
    expect(await refusal(other, two, three)).toMatch(/not of one film: the spec is not the same/);
    expect(await refusal(picture('card.png'), two)).toMatch(/card\.png is no shard/);
    expect(await refusal('missing.shard')).toMatch(/there is no such file/);
    const bytes = await readFile(place.path(two));
    await writeFile(place.path('r.shard'), rendererChanged(bytes));
    expect(await refusal(one, 'r.shard', three)).toMatch(
      /the renderer is not the same \(.*SwiftShader.*, another\)/,
    );
    await writeFile(place.path('v.shard'), changed(bytes, /"version of stillmotion":"/, '$&9'));
    expect(await refusal(one, 'v.shard', three)).toMatch(
      /the version of stillmotion is not the same/,
    );
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 5] = (flipped.at(-5) ?? 0) ^ 1;
    await writeFile(place.path('d.shard'), flipped);
    expect(await refusal(one, 'd.shard', three)).toMatch(
      /d\.shard is damaged: frame \d+ and those behind it/,
    );
    await truncate(place.path(two), bytes.length - 7);
    expect(await refusal(one, two, three)).toMatch(/damaged: its end is missing/);
    const run = await runHere(place, ['merge', one, two, three, '-o', 'x.webm']);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(/MP4.*ends in \.mp4/) });
  });

  it.for([
    [['--shard', '0/3'], /which shard of how many/],
    [['--shard', '4/3'], /which shard of how many/],
    [['--shard', '1/3', '-o', 'x.mp4'], /a shard is no film/],
    [['--shard', '1/3', '--verify'], /a part of one/],
  ] as const)('%j is refused', async ([more, says], { place }) => {
    const run = await runHere(place, [...FILM, ...more]);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(says) });
  });
});

/** Gives its name. */
async function film(place: Place, args: readonly string[]): Promise<string> {
  const format = args.includes('--format') ? args[args.indexOf('--format') + 1] : 'mp4';
  const name = `whole.${format}`;
  await succeedHere(place, [...FILM, ...args, '-o', name]);
  return name;
}

async function shards(
  place: Place,
  args: readonly string[],
  count: number,
  name = 'part',
): Promise<string[]> {
  const names = Array.from({ length: count }, (_, n) => `${name}.${n + 1}`);
  for (const [n, output] of names.entries())
    await succeedHere(place, [...FILM, ...args, '--shard', `${n + 1}/${count}`, '-o', output]);
  return names;
}

/** A shard with another first line. */
function changed(bytes: Buffer, what: RegExp, by: string): Buffer {
  const end = bytes.indexOf('\n');
  const header = bytes.toString('utf8', 0, end).replace(what, by);
  return Buffer.concat([Buffer.from(header), bytes.subarray(end)]);
}

function rendererChanged(bytes: Buffer): Buffer {
  return changed(bytes, /"renderer":"[^"]*"/, '"renderer":"another"');
}
