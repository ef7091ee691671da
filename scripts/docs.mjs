// `npm run docs`: writes the README's option table from the program's own help, docs/motions.md,
// docs/formats.md and docs/effects.md from the tables of motions, containers and effects, so that both say the same.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { prepare, ROOT } from './setup.mjs';

/** What is written between a file's two comments. */
const BLOCKS = [
  { file: 'README.md', name: 'options', write: optionTable },
  { file: 'docs/motions.md', name: 'motions', write: motionSections },
  { file: 'docs/formats.md', name: 'formats', write: formatTable },
  { file: 'docs/effects.md', name: 'effects', write: effectSections },
];

const loaded = new Map();
prepare();
const outdated = [];
for (const { file, name, write } of BLOCKS) {
  const path = join(ROOT, file);
  const text = readFileSync(path, 'utf8');
  const updated = insert(text, name, await write());
  if (updated === text) continue;
  outdated.push(file);
  if (!process.argv.includes('--check')) writeFileSync(path, updated);
}
if (process.argv.includes('--check') && outdated.length > 0) {
  console.error(`${outdated.join(' and ')}: out of date; run npm run docs.`);
  process.exit(1);
}

function optionTable() {
  return table(
    ['option of `render`', 'what it does'],
    helpRows().map(([name, text]) => [`\`${name}\``, text]),
  );
}

/** Rows of the help: an option, and what stands behind it on that line and the next ones. */
function helpRows() {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'render', '--help'], {
    encoding: 'utf8',
  });
  const options = stdout.slice(stdout.indexOf('Options:\n') + 'Options:\n'.length);
  const unwrapped = options.replaceAll(/\n {4,}/g, ' ');
  return [...unwrapped.matchAll(/^ {2}(-\S.*?) {2,}(.+)$/gm)].map(([, name, text]) => [name, text]);
}

/** A row a container. */
async function formatTable() {
  const { CONTAINERS } = await load('src/containers/index.ts');
  const { findCodec } = await load('src/codecs/index.ts');
  const rows = CONTAINERS.map(({ name, label, extensions, codecs, files }) => [
    `\`${name}\``,
    label,
    extensions.map((extension) => `\`.${extension}\``).join(', '),
    codecs.map((codec) => findCodec(codec).label).join(', '),
    files === 'one' ? '' : 'a file a frame: `%d` or `%04d` in the name is its number',
  ]);
  return table(
    ['`--format`', 'what it is', 'names end in', 'codecs, the first by default', ''],
    rows,
  );
}

/** What a file of the program's own source exports; each import of Vite's starts a server. */
function load(file) {
  const loading = loaded.get(file) ?? runnerImport(join(ROOT, file));
  loaded.set(file, loading);
  return loading.then(({ module }) => module);
}

/** A section a motion: what it does, and its parameters. */
async function motionSections() {
  const { MOTIONS } = await load('src/motions/index.ts');
  const sections = await Promise.all(
    MOTIONS.map(async ({ name, summary, parameters }) =>
      [
        `### ${name}`,
        `${summary[0].toUpperCase()}${summary.slice(1)}.`,
        filmOf(name),
        await parameterTable(parameters),
      ].join('\n\n'),
    ),
  );
  return sections.join('\n\n');
}

/** @throws Error where nobody has drawn it */
function filmOf(name) {
  const film = `gallery/${name}.webp`;
  if (!existsSync(join(ROOT, 'docs', film)))
    throw new Error(`docs/${film} is missing; draw it with: npm run gallery`);
  return `![The motion ${name}](${film})`;
}

/** A section a family of effects. */
async function effectSections() {
  const { EFFECT_NAMES, findEffect } = await load('src/effects/index.ts');
  const { FAMILIES, describeLoop, parametersOf } = await load('src/effects/effect.ts');
  const effects = EFFECT_NAMES.map((name) => findEffect(name));
  const sections = Object.entries(FAMILIES).flatMap(([family, title]) => {
    const own = effects.filter(({ about }) => about.families.includes(family));
    return own.length === 0 ? [] : [`### ${title}`, ...own.map(effectSection)];
  });
  async function effectSection(effect) {
    const { about, loop } = effect;
    const parameters = parametersOf(effect);
    const lines = [`#### ${about.name}`, `${about.summary}. ${describeLoop(loop)}`];
    return [...lines, ...(parameters.length > 0 ? [await parameterTable(parameters)] : [])].join(
      '\n\n',
    );
  }
  return (await Promise.all(sections)).join('\n\n');
}

async function parameterTable(parameters) {
  const { describeValues, writeValue } = await load('src/core/values/parameter.ts');
  const row = (parameter) => {
    const { name, summary, default: preset } = parameter;
    const without = preset === undefined ? '' : `\`${writeValue(parameter, preset)}\``;
    return [`\`${name}\``, summary, describeValues(parameter), without];
  };
  return table(['parameter', 'what it is', 'values', 'without it'], parameters.map(row));
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function insert(text, name, block) {
  const start = new RegExp(`<!-- ${name}:.*-->\n`).exec(text);
  if (start === null) throw new Error(`there is no place for the ${name}`);
  const from = start.index + start[0].length;
  return `${text.slice(0, from)}\n${block}\n\n${text.slice(text.indexOf(`<!-- /${name} -->`))}`;
}
