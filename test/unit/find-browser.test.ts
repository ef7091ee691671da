import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedChromium, embeddedUnavailable } from '../../src/cli/browser/embedded.ts';
import { findBrowser, type Machine } from '../../src/cli/browser/find.ts';

// Files share their modules: this one loads its own, with those below in them, and leaves none.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

// Unpacking has tests of its own; here it counts only whether the embedded browser is chosen.
vi.mock('../../src/cli/browser/embedded.ts', () => ({
  embeddedChromium: vi.fn(),
  embeddedUnavailable: vi.fn(),
}));

/** A machine with nothing on it: every folder that is searched lies below a temporary one. */
let root: string;
let machine: Machine;
let environment: Record<string, string>;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'stillmotion-find-'));
  machine = { platform: 'linux', arch: 'x64', superuser: true, root };
  environment = { HOME: join(root, 'home'), PATH: `${join(root, 'bin')}:${join(root, 'sbin')}` };
  vi.mocked(embeddedUnavailable).mockReturnValue('it is switched off');
  vi.mocked(embeddedChromium).mockResolvedValue({ path: '/cache/chromium', env: { A: 'b' } });
});

afterEach(() => rm(root, { recursive: true, force: true }));

const find = (choice?: string) => findBrowser(choice, environment, { machine });

