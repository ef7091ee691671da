import { access, constants, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, delimiter, join, resolve } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { sayIfOutdated } from './age.ts';
import { embeddedChromium, embeddedUnavailable } from './embedded.ts';
import { homeFolder } from './home.ts';

/** A browser executable to try, and what has to be in its environment. */
export interface BrowserCandidate {
  readonly path: string;
  readonly source: 'option' | 'environment' | 'puppeteer cache' | 'system' | 'embedded';
  /** True for chrome-headless-shell builds (fast start; old headless mode). */
  readonly shell: boolean;
  /** Extra environment for the browser process alone. */
  readonly env: Readonly<Record<string, string>>;
}

/** The machine that is searched. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly superuser: boolean;
  /** Where absolute paths begin: '/', or a folder that stands for it. */
  readonly root: string;
}

interface FindBrowserOptions {
  /** Told one line before the work that takes seconds (unpacking the embedded browser). */
  readonly onNote?: ((text: string) => void) | undefined;
  readonly machine?: Machine | undefined;
}

interface Search {
  readonly environment: NodeJS.ProcessEnv;
  readonly machine: Machine;
  readonly home: string | undefined;
  readonly onNote: ((text: string) => void) | undefined;
}

/** Gives a browser, or else the line that says what was looked for in vain. */
type Step = (search: Search) => Promise<BrowserCandidate | string>;

/**
 * Where browsers are installed, the preferred ones first. A bare name is looked up on PATH, `~` is
 * the home folder, `%…%` a variable of the environment.
 */
const INSTALLED: Readonly<Record<string, string>> = {
  // Debian's headless shell comes before its name on PATH, a script that does not pass signals on.
  // A snap comes last, because it does not see every folder.
  linux: `/usr/lib/chromium/chromium-headless-shell
    chromium-headless-shell
    chrome-headless-shell
    /usr/lib64/chromium-browser/headless_shell
    google-chrome-stable
    google-chrome
    /opt/google/chrome/chrome
    chromium
    chromium-browser
    microsoft-edge-stable
    microsoft-edge
    /opt/microsoft/msedge/msedge
    google-chrome-beta
    /snap/bin/chromium`,
  darwin: `chrome-headless-shell
    /Applications/Google Chrome.app/Contents/MacOS/Google Chrome
    ~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome
    /Applications/Chromium.app/Contents/MacOS/Chromium
    ~/Applications/Chromium.app/Contents/MacOS/Chromium
    /Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  win32: `chrome-headless-shell.exe
    %ProgramFiles%/Google/Chrome/Application/chrome.exe
    %ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe
    %LOCALAPPDATA%/Google/Chrome/Application/chrome.exe
    %LOCALAPPDATA%/Chromium/Application/chrome.exe
    %ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe
    %ProgramFiles%/Microsoft/Edge/Application/msedge.exe`,
};

const MAC_CHROME = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
/** Puppeteer's cache: `<browser>/<prefix>-<version>/<browser>-<folder>/<executable>`. */
const CACHED: Readonly<Record<string, { prefix: string; folder: string; chrome: string }>> = {
  'linux x64': { prefix: 'linux', folder: 'linux64', chrome: 'chrome' },
  'darwin arm64': { prefix: 'mac_arm', folder: 'mac-arm64', chrome: MAC_CHROME },
  'darwin x64': { prefix: 'mac', folder: 'mac-x64', chrome: MAC_CHROME },
  'win32 x64': { prefix: 'win64', folder: 'win64', chrome: 'chrome.exe' },
  'win32 arm64': { prefix: 'win64', folder: 'win64', chrome: 'chrome.exe' },
  'win32 ia32': { prefix: 'win32', folder: 'win32', chrome: 'chrome.exe' },
};

/** What installs a browser where the distribution has a good one, or Google has none for it. */
const PACKAGES: Readonly<Record<string, string>> = {
  debian: 'apt-get install chromium-headless-shell',
  raspbian: 'apt-get install chromium-headless-shell',
  alpine: 'apk add chromium',
  'ubuntu arm64': 'snap install chromium',
};

/**
 * The browser to start.
 * @param choice the value of --browser: 'embedded', 'system', a path or a command on PATH;
 *   undefined for the resolution order.
 * @throws StillmotionError 'browser-not-found' saying what was looked for, 'browser-failed' where
 *   the embedded browser can't be unpacked.
 */
export async function findBrowser(
  choice: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  options: FindBrowserOptions = {},
): Promise<BrowserCandidate> {
  const machine = options.machine ?? thisMachine();
  const home = homeFolder(environment, machine.platform);
  const search = { environment, machine, home, onNote: options.onNote };
  return firstFound(stepsFor(choice, environment), search);
}

function thisMachine(): Machine {
  const { platform, arch } = process;
  return { platform, arch, superuser: process.getuid?.() === 0, root: '/' };
}

function stepsFor(choice: string | undefined, environment: NodeJS.ProcessEnv): readonly Step[] {
  const own = environment['STILLMOTION_BROWSER'] || undefined;
  const value = choice ?? own;
  if (value === 'system') return [installed];
  if (value === 'embedded') return [embedded];
  if (choice !== undefined) return [named('--browser', choice, 'option')];
  if (own) return [named('STILLMOTION_BROWSER', own, 'environment')];
  const puppeteers = environment['PUPPETEER_EXECUTABLE_PATH'];
  if (puppeteers) return [named('PUPPETEER_EXECUTABLE_PATH', puppeteers, 'environment')];
  return [nothingNamed, cachedByPuppeteer, installed, embedded];
}

async function firstFound(steps: readonly Step[], search: Search): Promise<BrowserCandidate> {
  const outcomes: string[] = [];
  for (const step of steps) {
    const found = await step(search);
    if (typeof found !== 'string') return found;
    outcomes.push(found);
  }
  const looked = outcomes.map((outcome) => `  ${outcome}\n`).join('');
  const message = `No browser was found:\n${looked}To install one: ${await remedy(search)}`;
  throw new StillmotionError('browser-not-found', message);
}

const nothingNamed: Step = async () =>
  '--browser, STILLMOTION_BROWSER, PUPPETEER_EXECUTABLE_PATH: not given';

function named(by: string, value: string, source: 'option' | 'environment'): Step {
  return async ({ environment }) => {
    const isPath = basename(value) !== value;
    const path = await firstExecutable(isPath ? [resolve(value)] : onPath(value, environment));
    if (path !== undefined) return candidate(path, source);
    const trouble = isPath ? await whyNotExecutable(value) : 'no such command is on PATH';
    const message = `${by} names the browser ${value}, but ${trouble}. `;
    const expected = 'It takes the path of an executable, a command, embedded or system.';
    throw new StillmotionError('browser-not-found', message + expected);
  };
}

const cachedByPuppeteer: Step = async (search) => {
  const cache = puppeteerCache(search);
  if (cache === undefined) return "puppeteer's cache: there is no home folder";
  const { platform, arch } = search.machine;
  const layout = CACHED[`${platform} ${arch}`];
  if (layout === undefined) return `puppeteer's cache: has no Chrome for ${platform} ${arch}`;
  const shell = platform === 'win32' ? 'chrome-headless-shell.exe' : 'chrome-headless-shell';
  const families = Object.entries({ 'chrome-headless-shell': shell, chrome: layout.chrome });
  const paths = families.map(async ([family, executable]) => {
    const folders = await versions(join(cache, family), layout.prefix);
    return folders.map((folder) => join(folder, `${family}-${layout.folder}`, executable));
  });
  const path = await firstExecutable((await Promise.all(paths)).flat());
  return path ? candidate(path, 'puppeteer cache') : `puppeteer's cache ${cache}: no Chrome`;
};

