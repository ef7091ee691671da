import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { it as base } from './program.ts';

const SCRIPTS = fileURLToPath(new URL('../../scripts', import.meta.url));

/** A clone in which every tool only writes down that it was called. */
interface Clone {
  path(name: string): string;
  write(name: string, text: string): Promise<void>;
  run(script: string, ...args: string[]): { code: number | null; stdout: string; stderr: string };
  /** What was called, and forgets it. */
  calls(): Promise<string[]>;
}

/** Of the files that a build is made from, those in no folder. */
const FILES = ['headless.html', 'index.html', 'vite.config.ts'].concat([
  'tsconfig.json',
  'tsconfig.node-types.json',
  'tsconfig.types.json',
]);

const it = base.extend<{ clone: Clone }>({
  clone: async ({ place }, use) => {
    const path = (name: string) => join(place.outside, 'clone', name);
    const write = async (name: string, text: string) => {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    };
    await mkdir(path('src'), { recursive: true });
    await mkdir(path('shaders'));
    await cp(SCRIPTS, path('scripts'), { recursive: true });
    for (const name of FILES) {
      await write(name, '');
    }
    await write('package.json', '{"type":"module"}');
    await write('package-lock.json', '{}');
    await write('node_modules/.package-lock.json', '{}');
    const log = `require('fs').appendFileSync(${JSON.stringify(path('calls'))}, `;
    const tool = (name: string, then = '') =>
      `${log}[${JSON.stringify(name)}, ...process.argv.slice(2)].join(' ') + '\\n');${then}`;
    const cli = tool('cli', 'process.exitCode = Number(process.env.CLI_CODE ?? 0)');
    const makeCli = `const fs = require('fs'); fs.mkdirSync('dist', { recursive: true });
      fs.writeFileSync('dist/package.json', '{}'); fs.writeFileSync('dist/cli.js', ${JSON.stringify(cli)});`;
    const report = `const { COUNTS, VITEST_CODE } = process.env;
      const option = process.argv.find((arg) => arg.startsWith('--outputFile.json='));
      if (COUNTS) require('fs').writeFileSync(option.slice(option.indexOf('=') + 1), COUNTS);
      process.exitCode = Number(VITEST_CODE ?? 0)`;
    await write('node_modules/package.json', '{}');
    await write('node_modules/vite/bin/vite.js', tool('vite', makeCli));
    await write('node_modules/typescript/bin/tsc', tool('tsc'));
    await write('node_modules/vitest/vitest.mjs', '');
    await write('node_modules/vitest/vitest.cjs', tool('vitest', report));
    await write('node_modules/vitest/vitest.mjs', "import './vitest.cjs';");
    await write('npm.cjs', tool('npm'));
    await use({
      path,
      write,
      run(script, ...args) {
        const env = { ...process.env, npm_execpath: path('npm.cjs') };
        const options = { cwd: place.folder, encoding: 'utf8', env } as const;
        const file = path(`scripts/${script}.mjs`);
        const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], options);
        return { code: status, stdout, stderr };
      },
      async calls() {
        const text = await readFile(path('calls'), 'utf8').catch(() => '');
        await writeFile(path('calls'), '');
        return text.split('\n').filter(Boolean);
      },
    });
  },
});

const INSTALLS = /^npm ci .*--include=dev --include=optional/;

