// `npm run kernel`: makes the kernel-bytes.ts of what is written as WebAssembly text; with --check it says whether they are
// as they should be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import createWabt from 'wabt';
import { ROOT } from './setup.mjs';

/** A module in one file, or the parts of one in a folder. */
const KERNELS = ['src/engines/scaled/kernel.wat', 'src/codecs/h264-rolled/kernel'];
const FEATURES = { simd: true, multi_value: true, bulk_memory: true };

const wabt = await createWabt();
try {
  for (const source of KERNELS) {
    const made = makeKernel(source);
    const bytes = join(ROOT, source, '../kernel-bytes.ts');
    if (!process.argv.includes('--check')) writeFileSync(bytes, made);
    else if (readFileSync(bytes, 'utf8') !== made)
      throw new Error(`${source} says something else than its kernel-bytes.ts: npm run kernel`);
  }
} catch (error) {
  // Without its stack: wabt is a single line of 500 kB.
  console.error(error.message);
  process.exitCode = 1;
}

/** The text of the module that holds its bytes. */
function makeKernel(source) {
  const name = basename(source);
  const parts = readParts(source);
  try {
    const module = wabt.parseWat(name, parts.map(({ text }) => text).join('\n'), FEATURES);
    module.validate(FEATURES);
    const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
    return `/** ${name} as WebAssembly, in base64: written by \`npm run kernel\`. */\nexport const KERNEL_BYTES =\n  '${base64}';\n`;
  } catch (error) {
    throw new Error(inParts(error.message, name, parts), { cause: error });
  }
}

function readParts(source) {
  const path = join(ROOT, source);
  if (path.endsWith('.wat')) return [{ file: source, text: readFileSync(path, 'utf8') }];
  const parts = readdirSync(path)
    .toSorted()
    .map((part) => ({ file: `${source}/${part}`, text: readFileSync(join(path, part), 'utf8') }));
  return [{ file: source, text: '(module' }, ...parts, { file: source, text: ')\n' }];
}

/** A message with the parts' own lines in place of those of all of them together. */
function inParts(message, name, parts) {
  return message.replaceAll(new RegExp(`^${name}:(\\d+)`, 'gm'), (_, number) => {
    let line = Number(number);
    for (const { file, text } of parts) {
      const lines = text.split('\n').length;
      if (line <= lines) return `${file}:${line}`;
      line -= lines;
    }
    return `${name}:${number}`;
  });
}
