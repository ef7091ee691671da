import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { runHere, succeedHere } from './in-process.ts';
import { it, missing, picture, PROGRAM } from './program.ts';

/** A film of a few small frames: 32x24, so its loop closes with 32. */
const FILM = ['render', picture('card-smooth.png'), '--gl', 'swiftshader'];

describe('what a run says', () => {
  it('describes the film on stdout; on stderr there are only notes', async ({ place }) => {
    const run = await place.succeed([...FILM, '--frames', '32']);
    expect(run.stdout).toContain('card-smooth.mp4: 32x24, 32 frames at 30 fps, 1.067 s');
    expect(run.stdout).toMatch(/codec {4}H\.264 \(avc1\.[0-9a-f]{6}\)$/m);
    expect(run.stdout).toMatch(/Chrom\w*\/\d+/);
    expect(run.stdout).toMatch(
      /encoder {2}ours \(rolled\): one picture, and vectors that move it$/m,
    );
    expect(run.stdout).not.toMatch(/ {2}(colours|keys|frames|capture) /);
    expect(run.stdout).toMatch(/SwiftShader/);
    expect(run.stdout).not.toContain('\u001b');
    expect(notes(run.stderr).join('')).not.toContain('loop');
  });

  it('says why the browser encodes, and how frames reach its encoder', async ({ place }) => {
    const run = await place.succeed([...FILM, '--frames', '4', '--title', '{f}', '--verbose']);
    expect(run.stdout).toMatch(/the browser’s \(webcodecs\), not ours \(rolled\): .*a title/);
    expect(run.stdout).toMatch(/colours {2}BT\.709, limited range$/m);
    expect(run.stdout).toMatch(/keys {5}\d key frames?$/m);
    expect(run.stdout).toMatch(/planes: (llvmpipe|swiftshader) draws in memory/);
  });

  it('--quiet prints nothing at all', async ({ place }) => {
    const run = await runHere(place, [...FILM, '--frames', '31', '--quiet']);
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('--json prints one object, and no progress where no terminal is', async ({ place }) => {
    const run = await succeedHere(place, [...FILM, '--frames', '31', '--step', '1', '--json']);
    expect(run.stdout.endsWith('}\n')).toBe(true);
    const report = JSON.parse(run.stdout) as { notes: string[] };
    expect(notes(run.stderr)).toEqual(expect.arrayContaining(report.notes));
    for (const drawn of ['█', '░', '\u001b', '\r']) expect(run.stderr).not.toContain(drawn);
  });

  it('--json --quiet prints the object alone', async ({ place }) => {
    const run = await runHere(place, [...FILM, '--frames', '31', '--json', '--quiet']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ frames: 31 });
  });

  it.for([
    [['--frames', '31', '--step', '1'], '31 frames', '32 frames'],
    [['--duration', '1', '--fps', '25', '--speed', '25'], '25 frames', 'a speed of 32 px/s'],
    [['--duration', '9', '--period', '2'], '270 frames', 'a period of 1.8 s'],
    [['--frames', '50', '--step', '0.5'], '50 frames', '64 frames'],
  ] as const)('notes that %j leaves a jump', async ([args, given, closing], { place }) => {
    const run = await succeedHere(place, [...FILM, ...args]);
    const jump = notes(run.stderr).find((line) => line.includes('loop'));
    expect(jump).toContain(given);
    expect(jump).toContain(closing);
  });

  it('notes that an odd picture becomes an even film, and what that is', async ({ place }) => {
    const run = await succeedHere(place, [
      'render',
      picture('card.png'),
      '--gl',
      'swiftshader',
      '--json',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ width: 24, height: 18 });
    const odd = notes(run.stderr).find((line) => line.includes('23x17'));
    expect(odd).toContain('24x18');
  });

  it('notes nothing of the kind with a codec that takes odd sizes', async ({ place }) => {
    const film = ['render', picture('card.png'), '--gl', 'swiftshader', '--codec', 'vp9'];
    const run = await succeedHere(place, [...film, '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ width: 23, height: 17, notes: [] });
  });
});

describe('on a terminal', () => {
  const bar = /[█░]+ \d+%.*frame \d+ of 200.*frames\/s/;
  const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  const film = [process.execPath, PROGRAM, ...FILM, '--frames', '200', '-o', 'x.mp4'];

  it.for([
    ['a bar shows how far it is', [], true],
    ['--quiet shows none', ['--quiet'], false],
  ] as const)('%s', async ([, args, shown], { place, skip }) => {
    skip(missing('script') !== false, 'script is not on PATH');
    const command = ['-q', '-e', '-c', quoted([...film, ...args]), '/dev/null'];
    const run = await place.succeed(command, { command: 'script' });
    expect(bar.test(run.stdout)).toBe(shown);
    expect(await place.files()).toEqual(['x.mp4']);
    // The cursor is given back.
    if (shown) expect(run.stdout.lastIndexOf('\u001b[?25h')).toBeGreaterThan(0);
  });
});

describe('a job in a file', () => {
  const job = {
    size: { width: 64, height: 48 },
    motions: [{ kind: 'roll', step: -2, axis: 'y' }],
    fps: { numerator: 24, denominator: 1 },
    frames: 24,
    codec: 'vp9',
  };

  it('is done, and options beside it win', async ({ place }) => {
    await writeFile(place.path('job.json'), JSON.stringify(job));
    const fromFile = await succeedHere(place, [...FILM, '--spec', 'job.json', '--json']);
    expect(JSON.parse(fromFile.stdout)).toMatchObject({ spec: job, frames: 24, fps: 24 });

    const options = ['--step', '4', '--duration', '0.5', '--codec', 'h264'];
    const mixed = await succeedHere(place, [...FILM, '--spec', 'job.json', ...options, '--json']);
    const { frames: _, ...rest } = job;
    const report = JSON.parse(mixed.stdout) as { spec: object };
    expect(report).toMatchObject({
      spec: { ...rest, motions: [{ ...job.motions[0], step: 4 }], duration: 0.5, codec: 'h264' },
      frames: 12,
    });
    expect(report.spec).not.toHaveProperty('frames');
  });

  it('may be the spec that an earlier run reported', async ({ place }) => {
    const first = await runHere(place, [...FILM, '--step', '2', '--title', '{f}', '--json']);
    const { spec } = JSON.parse(first.stdout) as { spec: unknown };
    await writeFile(place.path('job.json'), JSON.stringify(spec));
    const again = await runHere(place, [
      ...FILM,
      '--spec',
      'job.json',
      '-o',
      'again.mp4',
      '--json',
    ]);
    expect(JSON.parse(again.stdout)).toMatchObject({ spec, frames: 16 });
  });
});

/** Lines on stderr, all of which must be notes. */
function notes(stderr: string): string[] {
  const lines = stderr.split('\n').filter(Boolean);
  for (const line of lines) expect(line).toMatch(/^note: /);
  return lines.map((line) => line.replace(/^note: /, ''));
}