describe('npm start in a clone', () => {
  it('installs and builds what is missing, once, and renders the notebook', async ({ clone }) => {
    expectBuilt(clone.run('start'));
    const [first, ...calls] = await clone.calls();
    expect(first).toMatch(/^vite build/);
    expect(calls.at(-1)).toBe('cli render --preset notebook');

    expectBuilt(clone.run('start', '--gl', 'swiftshader'));
    expect(await clone.calls()).toEqual(['cli render --preset notebook --gl swiftshader']);
  });

  it('builds again when a source has changed, and only then', async ({ clone }) => {
    clone.run('start');
    await clone.calls();
    await clone.write('src/new.ts', 'export {};');
    clone.run('start');
    expect((await clone.calls()).join('\n')).toContain('vite build');
    await clone.write('README.md', 'new');
    clone.run('start');
    expect((await clone.calls()).join('\n')).not.toContain('vite build');
  });

  it('installs again when the lock file has changed, whatever its time says', async ({ clone }) => {
    clone.run('start');
    await clone.calls();
    // As git writes it where it goes to another branch and back.
    await touch(clone.path('package-lock.json'));
    clone.run('start');
    expect((await clone.calls()).join('\n')).not.toContain('npm');
    await clone.write('package-lock.json', '{ "lockfileVersion": 3 }');
    await utimes(clone.path('package-lock.json'), new Date(0), new Date(0));
    clone.run('start');
    expect((await clone.calls())[0]).toMatch(INSTALLS);
    clone.run('start');
    expect((await clone.calls()).join('\n')).not.toContain('npm');
  });

  it('installs where nothing is, and over what somebody installed before the lock file came', async ({
    clone,
  }) => {
    await touch(clone.path('package-lock.json'));
    clone.run('start');
    expect((await clone.calls())[0]).toMatch(INSTALLS);
    await rm(clone.path('node_modules/.stillmotion-lock'));
    await rm(clone.path('node_modules/.package-lock.json'));
    clone.run('start');
    expect((await clone.calls())[0]).toMatch(INSTALLS);
  });

  it('ends as the run ends', async ({ clone }) => {
    clone.run('start');
    await clone.write('dist/cli.js', "console.error('told you'); process.exitCode = 7;");
    const { code, stdout, stderr } = clone.run('start');
    expect(code).toBe(7);
    expect(stderr).toContain('told you');
    expect(stdout).not.toContain('Try next');
  });

  it('shows what a step said when it fails', async ({ clone }) => {
    const broken = "console.error('no such shader'); process.exitCode = 3;";
    await clone.write('node_modules/vite/bin/vite.js', broken);
    const { code, stderr } = clone.run('start');
    expect(code).toBe(1);
    expect(stderr).toContain('no such shader');
    expect(await readdir(clone.path('.'))).not.toContain('data');
  });
});

/** A file that fell over before its first test. */
const FALLEN = { name: 'test/c.test.ts', status: 'failed', assertionResults: [] };

/** What the runner counts, its own exit code, ours, and the last lines of ours. */
const OUTCOMES = [
  [{ numPassedTests: 12, success: true }, '0', 0, '12 passed, 0 failed, 0 skipped'],
  [
    { numPassedTests: 9, numPendingTests: 2, numTodoTests: 1, success: true },
    '0',
    0,
    '9 passed, 0 failed, 3 skipped',
  ],
  [
    {
      numPassedTests: 9,
      numFailedTests: 1,
      success: false,
      testResults: [
        { name: 'test/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
        {
          name: 'test/b.test.ts',
          status: 'failed',
          assertionResults: [{ status: 'failed', fullName: 'a film is whole' }],
        },
      ],
    },
    '1',
    1,
    'FAILED test/b.test.ts: a film is whole\n9 passed, 1 failed, 0 skipped',
  ],
  [
    { numPassedTests: 9, success: false, testResults: [FALLEN] },
    '1',
    1,
    'FAILED test/c.test.ts\n9 passed, 0 failed, 0 skipped',
  ],
  [{ numPassedTests: 9, success: true }, '1', 1, '9 passed, 0 failed, 0 skipped'],
] as const;

describe('npm test', () => {
  const counts = (numbers: object) =>
    JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [],
      ...numbers,
    });

  // All in one clone, which has to be built once.
  it('ends with a line of counts, and fails with its runner', async ({ clone }) => {
    for (const [numbers, status, code, line] of OUTCOMES) {
      // The runner names whole paths.
      const report = counts(numbers).replaceAll('"test/', `"${clone.path('test')}/`);
      const setting = `process.env.COUNTS ??= ${JSON.stringify(report)};
      process.env.VITEST_CODE ??= ${JSON.stringify(status)}; await import('./vitest.cjs');`;
      await clone.write('node_modules/vitest/vitest.mjs', setting);
      const run = clone.run('test', '--project', 'unit');
      const last = run.stdout.trimEnd().split('\n').slice(-line.split('\n').length);
      expect(last.join('\n')).toBe(line);
      expect(run.code).toBe(code);
      expect((await clone.calls()).at(-1)).toMatch(/^vitest run .*--project unit$/);
    }
  });
});

/** Writes nothing, a minute from now. */
async function touch(path: string): Promise<void> {
  const later = new Date(Date.now() + 60_000);
  await utimes(path, later, later);
}

function expectBuilt({ code, stdout, stderr }: ReturnType<Clone['run']>): void {
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Try next');
}
