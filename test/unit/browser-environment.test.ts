import { afterAll, describe, expect, it, vi } from 'vitest';
import { browserEnvironment } from '../../src/cli/browser/environment.ts';
import { homeFolder } from '../../src/cli/browser/home.ts';

// Other files of this worker may have loaded it, with the system's own.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

const homedir = vi.hoisted(() => vi.fn(() => '/home/ann'));
vi.mock('node:os', async (original) => ({ ...(await original<object>()), homedir }));

describe('what a browser gets of our environment', () => {
  it.for([
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'NPM_CONFIG__AUTH',
    'SSH_AUTH_SOCK',
    'SSLKEYLOGFILE',
    'GOOGLE_API_KEY',
    'HTTPS_PROXY',
    'LD_PRELOAD',
    'NODE_OPTIONS',
    'MY_HOME',
    'PATHS',
  ])('is not %s', (name) => {
    expect(browserEnvironment({ [name]: 'secret' })).toEqual({});
  });

  it.for([
    'PATH',
    'Path',
    'HOME',
    'TMPDIR',
    'LC_ALL',
    'XDG_RUNTIME_DIR',
    'LIBGL_ALWAYS_SOFTWARE',
    'LP_NUM_THREADS',
    '__EGL_VENDOR_LIBRARY_FILENAMES',
    'LD_LIBRARY_PATH',
    'FONTCONFIG_FILE',
    'SystemRoot',
    'ProgramFiles(x86)',
    'STILLMOTION_CACHE',
  ])('is %s, as it is', (name) => {
    expect(browserEnvironment({ [name]: 'a value' })).toEqual({ [name]: 'a value' });
  });
});

describe('the home folder', () => {
  it('is what the environment says, or else the system', () => {
    expect(homeFolder({ HOME: '/h', USERPROFILE: '/u' }, 'linux')).toBe('/h');
    expect(homeFolder({ HOME: '/h', USERPROFILE: '/u' }, 'win32')).toBe('/u');
    expect(homeFolder({ HOME: '' }, 'linux')).toBe('/home/ann');
  });

  it('is none for a user whom the system doesn’t know', () => {
    homedir.mockImplementationOnce(() => {
      throw new Error('A system error occurred: uv_os_homedir returned ENOENT');
    });
    expect(homeFolder({}, 'linux')).toBe(undefined);
  });
});
