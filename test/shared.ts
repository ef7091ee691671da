const shared = new Map<string, Promise<unknown>>();

/**
 * What all files of a worker have in common, made when the first asks for it. Nobody closes it: a browser
 * ends by itself when its worker does, and its pipe with it; what it kept on disk lies in the run's own
 * folder (temporary-folder.ts).
 */
export function share<T>(name: string, make: () => Promise<T>): Promise<T> {
  const made = shared.get(name) ?? make();
  shared.set(name, made);
  return made as Promise<T>;
}
