// `npm test`: sets up, runs the whole suite and ends with the runner's own counts on a line.
import { prepare } from './setup.mjs';
import { printCounts, runVitest } from './vitest.mjs';

prepare();
const { report, ok } = runVitest(process.argv.slice(2));
printCounts(report);
process.exit(ok ? 0 : 1);
