import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { gzipSync } from 'node:zlib';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { oneFirst, preloadsOfMore } from './scripts/page-files.ts';

/** What the page runs on: the first of each with WebCodecs and OffscreenCanvas. */
const BROWSERS = ['chrome110', 'firefox130', 'safari16.4'];

/** Packages that the command line loads where they are installed: only the embedded browser needs them. */
const NOT_BUNDLED = ['@sparticuz/chromium', 'tar-fs'];

/** A typeface as a module. */
const PACKED = /^(.*\.ttf)\?packed$/;

/** Whether a module is no package's. */
const isOurs = (id: string) => id.includes('/src/') && !id.includes('/node_modules/');

/**
 * Four things are built: the page that draws for the command line, the command line that drives it, the
 * page for people, and the library; and for the benchmark a page and a program of its own. The pages are
 * built apart, as files that they shared would make the first one slower to start.
 */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'cli':
      return {
        publicDir: false,
        ssr: { noExternal: true, external: [...NOT_BUNDLED, ...builtinModules] },
        build: {
          ssr: true,
          outDir: 'dist',
          emptyOutDir: false,
          target: 'node20',
          minify: true,
          license: { fileName: 'cli/LICENSES.md' },
          rolldownOptions: {
            // The command line, and what other programs in Node call in its place.
            input: { cli: 'src/cli/main.ts', node: 'src/cli/node.ts' },
            // What is imported late has a file of its own: one file loads in a third of the time that its
            // modules take.
            output: {
              entryFileNames: '[name].js',
              chunkFileNames: 'cli/[name].js',
              // Node opens all files that one needs at once: where few may be open, a dozen of ours are too many.
              codeSplitting: { groups: [{ name: 'shared', test: isOurs, minShareCount: 2 }] },
            },
            // Of puppeteer the client of the protocol alone is needed, a hundredth of it.
            treeshake: { moduleSideEffects: (id) => !id.includes('/puppeteer-core/') },
          },
        },
      };
    case 'library':
      return {
        base: './',
        publicDir: false,
        plugins: [packedFont(), packedScript()],
        build: {
          outDir: 'dist',
          emptyOutDir: false,
          target: BROWSERS,
          lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
          license: { fileName: 'LICENSES.md' },
          // regl is no ES module: inside, it needs nothing of whoever bundles or serves the library.
          rolldownOptions: {
            external: [/^(gifenc|gl-matrix|mediabunny|mp4-muxer|valibot)(\/|$)/],
            output: { chunkFileNames: '[name].js' },
          },
        },
      };
    case 'benchmark-page':
      return {
        root: 'benchmarks/page',
        publicDir: false,
        plugins: [packedFont(), packedScript()],
        build: { outDir: '../../dist/bench/page', emptyOutDir: true, target: BROWSERS },
      };
    case 'benchmark':
      return {
        publicDir: false,
        build: {
          ssr: 'benchmarks/run.ts',
          outDir: 'dist/bench',
          emptyOutDir: false,
          target: 'node20',
          rolldownOptions: { output: { entryFileNames: 'run.js', codeSplitting: false } },
        },
      };
    case 'headless': {
      // Whatever the page begins with is asked for through a pipe, file by file.
      const settings = page('headless.html', { name: 'shared', test: isOurs, minShareCount: 2 });
      return { ...settings, plugins: [...settings.plugins, bareShaders()] };
    }
    default: {
      const first = oneFirst();
      const { build: usual, ...settings } = page('index.html', first.group);
      const preloads = preloadsOfMore();
      const { resolveDependencies } = preloads;
      return {
        ...settings,
        build: { ...usual, modulePreload: { ...usual.modulePreload, resolveDependencies } },
        plugins: [
          ...settings.plugins,
          bareShaders(),
          bareHtml(),
          first.plugin,
          preloads.plugin,
          offlineWorker(),
        ],
      };
    }
  }
});

function page(input: string, group: Rolldown.CodeSplittingGroup) {
  return {
    base: './',
    publicDir: false as const,
    plugins: [packedFont(), packedScript()],
    // One file: what a worker asks for late isn't seen by whoever keeps the page offline.
    worker: {
      format: 'iife' as const,
      plugins: () => [noFont(), bareShaders()],
      rolldownOptions: { output: { codeSplitting: false } },
    },
    build: {
      outDir: 'dist/page',
      emptyOutDir: false,
      target: BROWSERS,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: [input], output: { codeSplitting: { groups: [group] } } },
    },
  };
}

/**
 * Gives a font as a module, `font.ttf?packed`: its bytes, compressed, in base64. A file of its own would be
 * lost where the library is bundled or moved without it, as Vite's optimizer does.
 */
export function packedFont(): Plugin {
  return {
    name: 'packed-font',
    enforce: 'pre',
    load: {
      filter: { id: PACKED },
      handler(id) {
        const [, file = id] = PACKED.exec(id) ?? [];
        this.addWatchFile(file);
        const packed = gzipSync(readFileSync(file), { level: 9 }).toString('base64');
        return `export default ${JSON.stringify(packed)};`;
      },
    },
  };
}

