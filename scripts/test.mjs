// `npm test`: sets up, runs the whole suite, or the files that are named whatever suite they are of, and
// ends with the runner's own counts on a line.
import { prepare } from './setup.mjs';
import { printCounts, runVitest } from './vitest.mjs';

prepare();
const args = process.argv.slice(2);
const isNamed = args.some((arg) => arg.endsWith('.ts') || arg.includes('/'));
const { report, ok } = runVitest(args, isNamed ? { STILLMOTION_FAULTS: 'named' } : {});
printCounts(report);
process.exit(ok ? 0 : 1);
