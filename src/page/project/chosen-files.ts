import type { Files } from '../../film/carried/spec-files.ts';

// Files that a person has chosen for effects, by the names that specs here have for them. They stay: an undone
// choice may come back, and a file takes no memory until it is read.

const chosen = new Map<string, Blob>();

/** All of them, as they are now. */
export function chosenFiles(): Files {
  return Object.fromEntries(chosen);
}

/** Takes files that come with their names: those of the page's own server, and those of the last work. */
export function addFiles(files: Files): void {
  for (const [name, file] of Object.entries(files)) chosen.set(name, file);
}

/** Takes a file, and gives the name that specs have for it: its own, unless another file is called so. */
export function addChosen(file: File): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? file.name : file.name.replace(/(\.\w+)?$/, ` (${n})$1`);
    const other = chosen.get(name);
    if (other !== undefined && other !== file) continue;
    chosen.set(name, file);
    return name;
  }
}
