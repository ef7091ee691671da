import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/** What the page runs on: the first of each with WebCodecs and OffscreenCanvas. */
const BROWSERS = ['chrome110', 'firefox130', 'safari16.4'];

/** Packages that the command line loads when it needs them, rather than carrying them. */
const LOADED_LATER = ['puppeteer-core', '@sparticuz/chromium', 'tar-fs'];

/**
 * Four things are built: the page that draws for the command line, the command line that drives it, the
 * page for people, and the library. The two pages are built apart, as files that they shared would make
 * the first one slower to start.
 */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'cli':
      return {
        publicDir: false,
        ssr: { noExternal: true, external: [...LOADED_LATER, ...builtinModules] },
        build: {
          ssr: 'src/cli/main.ts',
          outDir: 'dist',
          emptyOutDir: false,
          target: 'node20',
          rolldownOptions: { output: { entryFileNames: 'cli.js', codeSplitting: false } },
        },
      };
    case 'library':
      return {
        base: './',
        publicDir: false,
        build: {
          outDir: 'dist',
          emptyOutDir: false,
          target: BROWSERS,
          lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
          rolldownOptions: { external: [/^(gl-matrix|mp4-muxer|regl|valibot)(\/|$)/] },
        },
      };
    case 'headless':
      return page('headless.html');
    default:
      return { ...page('index.html'), plugins: [offlineWorker()] };
  }
});

function page(input: string) {
  return {
    base: './',
    publicDir: false as const,
    build: {
      outDir: 'dist/page',
      emptyOutDir: false,
      target: BROWSERS,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: [input] },
    },
  };
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
