import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { sharedSession } from '../session.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { runHere, succeedHere } from './in-process.ts';
import { it, missing, picture, type Place } from './program.ts';
import { expectExplained } from './refusal.ts';

const execute = promisify(execFile);
const CARD = picture('card-smooth.png');
const FILM = [CARD, '--frames', '12'];
const ROLL = ['--step', '2'];

interface Verified {
  readonly frames: number;
  readonly compared: readonly number[];
  readonly worst: number | null;
  readonly floor: number | null;
}

async function verified(place: Place, ...args: string[]): Promise<Verified | undefined> {
  const { stdout } = await succeedHere(place, [
    'render',
    ...FILM,
    '--json',
    ...(args.includes('--motion') ? [] : ROLL),
    ...args,
  ]);
  return (JSON.parse(stdout) as { verified?: Verified }).verified;
}

describe('a film is read back and compared', () => {
  it.for([
    ['x.mp4', [], 28],
    ['x.mp4', ['--encoder', 'webcodecs', '--loops', '2'], 28],
    ['x.mp4', ['--motion', 'zoom', '--quality', 'high', '--title', '{f}'], 34],
    // So few samples a second that its level is 1b.
    ['x.mp4', ['--motion', 'zoom', '--quality', 'high', '--fps', '5', '--canvas', '128x96'], 34],
    ['x.mkv', ['--motion', 'zoom', '--quality', 'high', '--fps', '5', '--canvas', '128x96'], 34],
    ['x.mov', [], 28],
    ['x.mkv', ['--fps', '24000/1001'], 28],
    ['x.webm', [], 28],
    ['y.webm', ['--codec', 'av1', '--canvas', '33x25'], 28],
    ['x.gif', [], 18],
    ['x.webp', [], 24],
    ['%d.jpg', [], 24],
  ] as const)('%s %j', async ([name, args, least], { place }) => {
    const proof = await verified(place, ...args, '-o', name);
    expect(proof?.floor).toBe(least);
    expect(proof?.worst).toBeGreaterThan(least);
    expect(proof?.compared.slice(0, 2)).toEqual([0, 1]);
  });

  it('and has the same samples where nothing may be lost', async ({ place }) => {
    for (const args of [
      ['-o', 'x.apng'],
      ['--codec', 'webp-lossless', '-o', 'x.webp'],
      ['-o', '%d.png'],
    ])
      expect(await verified(place, ...args)).toMatchObject({ worst: null, floor: null });
  });

  it('unless it is long, went to a pipe, or nobody wants it', async ({ place }) => {
    expect(await verified(place, '--no-verify', '-o', 'x.mp4')).toBeUndefined();
    const slow = ['--fps', '0.1', '-o', 'x.mp4'];
    expect(await verified(place, ...slow)).toBeUndefined();
    expect(await verified(place, ...slow, '--verify')).toMatchObject({ frames: 12 });
    const raw = await runHere(place, ['render', ...FILM, '--verify', '-o', 'x.y4m']);
    expectExplained(raw, { code: 'usage', says: /can't be read back/ });
    // Before anything of it is there.
    const piped = await runHere(place, ['render', ...FILM, '--verify', '-o', '-']);
    expectExplained(piped, { code: 'usage', says: /what goes to stdout is gone/ });
    expect(piped.stdout).toBe('');
  });
});

describe('a film is not what was drawn', () => {
  /** Compares a film with what another spec draws. */
  async function compare(place: Place, spec: SpecInput, name = 'x.mp4') {
    const session = await sharedSession();
    await session.open(parseSpec({ frames: 12, ...spec }), picture('card-smooth.png'));
    return session.verify([join(place.folder, name)], undefined);
  }
  const roll = { motions: [{ kind: 'roll', step: 2 }] };

  it.for<[string, SpecInput, RegExp]>([
    [
      'another frame',
      { motions: [{ kind: 'roll', step: 3 }] },
      /frame 1 has a PSNR of .* at least 28 dB/,
    ],
    [
      'other colours',
      { ...roll, effects: [{ name: 'hue' }] },
      /frame \d+ has a PSNR.*at least 28 dB/,
    ],
    [
      'another size',
      { ...roll, canvas: { width: 64, height: 48 } },
      /its size is 32x24; expected 64x48/,
    ],
    ['another length', { ...roll, frames: 13 }, /it has 12 frames; expected 13/],
    [
      'another rate',
      { ...roll, fps: { numerator: 25, denominator: 1 } },
      /frame 1 comes at 0\.0333 s; expected 0\.0400 s/,
    ],
  ])('%s', async ([, spec, says], { place }) => {
    await succeedHere(place, ['render', ...FILM, ...ROLL, '-o', 'x.mp4']);
    expect(await compare(place, roll)).toMatchObject({ frames: 12 });
    await expect(compare(place, spec)).rejects.toMatchObject({
      code: 'verification-failed',
      message: expect.stringMatching(says) as string,
    });
  });

  it('cut off, or damaged', async ({ place }) => {
    await succeedHere(place, ['render', ...FILM, ...ROLL, '--encoder', 'webcodecs', '-o', 'x.mp4']);
    const bytes = await readFile(place.path('x.mp4'));
    await writeFile(place.path('cut.mp4'), bytes.subarray(0, -100));
    await expect(compare(place, roll, 'cut.mp4')).rejects.toMatchObject({
      code: 'film-unreadable',
    });
  });

  // Decoders that close themselves throw of what is asked of them next, and readers of what isn't there.
  it.for(['x.mp4', 'x.mov', 'x.mkv', 'x.webm'])('%s, damaged anywhere', async (name, { place }) => {
    const job = ['--motion', 'zoom', '--frames', '40', '--canvas', '160x120'];
    await succeedHere(place, ['render', CARD, ...job, '-o', name]);
    const bytes = await readFile(place.path(name));
    const codes: string[] = [];
    for (const [from, to, step] of [
      [0.34, 0.67, 7],
      [0.5, 1, 97],
      [0.8, 0.81, 1],
    ] as const) {
      const damaged = Uint8Array.from(bytes);
      for (let at = Math.floor(from * bytes.length); at < to * bytes.length; at += step)
        damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      await writeFile(place.path(`damaged-${name}`), damaged);
      const { code, stderr } = await runHere(place, ['verify', `damaged-${name}`, CARD]);
      expect(code, `damaged from ${from}: ${stderr}`).toBe(1);
      codes.push(/\[([a-z-]+)\]\s*$/.exec(stderr)?.[1] ?? stderr);
    }
    const known = ['decoding-failed', 'film-unreadable', 'verification-failed', 'usage'];
    expect(known).toEqual(expect.arrayContaining(codes));
  });
});

describe('a film carries its job', () => {
  it.for(['x.mp4', 'x.mov', 'x.mkv', 'x.webm', 'x.gif', 'x.apng', 'x.webp', 'x.html'])(
    '%s is made again from it, to the same bytes, and verified',
    async (name, { place }) => {
      const title = `</script>Ä&amp;"{f}`;
      const size = ['--step', '3', '--frames', '9', '--fps', '12', '--canvas', '160x120'];
      const job = [...size, '--title', title, '--meta', 'title=Card'];
      await succeedHere(place, ['render', CARD, ...job, '-o', name]);
      const again = ['render', '--from', name, CARD, '-o', `again-${name}`];
      await succeedHere(place, again);
      expect(await readFile(place.path(`again-${name}`))).toEqual(await readFile(place.path(name)));
      const { stdout } = await succeedHere(place, ['verify', name, CARD]);
      expect(stdout).toMatch(/: 9 frames, as drawn\n {2}verified /);
      const other = await runHere(place, ['verify', name, picture('card.png')]);
      expectExplained(other, { code: 'verification-failed', says: /not the one that was drawn/ });
    },
  );

  it('of several pictures without what they are called', async ({ place }) => {
    const pictures = [CARD, picture('card.png')];
    const job = ['--each', '2', '--fps', '5', '--canvas', '32x24'];
    await succeedHere(place, ['render', ...pictures, ...job, '-o', 'x.mp4']);
    const bytes = await readFile(place.path('x.mp4'));
    expect(bytes.includes('card')).toBe(false);
    await succeedHere(place, ['render', '--from', 'x.mp4', ...pictures, '-o', 'y.mp4']);
    expect(await readFile(place.path('y.mp4'))).toEqual(bytes);
    await succeedHere(place, ['verify', 'x.mp4', ...pictures]);
    const one = await runHere(place, ['verify', 'x.mp4', CARD]);
    expectExplained(one, { code: 'usage', says: /The job has 2 pictures; got 1/ });
  });

  it('and what players show of it, only where it is given', async ({ place, skip }) => {
    skip(missing('ffprobe') !== false, 'ffprobe is not on PATH');
    const tags = async (name: string) => {
      const show = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json'];
      const { stdout } = await execute('ffprobe', [...show, place.path(name)]);
      return (JSON.parse(stdout) as { format: { tags: Record<string, string> } }).format.tags;
    };
    const meta = ['--meta', 'title=Fünf', '--meta', 'comment=a=b'];
    await succeedHere(place, ['render', CARD, '--frames', '2', ...meta, '-o', 'x.mp4']);
    const given = await tags('x.mp4');
    expect(given).toMatchObject({ title: 'Fünf', comment: 'a=b' });
    expect(JSON.parse(given['stillmotion'] ?? '')).toMatchObject({ spec: { frames: 2 } });
    const bare = ['render', CARD, '--frames', '2', '--no-embed', '-o', 'y.mp4'];
    await succeedHere(place, bare);
    expect(Object.keys(await tags('y.mp4')).toSorted()).toEqual([
      'compatible_brands',
      'major_brand',
      'minor_version',
    ]);
    const without = await runHere(place, ['verify', 'y.mp4', CARD]);
    expectExplained(without, { code: 'film-unreadable', says: /doesn't say how it was made/ });
    await writeFile(place.path('job.json'), JSON.stringify({ frames: 2 }));
    const args = ['verify', 'y.mp4', CARD, '--against', 'job.json', '--json'];
    expect(JSON.parse((await succeedHere(place, args)).stdout)).toMatchObject({ frames: 2 });
    const unknown = await runHere(place, ['render', CARD, '--meta', 'colour=red']);
    expectExplained(unknown, { code: 'usage', says: /title, comment, artist, description/ });
  });

  it.for([
    ['x.mp4', 'creation_time', '2026-11-29T10:00:00.000000Z'],
    ['x.mov', 'creation_time', '2026-11-29T10:00:00.000000Z'],
    ['x.mkv', 'MOVIE/DATE_ENCODED', '2026-11-29 10:00:00'],
    ['x.webm', 'MOVIE/DATE_ENCODED', '2026-11-29 10:00:00'],
  ] as const)(
    '%s says when it was made, where that is given',
    async ([name, tag, time], { place, skip }) => {
      skip(missing('ffprobe') !== false, 'ffprobe is not on PATH');
      const meta = ['--meta', 'created=2026-11-29T11:00+01:00', '--meta', 'title=Card'];
      await succeedHere(place, ['render', CARD, '--frames', '2', ...meta, '-o', name]);
      const show = ['-v', 'error', '-show_entries', 'format_tags:stream_tags', '-of', 'json'];
      const { stdout } = await execute('ffprobe', [...show, place.path(name)]);
      const { format, streams } = JSON.parse(stdout) as {
        format: { tags: Record<string, string> };
        streams: { tags?: Record<string, string> }[];
      };
      expect(format.tags[tag]).toBe(time);
      expect(Object.keys(format.tags)).not.toContain('created');
      if (tag === 'creation_time') expect(streams[0]?.tags?.[tag]).toBe(time);
    },
  );

  it.for(['x.gif', 'x.apng', 'x.webp', 'x.html'])(
    '%s says when it was made as text',
    async (name, { place }) => {
      const meta = ['--meta', 'created=2026-11-29'];
      await succeedHere(place, ['render', CARD, '--frames', '2', ...meta, '-o', name]);
      expect((await readFile(place.path(name))).includes('2026-11-29T00:00:00Z')).toBe(true);
    },
  );

  it.for(['2026-02-30', '10:00', '2026-11-29T10:00', '2026-11-29T25:00Z', '1850-01-01'])(
    'no film was made at %s',
    async (time, { place }) => {
      const run = await runHere(place, ['render', CARD, '--meta', `created=${time}`]);
      expectExplained(run, { code: 'usage', says: /Expected created=2026-11-29, or a time/ });
    },
  );
});
