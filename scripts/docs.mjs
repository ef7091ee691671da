// `npm run docs`: writes the README's option table from the program's own help, so that both say the same.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, ROOT } from './setup.mjs';

const README = join(ROOT, 'README.md');
const START = /<!-- options:.*-->\n/;
const END = '<!-- /options -->';

prepare();
const readme = readFileSync(README, 'utf8');
const updated = insert(readme, table(helpRows()));
if (process.argv.includes('--check')) {
  if (updated === readme) process.exit(0);
  console.error("The README's option table is out of date; run npm run docs.");
  process.exit(1);
}
writeFileSync(README, updated);

/** Rows of the help: an option, and what stands behind it on that line and the next ones. */
function helpRows() {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'render', '--help'], {
    encoding: 'utf8',
  });
  const options = stdout.slice(stdout.indexOf('Options:\n') + 'Options:\n'.length);
  const unwrapped = options.replaceAll(/\n {4,}/g, ' ');
  return [...unwrapped.matchAll(/^ {2}(-\S.*?) {2,}(.+)$/gm)].map(([, name, text]) => [name, text]);
}

function table(rows) {
  const lines = rows.map(
    ([name, text]) => `| \`${name.replaceAll('|', '\\|')}\` | ${text.replaceAll('|', '\\|')} |`,
  );
  return ['| option of `render` | what it does |', '| --- | --- |', ...lines].join('\n');
}

function insert(text, rows) {
  const start = START.exec(text);
  if (start === null) throw new Error('the README has no place for the option table');
  const from = start.index + start[0].length;
  return `${text.slice(0, from)}\n${rows}\n\n${text.slice(text.indexOf(END))}`;
}
