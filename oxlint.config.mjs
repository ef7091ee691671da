// What the linter holds; `npm run check` hands it this file. Beside the usual rules: whole folders import what
// BORDERS names for them and nothing else of ours, and each thing of others' comes in at one place.

/** Folders of src, and what each may import besides itself: folders or files of src. */
const BORDERS = {
  core: [],
  motions: ['core'],
  effects: ['core', '../shaders'],
  codecs: ['core'],
  containers: ['core', 'codecs'],
  film: ['core', 'motions', 'effects', 'codecs', 'containers', '../package.json'],
  titles: ['core', 'film'],
  gl: ['core', 'motions', 'effects', 'film', 'titles', '../shaders'],
  engines: ['core', 'motions', 'film', 'titles', 'gl', '../shaders'],
  verify: ['core', 'codecs', 'containers', 'film'],
  renderers: ['core', 'effects', 'codecs', 'film', 'titles', 'gl', 'engines'],
  player: ['core', 'film', 'titles', 'gl', 'renderers'],
  'html-player': ['core', 'film', 'titles', 'gl', 'verify', 'renderers', 'player'],
  headless: ['core', 'containers', 'film', 'gl', 'verify', 'render.ts'],
  page: 'core motions effects codecs containers film verify player render.ts export.ts'.split(' '),
  cli: 'core motions effects codecs containers film verify headless/protocol.ts ../package.json'.split(
    ' ',
  ),
};

/** Folders within a folder, of which each may import those before it; what lies beside them stands on all. */
const FLOORS = {
  page: [
    'styles',
    'ui',
    'project',
    'controls',
    'layers',
    'code',
    'cards',
    'open',
    'stack',
    'settings',
    'choose',
    'stage',
    'time',
    'sound',
    'export',
    'share',
    'compare',
    'lab',
  ],
  cli: [
    'terminal',
    'files',
    'browser',
    'output',
    'options',
    'session',
    'checkpoint',
    'film',
    'shard',
    'batch',
    'doctor',
    'server',
    'completion',
    'commands',
  ],
};

/** The folder that runs in Node; all others run in browsers. */
const IN_NODE = 'cli';

/** Packages of others, and the files that may import them. */
const OUTSIDE = {
  regl: ['src/gl/context.ts'],
  'mp4-muxer': ['src/containers/mp4/write.ts'],
  mediabunny: ['src/containers/mediabunny/*.ts'],
  gifenc: ['src/codecs/gif/encode.ts'],
  'puppeteer-core': ['src/cli/browser/devtools.ts', 'src/cli/browser/load-page.ts'],
  commander: ['src/cli/options/command-options.ts', 'src/cli/program.ts'],
};

/** Overrides for a folder's own files, and for those in folders of it, two deep. */
function borderOf(folder, allowed) {
  return [1, 2, 3].map((depth) => {
    const files = `src/${folder}/${'*/'.repeat(depth - 1)}*.ts`;
    return restrict([files], borderPattern(folder, allowed, depth));
  });
}

function borderPattern(folder, allowed, depth) {
  const nodes = folder === IN_NODE ? [] : ['node:*'];
  return {
    group: [...shut(depth), ...nodes, ...allowed.flatMap((name) => open(name, depth))],
    message: `src/${folder} may import ${allowed.join(', ') || 'itself alone'}: see BORDERS.`,
  };
}

/** Overrides for the folders within a folder. */
function floorsOf(folder, floors) {
  return ['*', ...floors].map((floor, place) => {
    const below = floors.slice(0, Math.max(0, place - 1));
    const { group, message } = borderPattern(folder, BORDERS[folder], 2);
    return restrict([`src/${folder}/${floor}/*.ts`], {
      group: [...shut(1), ...group, ...below.flatMap((name) => open(name, 1))],
      message: `${message} In it ${floor} may import ${below.join(', ') || 'itself alone'}: see FLOORS.`,
    });
  });
}

/** Everything that lies so many folders up. */
function shut(depth) {
  const up = '../'.repeat(depth);
  return [`${up}*`, `${up}**`];
}

function open(name, depth) {
  const path = '../'.repeat(depth) + name;
  return [`!${path}`, `!${path}/**`];
}

/** @param entered packages that these files may import */
function restrict(files, pattern, entered = []) {
  const paths = Object.entries(OUTSIDE)
    .filter(([name]) => !entered.includes(name))
    .map(([name, homes]) => ({
      name,
      message: `${homes.join(' and ')} alone may import ${name}.`,
    }));
  const patterns = pattern ? [pattern] : [];
  return { files, rules: { 'no-restricted-imports': ['error', { paths, patterns }] } };
}

/** A package's own files: within the borders of their folder, with that package. */
function entrances(borders) {
  return Object.entries(OUTSIDE).flatMap(([name, homes]) =>
    homes.map((home) => {
      const exact = home.replace(/[^/]+$/, '*.ts');
      const anyFloor = exact.replace(/^(src\/[^/]+\/)[^/]+\//, '$1*/');
      const { rules } = [exact, anyFloor]
        .map((folder) => borders.find(({ files }) => files.includes(folder)))
        .find((border) => border !== undefined);
      const [pattern] = rules['no-restricted-imports'][1].patterns;
      return restrict([home], pattern, [name]);
    }),
  );
}

const borders = Object.entries(BORDERS).flatMap(([folder, allowed]) => borderOf(folder, allowed));
const floors = Object.entries(FLOORS).flatMap(([folder, names]) => floorsOf(folder, names));

export default {
  plugins: ['typescript', 'import', 'unicorn', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'node_modules', 'packages'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-unassigned-import': 'off',
    'unicorn/prefer-node-protocol': 'error',
    'max-lines': ['error', 300],
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'no-unmodified-loop-condition': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/no-standalone-expect': 'off',
    'import/no-named-as-default-member': 'off',
  },
  overrides: [
    restrict(['src/**/*.ts'], {
      group: ['node:*', './cli/**', './page/**'],
      message: 'What is no folder of its own is for browsers, and nothing stands on cli or page.',
    }),
    ...borderOf('*', []),
    ...borders,
    ...floors,
    ...entrances([...borders, ...floors]),
    { files: ['benchmarks/**/*.ts', 'test/**'], rules: { 'no-restricted-imports': 'off' } },
    { files: ['test/**'], rules: { 'max-lines': 'off' } },
  ],
};
