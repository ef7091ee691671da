// `npm run kernel`: makes src/engines/scaled/kernel-bytes.ts of kernel.wat beside it; with --check it says whether
// that is as it should be.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import createWabt from 'wabt';
import { ROOT } from './setup.mjs';

const FOLDER = join(ROOT, 'src/engines/scaled');
const BYTES = join(FOLDER, 'kernel-bytes.ts');

const made = await makeKernel('kernel.wat');
if (!process.argv.includes('--check')) {
  writeFileSync(BYTES, made);
} else if (readFileSync(BYTES, 'utf8') !== made) {
  console.error('kernel-bytes.ts is not what kernel.wat says: npm run kernel');
  process.exitCode = 1;
}

/** The text of the module that holds its bytes. */
async function makeKernel(file) {
  const wabt = await createWabt();
  const module = wabt.parseWat(file, readFileSync(join(FOLDER, file), 'utf8'), { simd: true });
  module.validate({ simd: true });
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  return `/** ${file} as WebAssembly, in base64: written by \`npm run kernel\`. */\nexport const KERNEL_BYTES =\n  '${base64}';\n`;
}
