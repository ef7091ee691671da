import type { BrowserCandidate } from './find.ts';

/** What each browser is started with, and why. */
const FLAGS = [
  // Nobody looks at it, and nobody has used it before.
  '--hide-scrollbars',
  '--mute-audio',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-search-engine-choice-screen',
  '--disable-infobars',
  '--enable-automation',
  // It asks for no keyring: there is no password.
  '--password-store=basic',
  '--use-mock-keychain',
  // It works as fast as it can, though nobody looks.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
  // It is our deadline that ends it, and we who say why.
  '--disable-hang-monitor',
  '--disable-breakpad',
  '--disable-crash-reporter',
  // /dev/shm is small in containers.
  '--disable-dev-shm-usage',
  // Nothing outside this machine is ever looked up: our page comes through the pipe.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  // The same picture on every machine.
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  // The page collects what the browser itself would leave for long: src/headless/main.ts.
  '--js-flags=--expose-gc',
] as const;

/**
 * Of a headless shell: what it remembers of our page goes with it, so none of it is written to the disk.
 * A whole browser would open a second window.
 */
const SHELL_FLAGS = ['--incognito'] as const;

/**
 * Of one on Linux: a process fewer to start. There it has no sandbox around the one for the network (its
 * --service-sandbox-type says none), and nothing comes from the network. Where there is one, or may be one day, it
 * stays.
 */
const LINUX_SHELL_FLAGS = ['--enable-features=NetworkServiceInProcess2'] as const;

/**
 * The flags of a browser that talks through a pipe.
 *
 * @param graphics flags of what is to draw
 */
export function browserFlags(
  { shell }: BrowserCandidate,
  graphics: readonly string[],
  sandbox: boolean,
): string[] {
  return [
    shell ? '--headless' : '--headless=new',
    ...FLAGS,
    ...(shell ? SHELL_FLAGS : []),
    ...(shell && process.platform === 'linux' ? LINUX_SHELL_FLAGS : []),
    ...graphics,
    ...(sandbox ? [] : ['--no-sandbox']),
  ];
}
