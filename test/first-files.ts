import { readdirSync, readFileSync } from 'node:fs';

const PAGE = new URL('../dist/page/', import.meta.url);
/** Chunks that the page asks for by itself before the first picture moves. */
const ASKED_FOR = /^(first-view|png-worker)-/;
const STATIC_IMPORT =
  /(?:^|[;}\s])(?:import|export)\s*(?:[\w${},\s*]+from)?\s*["']\.\/([^"']+)["']/g;

/** The files of the built page that load before its first picture moves, from the first view on. */
export function firstFiles(): ReadonlyMap<string, Uint8Array> {
  const html = readFileSync(new URL('index.html', PAGE));
  const named = [...html.toString().matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)];
  const files = named.map(([, file = '']) => file);
  return new Map([['index.html', html], ...withImports([...files, ...chunks(ASKED_FOR)])]);
}

/** Files of the built page whose names fit. */
export function chunks(name: RegExp): string[] {
  const all = readdirSync(new URL('assets/', PAGE));
  return all.filter((file) => name.test(file)).map((file) => `assets/${file}`);
}

/** With all that they import at once, what is in each. */
export function withImports(files: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const read = new Map<string, Uint8Array>();
  const add = (file: string) => {
    if (read.has(file)) return;
    const bytes = readFileSync(new URL(file, PAGE));
    read.set(file, bytes);
    if (!file.endsWith('.js')) return;
    for (const [, name] of bytes.toString().matchAll(STATIC_IMPORT)) add(`assets/${name}`);
  };
  for (const file of files) add(file);
  return read;
}