function puppeteerCache({ environment, home }: Search): string | undefined {
  return environment['PUPPETEER_CACHE_DIR'] || (home && join(home, '.cache', 'puppeteer'));
}

/** Folders such as `linux-147.0.7727.56`, the newest first. */
async function versions(folder: string, prefix: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const ours = names.filter((name) => name.startsWith(`${prefix}-`));
  ours.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return ours.map((name) => join(folder, name));
}

const installed: Step = async (search) => {
  const path = await findInstalled(search);
  if (path !== undefined) return candidate(path, 'system');
  return 'installed Chrome, Chromium or Edge: none on PATH or in the usual folders';
};

function findInstalled(search: Search): Promise<string | undefined> {
  const places = (INSTALLED[search.machine.platform] ?? '').split(/\n\s*/);
  return firstExecutable(places.flatMap((place) => locate(place, search)));
}

function locate(place: string, { environment, machine, home }: Search): readonly string[] {
  const [start = '', ...rest] = place.split('/');
  if (rest.length === 0) return onPath(place, environment);
  if (start === '') return [join(machine.root, place)];
  const folder = start === '~' ? home : environment[start.replaceAll('%', '')];
  return folder ? [join(folder, ...rest)] : [];
}

/** The last one, as it is the oldest: any that is installed or cached goes before it unless it is named. */
const embedded: Step = async (search) => {
  const { environment, onNote } = search;
  const reason = embeddedUnavailable();
  if (reason !== undefined) return `embedded Chromium: ${reason}`;
  const other = await findInstalled(search);
  const outdated = other && (await sayIfOutdated(other, environment));
  if (outdated) onNote?.(outdated);
  return { ...(await embeddedChromium(environment, { onNote })), source: 'embedded', shell: true };
};

function onPath(command: string, environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command));
}

async function firstExecutable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if ((await whyNotExecutable(path)) === undefined) return path;
  }
  return undefined;
}

async function whyNotExecutable(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'there is no such file';
  if (!found.isFile()) return 'that is a folder';
  if (await isSnapStub(path)) return 'that only asks for the snap, /snap/bin/chromium';
  const allowed = access(path, constants.X_OK).then(() => true);
  return (await allowed.catch(() => false)) ? undefined : 'that file may not be executed';
}

/** Ubuntu's script in the place of Chromium, which only says that a snap has to be installed. */
async function isSnapStub(path: string): Promise<boolean> {
  if (basename(path) !== 'chromium-browser' || (await stat(path)).size > 4096) return false;
  return (await readFile(path, 'utf8').catch(() => '')).includes('/snap/bin/chromium');
}

async function candidate(path: string, source: BrowserCandidate['source']) {
  const names = [path, await realpath(path)].map((name) => basename(name));
  return { path, source, shell: names.some((name) => /headless[-_]shell/.test(name)), env: {} };
}

/** The one command that brings a browser to this machine. */
async function remedy(search: Search): Promise<string> {
  const { platform, arch, superuser, root } = search.machine;
  const release = await readFile(join(root, 'etc', 'os-release'), 'utf8').catch(() => '');
  const distribution = /^ID="?([\w.-]+)/m.exec(release)?.[1] ?? '';
  const packaged = PACKAGES[`${distribution} ${arch}`] ?? PACKAGES[distribution];
  if (platform === 'linux' && packaged) return superuser ? packaged : `sudo ${packaged}`;
  const dependencies = platform === 'linux' && superuser ? ' --install-deps' : '';
  const shell = 'npx @puppeteer/browsers install chrome-headless-shell@stable';
  const cache = puppeteerCache(search);
  const path = cache === undefined ? '' : ` --path "${cache}"`;
  return `${shell}${path}${dependencies}`;
}
