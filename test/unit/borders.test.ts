import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;

/** Files of a house with our config that import something: those of them that the linter lets through. */
function letThrough(imports: readonly (readonly [file: string, from: string])[]): string[] {
  const house = mkdtempSync(join(tmpdir(), 'sm-borders-'));
  cpSync(join(ROOT, 'oxlint.config.mjs'), join(house, 'oxlint.config.mjs'));
  for (const [file, from] of imports) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), `export * from '${from}';\n`, { flag: 'a' });
  }
  const { stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs', '-f', 'json'],
    { cwd: house, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string }[];
  };
  const refused = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'));
  return imports
    .map(([file]) => file)
    .filter((file) => !refused.some(({ filename }) => filename === file));
}

const FOLDERS = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it('lets no folder import another unless that is said, however deep the file lies', () => {
  const probes = [...FOLDERS, 'new'].flatMap((folder) => [
    [`src/${folder}/probe.ts`, '../other/file.ts'] as const,
    [`src/${folder}/inside/probe.ts`, '../../other/file.ts'] as const,
    [`src/${folder}/inside/deep/probe.ts`, '../../../other/file.ts'] as const,
  ]);
  expect(letThrough(probes)).toEqual([]);
});

it('lets what lies below of cli and page import nothing above it', () => {
  const refused = [
    ['src/cli/files/room.ts', '../session/session.ts'],
    ['src/cli/film/gops.ts', '../commands/render.ts'],
    ['src/cli/session/drawing.ts', '../main.ts'],
    ['src/page/ui/element.ts', '../stage/stage.ts'],
    ['src/page/time/timeline.ts', '../studio.ts'],
    ['src/page/newly/made.ts', '../ui/element.ts'],
  ] as const;
  const taken = [
    ['src/cli/film/retries.ts', '../session/session.ts'],
    ['src/page/stage/boxes.ts', '../ui/element.ts'],
    ['src/page/studio.ts', './stage/stage.ts'],
  ] as const;
  expect(letThrough([...refused, ...taken])).toEqual(taken.map(([file]) => file));
});

it('keeps the browser half and the Node half apart', () => {
  const browser = FOLDERS.filter((name) => name !== 'cli');
  const refused = [
    ...browser.map((name) => [`src/${name}/file.ts`, 'node:fs'] as const),
    ...browser.map((name) => [`src/${name}/in/cli.ts`, '../../cli/main.ts'] as const),
    ['src/render.ts', 'node:fs'] as const,
    ['src/export.ts', './cli/main.ts'] as const,
    ['src/headless/main.ts', '../page/main.ts'] as const,
    ...['gl', 'engines', 'titles', 'player', 'page'].map(
      (name) => [`src/cli/${name}.ts`, `../${name}/file.ts`] as const,
    ),
  ];
  const taken = [
    ['src/cli/files.ts', 'node:fs'],
    ['src/cli/films.ts', '../film/spec.ts'],
    ['src/cli/commands/play.ts', '../../core/size.ts'],
  ] as const;
  expect(letThrough([...refused, ...taken])).toEqual(taken.map(([file]) => file));
});

it('has one place for each package of others', () => {
  const refused = ['regl', 'mp4-muxer', 'mediabunny', 'gifenc', 'puppeteer-core', 'commander'];
  const taken = [
    ['src/gl/context.ts', 'regl'],
    ['src/containers/mp4/write.ts', 'mp4-muxer'],
    ['src/containers/mediabunny/read-film.ts', 'mediabunny'],
    ['src/cli/program.ts', 'commander'],
  ] as const;
  const probes = FOLDERS.flatMap((folder) =>
    refused.map((name) => [`src/${folder}/${name}.ts`, name] as const),
  );
  // The entrance of one is none for another, nor for what its folder may not import.
  const misused = [
    ['src/gl/wrong/context.ts', 'regl'],
    ['src/cli/options/command-options.ts', 'regl'],
    ['src/codecs/gif/encode.ts', '../../film/plan.ts'],
  ] as const;
  expect(letThrough([...probes, ...misused, ...taken])).toEqual(taken.map(([file]) => file));
});

it('has no import that goes in a circle, where it is loaded late neither', () => {
  expect(circle(importsOf('src'))).toEqual([]);
});

it('finds circles', () => {
  const files = { a: ['b', 'c'], b: ['d'], c: ['d', 'a'], d: [] };
  expect(circle(new Map(Object.entries(files)))).toEqual(['a', 'c', 'a']);
});

/** Files of ours, and which others each of them imports: at once, late, or types alone. */
function importsOf(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(ROOT, folder, file));
  return new Map(
    files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const named = text.matchAll(/(?:from|import|import\()\s*'(\.[^'?]+\.ts)'/g);
      return [file, [...named].map(([, path = '']) => join(dirname(file), path))];
    }),
  );
}

/** The files of one circle, the first again at its end; empty where there is none. */
function circle(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of imports.get(file) ?? []) {
      const found = follow(next, [...way, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  return [...imports.keys()].map((file) => follow(file, [])).find(({ length }) => length > 0) ?? [];
}
