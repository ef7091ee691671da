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
for (const source of KERNELS) {
  const made = makeKernel(source);
  const bytes = join(ROOT, source, '../kernel-bytes.ts');
  if (!process.argv.includes('--check')) writeFileSync(bytes, made);
  else if (readFileSync(bytes, 'utf8') !== made) {
    console.error(`${source} says something else than its kernel-bytes.ts: npm run kernel`);
    process.exitCode = 1;
  }
}

/** The text of the module that holds its bytes. */
function makeKernel(source) {
  const name = basename(source);
  const module = wabt.parseWat(name, readWat(join(ROOT, source)), FEATURES);
  module.validate(FEATURES);
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  return `/** ${name} as WebAssembly, in base64: written by \`npm run kernel\`. */\nexport const KERNEL_BYTES =\n  '${base64}';\n`;
}

function readWat(path) {
  if (path.endsWith('.wat')) return readFileSync(path, 'utf8');
  const parts = readdirSync(path)
    .toSorted()
    .map((part) => readFileSync(join(path, part), 'utf8'));
  return `(module\n${parts.join('\n')})\n`;
}
