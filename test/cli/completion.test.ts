import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { EFFECT_NAMES } from '../../src/effects/index.ts';
import { MOTIONS } from '../../src/motions/index.ts';
import { succeedHere } from './in-process.ts';
import { it, missing, type Place, PROGRAM } from './program.ts';

/** What the last of these words may become. */
async function answers(place: Place, ...words: string[]): Promise<string[]> {
  const { stdout } = await succeedHere(place, ['completion', 'bash', '--', ...words]);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '');
}

describe('what a word may become', () => {
  it('is every command, with what it does', async ({ place }) => {
    const { stdout } = await succeedHere(place, ['completion', 'fish', '--', 're']);
    expect(stdout).toBe('render\trender a picture as a film\n');
    const all = await answers(place, '');
    for (const name of ['still', 'batch', 'doctor', 'completion', 'help'])
      expect(all).toContain(name);
    expect(await answers(place, 'help', 'mo')).toEqual(['motions']);
  });

  it('is an option that was not given yet; of motions more may follow', async ({ place }) => {
    expect(await answers(place, 'render', '--fi')).toEqual(['--filter', '--fit']);
    expect(await answers(place, 'render', '--fit', 'cover', '--fi')).toEqual(['--filter']);
    expect(await answers(place, 'render', '--fit=cover', '--fi')).toEqual(['--filter']);
    expect(await answers(place, 'render', '--motion', 'zoom', '--mot')).toEqual(['--motion']);
    expect(await answers(place, 'motions', '--')).toEqual(['--json', '--help']);
  });

  it('is a value of what has some', async ({ place }) => {
    expect(await answers(place, 'render', '--fit', 'co')).toEqual(['cover', 'contain']);
    expect(await answers(place, 'render', '--fit=co')).toEqual(['--fit=cover', '--fit=contain']);
    expect(await answers(place, 'render', '--gl', 'sw')).toEqual(['swiftshader']);
    expect(await answers(place, 'render', '--background', 't')).toEqual(['transparent']);
    expect(await answers(place, 'render', '--position', 'a')).toEqual(['auto']);
    expect(await answers(place, 'render', '--meta', 'ti')).toEqual(['title=']);
    expect(await answers(place, 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('is a motion, an effect or a transition, then its keys and what they take', async ({
    place,
  }) => {
    expect(await answers(place, 'render', '--motion', '')).toEqual([
      ...MOTIONS.map(({ name }) => name),
      'none',
    ]);
    expect(await answers(place, 'render', '--effect', '')).toEqual(EFFECT_NAMES);
    expect(await answers(place, 'effects', 'parall')).toEqual(['parallax']);
    expect(await answers(place, 'render', '--motion', 'zo')).toEqual(['zoom', 'zoom:']);
    const keys = await answers(place, 'render', '--motion', 'zoom:to=1.2,');
    expect(keys).toContain('zoom:to=1.2,ease=');
    expect(keys).not.toContain('zoom:to=1.2,to=');
    const eases = await answers(place, 'render', '--motion', 'zoom:ease=ease-');
    expect(eases).toContain('zoom:ease=ease-in-out');
    expect(await answers(place, 'render', '--motion', 'zoom:back=')).toEqual([
      'zoom:back=on',
      'zoom:back=off',
    ]);
    expect(await answers(place, 'render', '--transition', 'wipe:dur')).toEqual(['wipe:duration=']);
  });

  it('is nothing of ours where a file or a number belongs', async ({ place }) => {
    for (const words of [
      ['render', 'ph'],
      ['render', '--fps', ''],
      ['render', '-o', ''],
      ['render', '--motion', 'zom:'],
      ['render', '--effect', './mine.glsl:'],
      ['render', '--effect', 'parallax:depth='],
      ['nothing', '--f'],
      ['render', '--', '--f'],
    ])
      // oxlint-disable-next-line no-await-in-loop -- a run has the process's folder and streams
      expect(await answers(place, ...words)).toEqual([]);
  });
});

/** What is typed, Tab as \t, and what the program is given. */
const TYPED: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['stillmotion rend\t --fit con\t', ['render', '--fit', 'contain']],
  ['stillmotion render --fit=cov\t', ['render', '--fit=cover']],
  [
    'stillmotion render pho\t --motion zoo\t:ba\ton',
    ['render', 'photo.jpg', '--motion', 'zoom:back=on'],
  ],
  ['stillmotion render --effect min\t', ['render', '--effect', 'mine.glsl']],
  [
    'stillmotion render --effect parallax:depth=dep\t -o "a b:c" --gl sw\t',
    ['render', '--effect', 'parallax:depth=depth.png', '-o', 'a b:c', '--gl', 'swiftshader'],
  ],
  ['stillmotion render --canvas 9:1\t', ['render', '--canvas', '9:16']],
];

describe.each([
  {
    shell: 'bash',
    start: 'bash --norc --noprofile -i',
    load: 'source <(stillmotion completion bash)',
  },
  {
    shell: 'zsh',
    start: 'zsh -f -i',
    load: 'autoload -Uz compinit && compinit -u; source <(stillmotion completion zsh)',
  },
  { shell: 'fish', start: 'fish --no-config -i', load: 'stillmotion completion fish | source' },
])('in $shell', ({ shell, start, load }) => {
  it('Tab ends what is typed, and files where we know nothing', async ({ place, skip }) => {
    for (const program of [shell, 'script'])
      skip(missing(program) !== false, `${program} is not on PATH`);
    const given = place.path('given');
    await place.script(
      'stillmotion',
      `if [ "$1" = completion ]; then exec ${process.execPath} ${PROGRAM} "$@"; fi`,
      `printf '%s\\n' "$@" '' >>${given}`,
    );
    for (const name of ['photo.jpg', 'mine.glsl', 'depth.png'])
      // oxlint-disable-next-line no-await-in-loop -- three small files
      await writeFile(place.path(name), '');
    const keys = place.path('keys');
    await writeFile(keys, [load, ...TYPED.map(([line]) => line), 'exit', ''].join('\n'));
    const env = {
      HOME: place.outside,
      PATH: `${place.outside}:${process.env['PATH']}`,
      TERM: 'xterm',
    };
    // A terminal, as shells complete for nobody else.
    const session = `exec script -qec '${start}' /dev/null <${keys}`;
    await place.succeed(['-c', session], { command: 'sh', env });
    const expected = TYPED.map(([, words]) => `${words.join('\n')}\n\n`).join('');
    expect(await readFile(given, 'utf8')).toBe(expected);
  });
});
