import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'optionalDependencies',
  Record<string, string>
>;
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Free licences; the font's is its own, after Bitstream Vera, and free as well. */
const LICENCES = /^(0BSD|Apache-2\.0|BSD-[23]-Clause|ISC|MIT|MPL-2\.0)$/;
const FONT = 'node_modules/dejavu-fonts-ttf';

describe('supply chain', () => {
  it('no package runs anything when it is installed, and neither do we', () => {
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    const own = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
    expect(own.filter((name) => name in manifest.scripts)).toEqual([]);
  });

  it('each package has its version and checksum in the lock file, and a free licence', () => {
    for (const [path, { license = '', version, resolved, integrity }] of packages) {
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
      expect(integrity).toMatch(/^sha512-/);
      // From the registry, whichever that is where it is installed, and from nowhere else.
      expect(resolved).toBeUndefined();
      if (path !== FONT) expect(license).toMatch(LICENCES);
    }
  });

  it('each dependency in production stands in docs/dependencies.md with its reason', () => {
    const listed = read('docs/dependencies.md');
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(names.filter((name) => !new RegExp(`^\\| ${name}\\b`, 'm').test(listed))).toEqual([]);
  });

  it('the package holds what is needed, and nothing else', () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const packed = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    const [{ files } = { files: [] }] = JSON.parse(packed) as { files: { path: string }[] }[];
    const paths = files.map(({ path }) => path);
    const needed = ['LICENSE', 'README.md', 'package.json', 'dist/cli.js', 'dist/index.js'];
    expect(paths).toEqual(expect.arrayContaining([...needed, 'dist/page/headless.html']));
    const expected = /^(dist\/.*|LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md|package\.json)$/;
    expect(paths.filter((path) => !expected.test(path))).toEqual([]);
    expect(paths.filter((path) => /test|fixture|\.map$|bench/.test(path))).toEqual([]);
  });
});
