import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  /** Where a workspace stands, which is ours. */
  readonly link?: boolean;
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'optionalDependencies',
  Record<string, string>
>;
const ours = { ...manifest.dependencies, ...manifest.optionalDependencies };
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
/** Those of others: the root and the workspace are ours. */
const packages = Object.entries(lock.packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);

/** Free licences. */
const LICENCES = /^(0BSD|Apache-2\.0|BSD-[23]-Clause|CC0-1\.0|ISC|MIT|MPL-2\.0)$/;
/** Free as well: the font's is its own, after Bitstream Vera; those of the S3 server in tests, MIT, stand in their texts alone. */
const UNNAMED = ['dejavu-fonts-ttf', 'busboy', 'humanize-number', 'only', 'streamsearch'];

describe('supply chain', () => {
  it('no package runs anything when it is installed, and neither do we', () => {
    const brought = closureOf(Object.keys(ours));
    expect(brought.size).toBeGreaterThan(Object.keys(ours).length);
    expect([...brought].filter((path) => lock.packages[path]?.hasInstallScript)).toEqual([]);
    // The workspace's have one: whoever clones is kept from it.
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const own = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
    expect(own.filter((name) => name in manifest.scripts)).toEqual([]);
  });

  it('each package has its version and checksum in the lock file, and a free licence', () => {
    for (const [path, { license = '', version, resolved, integrity }] of packages) {
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
      expect(integrity).toMatch(/^sha512-/);
      // From the registry, whichever that is where it is installed, and from nowhere else.
      expect(resolved).toBeUndefined();
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (!UNNAMED.includes(name)) expect(license).toMatch(LICENCES);
    }
  });

  it('each dependency in production stands in docs/dependencies.md with its reason', () => {
    const listed = read('docs/dependencies.md');
    expect(
      Object.keys(ours).filter((name) => !new RegExp(`^\\| ${name}\\b`, 'm').test(listed)),
    ).toEqual([]);
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

/** Paths in the lock file of packages and of all that they bring, as a user of ours installs them. */
function closureOf(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const add = (name: string, from: string): void => {
    const path = pathOf(name, from);
    // An optional part for another kind of machine may be missing.
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = lock.packages[path] ?? {};
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) add(next, path);
  };
  for (const name of names) add(name, '');
  return found;
}

/** Where Node finds a package that another one asks for: beside it, or the next folder up. */
function pathOf(name: string, from: string): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in lock.packages) return path;
    if (folder === '') return undefined;
  }
}
