import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { runHere, succeedHere } from './in-process.ts';
import { decodeFilm, inspect } from './media.ts';
import { expectNothingLeft, it, missing, picture, PROGRAM } from './program.ts';
import { expectExplained } from './refusal.ts';
import { asUser, noUser } from './user.ts';

const CARD = picture('card-smooth.png');
const SMALL = ['--frames', '4', '--quiet'];
/** The command line of our program, for a shell. */
const ours = (...args: string[]) =>
  [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');

describe('pipes', () => {
  it('bring picture and spec, and take the film, which is the same one', async ({
    place,
    skip,
  }) => {
    skip(missing('bash') !== false, 'bash is not on PATH');
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    const spec = '{"motion":{"kind":"roll","step":2}}';
    const film = ours('render', '-', '-o', '-', '--spec', '@', '--json');
    const piped = `cat '${CARD}' | ${film.replace("'@'", `<(echo '${spec}')`)} | cat > piped.mp4`;
    const run = await place.succeed(['-o', 'pipefail', '-c', piped], { command: 'bash' });
    // Nothing but the film is on stdout.
    const report = JSON.parse(run.stderr.split('\n').at(-2) ?? '') as object;
    const { size } = await stat(place.path('piped.mp4'));
    expect(report).toMatchObject({ output: '-', frames: 16, bytes: size });
    await succeedHere(place, ['render', CARD, '--step', '2', '-o', 'x.mp4']);
    expect(await inspect(place.path('piped.mp4'))).toMatchObject({ frames: 16 });
    const frames = await decodeFilm(place.path('x.mp4'));
    expect(await decodeFilm(place.path('piped.mp4'))).toEqual(frames);
    await expectNothingLeft(place);
  });

  it('that nobody reads any more are no whole film', async ({ place, skip }) => {
    skip(missing('bash') !== false, 'bash is not on PATH');
    const long = ours('render', CARD, '-o', '-', '--quiet');
    const command = `${long} | head -c 1 > /dev/null; exit \${PIPESTATUS[0]}`;
    const run = await place.run(['-c', command], { command: 'bash' });
    const says = /stdout.*its reader has closed it/;
    // The pipe may have taken all of so short a film before its reader went.
    if (run.code !== 0) expectExplained(run, { code: 'output-unwritable', says });
    await expectNothingLeft(place);
  });

  it.for<[string, string[], RegExp]>([
    ['both picture and spec from stdin', ['-', '--spec', '-'], /Both the picture and --spec/],
    ['parts beside stdout', [CARD, '-o', '-', '--resume'], /stdout has no beside/],
  ])('are refused for %s', async ([, args, says], { place }) => {
    expectExplained(await runHere(place, ['render', ...args]), { code: 'usage', says });
  });
});

describe('a file name that is not UTF-8', () => {
  it.for([
    ['of a picture', ours('still', '@')],
    ['of an output', ours('still', CARD, '-o', '@')],
  ] as const)('%s is refused, and says what to do', async ([, command], { place, skip }) => {
    skip(missing('bash') !== false, 'bash is not on PATH');
    skip(process.platform !== 'linux', 'names are Unicode here');
    const named = command.replace("'@'", () => `$'caf\\xe9.png'`);
    const run = await place.run(['-c', named], { command: 'bash' });
    expectExplained(run, { code: 'usage', says: /not UTF-8.*Rename the file.*standard input/ });
    expect(await place.files()).toEqual([]);
  });
});

describe('a film that may be written in a folder that may not', () => {
  it('is written', async ({ place, skip }) => {
    const reason = noUser();
    skip(reason !== undefined, reason);
    const user = await asUser(place);
    await mkdir(place.path('closed'));
    await writeFile(place.path('closed', 'x.mp4'), 'an old film');
    await chmod(place.path('closed', 'x.mp4'), 0o666);
    await chmod(place.path('closed'), 0o555);
    const run = await user.run(['render', '-o', 'closed/x.mp4', '--no-sandbox', ...SMALL]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await inspect(place.path('closed', 'x.mp4'))).toMatchObject({ frames: 4 });
    expect((await readFile(place.path('closed', 'x.mp4'))).length).toBeGreaterThan(1000);
    expect(await place.files()).toEqual(['closed', 'closed/x.mp4']);
    await expectNothingLeft(place);
  });
});
