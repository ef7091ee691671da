import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createAffinity, processTree } from '../../src/cli/browser/affinity.ts';

async function commandOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
}

/** A machine may be busy. */
const PATIENT = { timeout: 20_000, interval: 20 };

describe.runIf(process.platform === 'linux')('processors for the browser', () => {
  it('are left alone where there is no taskset', async () => {
    expect(await createAffinity({ PATH: '/nonexistent' })).toBeUndefined();
    expect(await createAffinity({})).toBeUndefined();
  });

  it('are left alone where taskset speaks another dialect', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stillmotion-taskset-'));
    await writeFile(join(folder, 'taskset'), '#!/bin/sh\nexit 1\n');
    await chmod(join(folder, 'taskset'), 0o755);
    expect(await createAffinity({ PATH: folder })).toBeUndefined();
    await rm(folder, { recursive: true });
  });

  it('are one to start with, while the software renderer counts them all', async () => {
    const affinity = await createAffinity();
    // Without util-linux there is nothing to check.
    if (affinity === undefined) return;
    const whole = affinity.wrap({ path: '/opt/browser', shell: false });
    expect(whole.path).toMatch(/taskset$/);
    expect(whole.args).toEqual(['-c', expect.stringMatching(/^\d+$/), '/opt/browser']);
    const shell = affinity.wrap({ path: '/opt/shell', shell: true });
    expect(shell.path).toBe('/opt/shell');
    expect(shell.args).toEqual([expect.stringMatching(/^--zygote-cmd-prefix=\/.*taskset -c \d+$/)]);
    expect(Number(affinity.env['LP_NUM_THREADS'])).toBeGreaterThan(0);
  });

  it('are given early to none that may yet fork a page', async () => {
    const affinity = await createAffinity();
    // There is nothing to be told apart.
    if (affinity === undefined || affinity.processors < 2) return;
    const { path, args } = affinity.wrap({ path: 'sh', shell: false });
    const kinds = [
      '--type=gpu-process',
      '--type=zygote',
      '--type=zygote --no-zygote-sandbox',
      '--type=renderer',
      '--just-forked',
    ];
    const children = kinds.map((kind) => `sh -c 'sleep 60; :' x ${kind} &`).join(' ');
    const root = spawn(path, [...args, '-c', `${children} wait`], {
      detached: true,
      stdio: 'ignore',
    });
    const pid = root.pid ?? 0;
    try {
      // A child that is forked and not yet another program is still called as its parent.
      await vi.waitFor(async () => {
        const commands = await Promise.all((await processTree(pid)).map(commandOf));
        expect(commands.filter((each) => each.startsWith('sleep'))).toHaveLength(kinds.length);
      }, PATIENT);
      await affinity.widen(pid, 'early');
      const told = await Promise.all(
        (await processTree(pid)).map(async (each) => {
          const command = await commandOf(each);
          const status = await readFile(`/proc/${each}/status`, 'utf8');
          const isWide = !/^Cpus_allowed_list:\s*\d+$/m.test(status);
          return `${isWide ? 'wide' : 'one'} ${/--[a-z].*/.exec(command)?.[0].trim() ?? command.trim()}`;
        }),
      );
      expect(
        told.filter((each) => each.includes(' --') && !each.includes('wait')).toSorted(),
      ).toEqual([
        'one --just-forked',
        'one --type=renderer',
        'one --type=zygote',
        'wide --type=gpu-process',
        'wide --type=zygote --no-zygote-sandbox',
      ]);
      expect(told[0]).toMatch(/^wide/);
    } finally {
      process.kill(-pid, 'SIGKILL');
      await once(root, 'close');
    }
  });

  it('are given to all processes below the browser, by the parent that each names', async () => {
    const shell = spawn('sh', ['-c', 'sh -c "read x; :"; :'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await vi.waitFor(
      async () => expect(await processTree(shell.pid ?? 0)).toHaveLength(2),
      PATIENT,
    );
    const [first, below] = await processTree(shell.pid ?? 0);
    expect(first).toBe(shell.pid);
    expect(await readFile(`/proc/${below}/cmdline`, 'utf8')).toContain('read x');
    shell.stdin.end();
    await once(shell, 'close');
    expect(await processTree(shell.pid ?? 0)).toEqual([shell.pid]);
  });
});
