import { join, resolve } from 'node:path';

/** The repository; this is built into dist/bench. */
export const ROOT = resolve(import.meta.dirname, '../..');
/** The built page. */
export const PAGE = join(ROOT, 'dist/bench/page');
export const RESULTS = join(ROOT, 'benchmarks/results');
export const BASELINE = join(ROOT, 'benchmarks/baseline.json');
/** What llvmpipe draws, a picture a motion. */
export const GPU_STILLS = join(ROOT, 'benchmarks/gpu/stills');
export const PHOTOGRAPH = join(ROOT, 'benchmarks/pictures/retina.jpg');
