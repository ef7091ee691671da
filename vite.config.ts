import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** What the page runs on: the first of each with WebCodecs and OffscreenCanvas. */
const BROWSERS = ['chrome110', 'firefox130', 'safari16.4'];

/** Packages that the command line loads where they are installed: only the embedded browser needs them. */
const NOT_BUNDLED = ['@sparticuz/chromium', 'tar-fs'];

/**
 * Three things are built: the page that draws, the command line that drives it, and the library; and
 * for the benchmark a page and a program of its own.
 */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'cli':
      return {
        publicDir: false,
        ssr: { noExternal: true, external: [...NOT_BUNDLED, ...builtinModules] },
        build: {
          ssr: 'src/cli/main.ts',
          outDir: 'dist',
          emptyOutDir: false,
          target: 'node20',
          minify: true,
          license: { fileName: 'cli/LICENSES.md' },
          rolldownOptions: {
            // What is imported late, such as puppeteer, has a file of its own: one file loads in a
            // third of the time that its hundreds of modules take.
            output: { entryFileNames: 'cli.js', chunkFileNames: 'cli/[name].js' },
          },
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
    case 'benchmark-page':
      return {
        root: 'benchmarks/page',
        publicDir: false,
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
    default:
      return {
        base: './',
        publicDir: false,
        build: {
          outDir: 'dist/page',
          target: BROWSERS,
          modulePreload: { polyfill: false },
          rolldownOptions: { input: ['headless.html'] },
        },
      };
  }
});
