import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

// Which files the page is built into, and when it asks for them.

/** All that the page begins with is one file: compressed it is a fourteenth smaller than the many that others share with it. */
export function oneFirst() {
  // But for what begins: it waits for what is loaded late, and that would wait for it.
  const begins = resolve('src/page/main.ts');
  const first = new Set<string>();
  const plugin: Plugin = {
    name: 'one-first',
    buildEnd() {
      const importedBy = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
      const add = (id: string) => {
        if (first.has(id)) return;
        first.add(id);
        importedBy(id).forEach(add);
      };
      importedBy(begins).forEach(add);
    },
  };
  const group: Rolldown.CodeSplittingGroup = { name: 'first', test: (id) => first.has(id) };
  return { plugin, group };
}

/** What is loaded late preloads what it needs, but for what the page begins with: that is there, and its names would be read. */
export function preloadsOfMore() {
  const first = new Set<string>();
  const resolveDependencies = (
    _: string,
    files: string[],
    { hostType }: { readonly hostType: 'html' | 'js' },
  ) => (hostType === 'html' ? files : files.filter((file) => !first.has(file)));
  const plugin: Plugin = {
    name: 'preloads-of-more',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        const add = (name: string) => {
          const chunk = bundle[name];
          if (chunk?.type !== 'chunk' || first.has(name)) return;
          first.add(name);
          chunk.imports.forEach(add);
        };
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk' && chunk.isEntry) add(chunk.fileName);
      },
    },
  };
  return { plugin, resolveDependencies };
}