/** For what draws no titles. */
function noFont(): Plugin {
  return {
    name: 'no-font',
    enforce: 'pre',
    load: { filter: { id: PACKED }, handler: () => 'export default "";' },
  };
}

/**
 * Gives a script as a module, `main.ts?script`: one file with all that it imports, and their licences,
 * compressed, in base64. It is for pages that stand alone.
 */
export function packedScript(): Plugin {
  const SCRIPT = /^(.*\.ts)\?script$/;
  return {
    name: 'packed-script',
    enforce: 'pre',
    load: {
      filter: { id: SCRIPT },
      async handler(id) {
        const [, entry = id] = SCRIPT.exec(id) ?? [];
        const { code, files } = await buildScript(entry);
        for (const file of files) this.addWatchFile(file);
        const packed = gzipSync(code, { level: 9 }).toString('base64');
        return `export default ${JSON.stringify(packed)};`;
      },
    },
  };
}

async function buildScript(entry: string): Promise<{ code: string; files: string[] }> {
  const LICENCES = 'licences.md';
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [bareShaders()],
    build: {
      write: false,
      target: BROWSERS,
      license: { fileName: LICENCES },
      lib: { entry, formats: ['iife'], name: 'stillmotion', fileName: 'script' },
    },
  });
  const output = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const script = output.find((file) => file.type === 'chunk');
  const licences = output.find(({ fileName }) => fileName === LICENCES);
  if (script === undefined || licences?.type !== 'asset')
    throw new Error(`${entry} gave no script`);
  const terms = `${readFileSync('LICENSE', 'utf8')}\n${String(licences.source)}`;
  const code = `/*\n${terms.replaceAll('*/', '* /')}*/\n${script.code}`;
  // What would end the element that the script stands in, or keep it from ending, stands in strings alone.
  const safe = code.replaceAll(/<(?=\/script|!--|script)/gi, String.raw`\x3c`);
  return { code: safe, files: script.moduleIds.filter((file) => file.startsWith('/')) };
}

/**
 * Leaves comments, indents and zeros that mean nothing out of shaders, which are a sixth of what the page loads. Lines of effects
 * stay where they are; of what is put around these nobody reads any.
 */
export function bareShaders(): Plugin {
  const HEADER = /^\s*\/\*\{[^]*?\}\*\//;
  const NOWHERE = /(?!)/g;
  return {
    name: 'bare-shaders',
    enforce: 'pre',
    load: {
      filter: { id: /\.(glsl|frag|vert)\?raw$/ },
      handler(id) {
        const text = readFileSync(id.replace(/\?raw$/, ''), 'utf8');
        // What an effect says of itself.
        const [header = ''] = HEADER.exec(text) ?? [];
        const body = text.slice(header.length).replaceAll(/[ \t]*\/\/.*$/gm, '');
        // A directive may mean its spaces, and of two signs together + and - make another.
        const bare = body
          .replaceAll(/^[ \t]+/gm, '')
          .replaceAll(/^[^#\n].*$/gm, (line) =>
            line.replaceAll(/ *([=*,;(){}<>?:]) */g, '$1').replaceAll(/ ([-+/]) (?![-+])/g, '$1'),
          )
          .replaceAll(/(?<![\w.])0(\.\d)/g, '$1')
          .replaceAll(/(?<![\w.])(\d+\.)0(?![\w.])/g, '$1')
          .replaceAll(id.includes('/effects/') ? NOWHERE : /(?<=[;{},])\n+(?=[^#\n])/g, '');
        // Outside of its texts, too, no space means anything.
        const said = header.replaceAll(
          /^[ \t]+|("(?:[^"\\]|\\.)*")|(?<=[{}[\]:,]) +| +(?=[\]}])/gm,
          '$1',
        );
        return `export default ${JSON.stringify(said + bare)};`;
      },
    },
  };
}

/** Leaves comments and indents out of the page's HTML. Lines stay where they are, as they are spaces between words. */
function bareHtml(): Plugin {
  const bare = (html: string) => html.replaceAll(/<!--[^]*?-->/g, '').replaceAll(/^[ \t]+/gm, '');
  return { name: 'bare-html', transformIndexHtml: { order: 'post', handler: bare } };
}

/** Writes the page's service worker, which has to know every file that it keeps. */
function offlineWorker(): Plugin {
  return {
    name: 'offline-worker',
    generateBundle: {
      // Behind the one that writes the HTML.
      order: 'post',
      handler(_, bundle) {
        const files = ['./', ...Object.keys(bundle).toSorted()];
        const hash = createHash('sha256');
        for (const file of Object.values(bundle))
          hash.update(file.type === 'chunk' ? file.code : file.source);
        const source = readFileSync('src/page/offline-worker.js', 'utf8')
          .replace('__FILES__', JSON.stringify(files))
          .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
        this.emitFile({ type: 'asset', fileName: 'offline-worker.js', source });
      },
    },
  };
}