async function executable(place: string, text = '#!/bin/sh\n'): Promise<string> {
  const path = join(root, place);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

const cachedShell = (version: string) =>
  `home/.cache/puppeteer/chrome-headless-shell/linux-${version}/chrome-headless-shell-linux64/chrome-headless-shell`;
const cachedChrome = (version: string) =>
  `home/.cache/puppeteer/chrome/linux-${version}/chrome-linux64/chrome`;

describe('the order in which browsers are looked for', () => {
  it('goes from --browser over the environment, the cache and the system to the embedded', async () => {
    const option = await executable('mine/chrome');
    environment['STILLMOTION_BROWSER'] = await executable('ours/chrome');
    environment['PUPPETEER_EXECUTABLE_PATH'] = await executable('theirs/chrome');
    const cached = await executable(cachedChrome('147.0.1.0'));
    const installed = await executable('bin/google-chrome');
    vi.mocked(embeddedUnavailable).mockReturnValue(undefined);
    expect(await find(option)).toMatchObject({ path: option, source: 'option' });
    expect(await find()).toMatchObject({ path: join(root, 'ours/chrome'), source: 'environment' });
    delete environment['STILLMOTION_BROWSER'];
    expect(await find()).toMatchObject({ path: join(root, 'theirs/chrome') });
    delete environment['PUPPETEER_EXECUTABLE_PATH'];
    expect(await find()).toMatchObject({ path: cached, source: 'puppeteer cache' });
    await rm(cached);
    expect(await find()).toMatchObject({ path: installed, source: 'system' });
    await rm(installed);
    const embedded = { path: '/cache/chromium', source: 'embedded', shell: true, env: { A: 'b' } };
    expect(await find()).toEqual(embedded);
  });

  it('takes an empty variable for one that is not set', async () => {
    environment['STILLMOTION_BROWSER'] = '';
    environment['PUPPETEER_EXECUTABLE_PATH'] = '';
    const installed = await executable('bin/chromium');
    expect(await find()).toMatchObject({ path: installed });
  });
});

describe('a browser that is named', () => {
  it('may be a command on PATH, the first one counting', async () => {
    const first = await executable('bin/my-chrome');
    await executable('sbin/my-chrome');
    expect(await find('my-chrome')).toMatchObject({ path: first, source: 'option', env: {} });
  });

  it('is known for a headless shell by its own name or by what it links to', async () => {
    const shell = await executable('mine/chrome-headless-shell');
    const link = join(root, 'mine/browser');
    await symlink(shell, link);
    expect(await find(shell)).toMatchObject({ shell: true });
    expect(await find(link)).toMatchObject({ path: link, shell: true });
    expect(await find(await executable('mine/headless_shell'))).toMatchObject({ shell: true });
    expect(await find(await executable('mine/chrome'))).toMatchObject({ shell: false });
  });

  it('is never passed over in silence when it can not be used', async () => {
    await executable('bin/chromium');
    await writeFile(join(root, 'text'), 'no program');
    const errors = [
      { choice: '/none', says: '--browser names the browser /none, but there is no such file' },
      { choice: root, says: 'but that is a folder' },
      { choice: join(root, 'text'), says: 'but that file may not be executed' },
      { choice: 'chrmium', says: 'but no such command is on PATH' },
      { choice: '', says: 'but no such command is on PATH' },
    ];
    for (const { choice, says } of errors) {
      const message: unknown = expect.stringContaining(says);
      await expect(find(choice)).rejects.toMatchObject({ code: 'browser-not-found', message });
    }
    environment['PUPPETEER_EXECUTABLE_PATH'] = '/none';
    await expect(find()).rejects.toThrow('PUPPETEER_EXECUTABLE_PATH names the browser /none, but');
    environment['STILLMOTION_BROWSER'] = '/none';
    await expect(find()).rejects.toThrow('STILLMOTION_BROWSER names the browser /none, but');
    await expect(find()).rejects.toThrow('It takes the path of an executable, a command, embedded');
  });

  it('as system is an installed one and no other', async () => {
    await executable(cachedShell('147.0.1.0'));
    vi.mocked(embeddedUnavailable).mockReturnValue(undefined);
    await expect(find('system')).rejects.toMatchObject({ code: 'browser-not-found' });
    const installed = await executable('bin/chromium');
    expect(await find('system')).toMatchObject({ path: installed, source: 'system' });
    environment['STILLMOTION_BROWSER'] = 'system';
    expect(await find()).toMatchObject({ path: installed, source: 'system' });
  });

  it.for<[number, RegExp[]]>([
    [149, []],
    [
      150,
      [/embedded Chromium is version 147.*, 3 behind .*bin\/chromium \(150\).*--browser system/],
    ],
  ])('as embedded is noted for its age beside an installed %i', async ([major, says]) => {
    await executable(
      'bin/chromium',
      `#!/bin/sh\necho Chromium ${major}.0.8078.108 built on Debian\n`,
    );
    vi.mocked(embeddedUnavailable).mockReturnValue(undefined);
    const notes: string[] = [];
    await findBrowser('embedded', environment, { machine, onNote: (text) => notes.push(text) });
    expect(notes).toEqual(says.map((each) => expect.stringMatching(each) as unknown));
    // Unasked it is never taken before an installed one.
    expect(await find()).toMatchObject({ path: join(root, 'bin/chromium') });
  });

  it('as embedded is that one and no other', async () => {
    await executable('bin/chromium');
    await expect(find('embedded')).rejects.toThrow('embedded Chromium: it is switched off');
    vi.mocked(embeddedUnavailable).mockReturnValue(undefined);
    expect(await find('embedded')).toMatchObject({ path: '/cache/chromium', source: 'embedded' });
    environment['STILLMOTION_BROWSER'] = 'embedded';
    expect(await find()).toMatchObject({ path: '/cache/chromium', source: 'embedded' });
  });
});

describe("puppeteer's cache", () => {
  it('gives the newest version, a headless shell before any Chrome', async () => {
    await executable(cachedChrome('200.0.0.0'));
    await executable(cachedShell('99.0.4844.51'));
    const newest = await executable(cachedShell('147.0.7727.9'));
    await executable(cachedShell('147.0.7727.8'));
    expect(await find()).toMatchObject({ path: newest, shell: true });
  });

  it('passes over a version whose download was broken off', async () => {
    const whole = await executable(cachedChrome('146.0.0.0'));
    await mkdir(dirname(join(root, cachedChrome('147.0.0.0'))), { recursive: true });
    expect(await find()).toMatchObject({ path: whole, shell: false });
  });

  it('lies where PUPPETEER_CACHE_DIR says', async () => {
    const path = await executable('elsewhere/chrome/linux-147.0.0.0/chrome-linux64/chrome');
    environment['PUPPETEER_CACHE_DIR'] = join(root, 'elsewhere');
    expect(await find()).toMatchObject({ path, source: 'puppeteer cache' });
  });

  it.each([
    ['darwin', 'arm64', 'mac_arm', 'chrome-headless-shell-mac-arm64/chrome-headless-shell'],
    ['win32', 'x64', 'win64', 'chrome-headless-shell-win64/chrome-headless-shell.exe'],
  ])('is read on %s %s', async (platform, arch, prefix, place) => {
    environment['USERPROFILE'] = join(root, 'home');
    machine = { ...machine, platform, arch };
    const cache = 'home/.cache/puppeteer/chrome-headless-shell';
    const path = await executable(`${cache}/${prefix}-147.0.0.0/${place}`);
    expect(await find()).toMatchObject({ path, shell: true });
  });
});

describe('an installed browser', () => {
  it('is a headless shell where there is one, then Chrome, Chromium, Edge', async () => {
    const inOrder = [
      'usr/lib/chromium/chromium-headless-shell',
      'bin/chrome-headless-shell',
      'opt/google/chrome/chrome',
      'bin/chromium',
      'bin/microsoft-edge',
      'snap/bin/chromium',
    ];
    for (const place of inOrder) await executable(place);
    for (const place of inOrder) {
      expect(await find()).toMatchObject({ path: join(root, place), source: 'system' });
      await rm(join(root, place));
    }
  });

  it("is not Ubuntu's script that only asks for a snap", async () => {
    const stub = '#!/bin/sh\n[ -x /snap/bin/chromium ] || { echo "needs the snap"; exit 1; }\n';
    const path = await executable('bin/chromium-browser', stub);
    await expect(find()).rejects.toMatchObject({ code: 'browser-not-found' });
    await expect(find(path)).rejects.toThrow('that only asks for the snap, /snap/bin/chromium');
    await executable('bin/chromium-browser');
    expect(await find()).toMatchObject({ path });
  });

  it('lies in one of the Applications folders on macOS', async () => {
    machine = { ...machine, platform: 'darwin', arch: 'arm64' };
    const edge = await executable('Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
    expect(await find()).toMatchObject({ path: edge });
    const chrome = 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const own = await executable(`home/${chrome}`);
    expect(await find()).toMatchObject({ path: own });
    const shared = await executable(chrome);
    expect(await find()).toMatchObject({ path: shared });
  });

  it("lies in one of Windows' program folders", async () => {
    machine = { ...machine, platform: 'win32' };
    environment['USERPROFILE'] = join(root, 'home');
    environment['ProgramFiles(x86)'] = join(root, 'Program Files (x86)');
    environment['LOCALAPPDATA'] = join(root, 'Local');
    const edge = 'Program Files (x86)/Microsoft/Edge/Application/msedge.exe';
    const installed = await executable(edge);
    expect(await find()).toMatchObject({ path: installed });
    const chrome = await executable('Local/Google/Chrome/Application/chrome.exe');
    expect(await find()).toMatchObject({ path: chrome });
  });
});

describe('finding no browser', () => {
  const remedyOn = async (release: string, on: Partial<Machine> = {}): Promise<string> => {
    machine = { ...machine, ...on };
    await mkdir(join(root, 'etc'), { recursive: true });
    await writeFile(join(root, 'etc/os-release'), release);
    const error: unknown = await find().catch((reason: unknown) => reason);
    return error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : 'no error';
  };

  it('says what was looked for, step by step, with its outcome', async () => {
    await expect(find()).rejects.toMatchObject({
      name: 'StillmotionError',
      code: 'browser-not-found',
      message: [
        'No browser was found:',
        '  --browser, STILLMOTION_BROWSER, PUPPETEER_EXECUTABLE_PATH: not given',
        `  puppeteer's cache ${root}/home/.cache/puppeteer: no Chrome`,
        '  installed Chrome, Chromium or Edge: none on PATH or in the usual folders',
        '  embedded Chromium: it is switched off',
        `To install one: npx @puppeteer/browsers install chrome-headless-shell@stable --path "${root}/home/.cache/puppeteer" --install-deps`,
      ].join('\n'),
    });
  });

  it('names the one command that helps on this system', async () => {
    const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nID=debian\n';
    const npx = /^To install one: npx @puppeteer\/browsers install .*puppeteer"$/;
    expect(await remedyOn(debian)).toBe('To install one: apt-get install chromium-headless-shell');
    expect(await remedyOn('ID="alpine"\n')).toBe('To install one: apk add chromium');
    // Ubuntu has no such package: its Chromium is a snap.
    expect(await remedyOn('ID=ubuntu\nID_LIKE=debian\n')).toMatch(/^To install .* --install-deps$/);
    expect(await remedyOn(debian, { superuser: false })).toContain('sudo apt-get install');
    expect(await remedyOn('ID=fedora\n', { superuser: false })).toMatch(npx);
    expect(await remedyOn('', { platform: 'darwin', arch: 'arm64' })).toMatch(npx);
  });
});
