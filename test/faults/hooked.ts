import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../src/cli/browser/find.ts';
import { type Place, type Running } from '../cli/program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Our program with a page in which something goes wrong. */
export interface HookedProgram {
  start(args: readonly string[]): Running;
}

/**
 * A copy of the built program whose page runs a script before ours; in its first browser alone, or in all.
 */
export async function hookProgram(
  place: Place,
  hook: string,
  where: 'first browser' | 'all browsers',
): Promise<HookedProgram> {
  const copy = join(place.outside, 'stillmotion');
  await mkdir(copy);
  await cp(join(ROOT, 'package.json'), join(copy, 'package.json'));
  await cp(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

  const page = join(copy, 'dist/page/headless.html');
  const script = join(copy, 'dist/page/hook.js');
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<script', '<script src="/hook.js"></script><script'));
  await writeFile(script, hook);
  const begun = join(place.outside, 'begun');
  const emptied = where === 'first browser' ? [`[ -e ${begun} ] && : > ${script}`] : [];
  const browser = await wrapBrowser(place, [...emptied, `: > ${begun}`]);
  return {
    start: (args) =>
      place.start([join(copy, 'dist/cli.js'), ...args, '--browser', browser], {
        command: process.execPath,
      }),
  };
}

/** The browser that is found, behind a script that does something first, and may give it more flags. */
export async function wrapBrowser(
  place: Place,
  lines: readonly string[],
  flags: readonly string[] = [],
): Promise<string> {
  const { path, shell, env } = await findBrowser(undefined);
  const variables = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  const name = shell ? 'chrome-headless-shell' : 'chrome';
  const start = `cd ${dirname(path)} && exec ${path} ${flags.join(' ')} "$@"`;
  return place.script(name, ...lines, ...variables, start);
}
