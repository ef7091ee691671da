import type { Container } from '../../containers/container.ts';
import type { Sink } from '../../core/streams/sink.ts';

// File System Access, which TypeScript's own types leave out.
declare global {
  interface Window {
    showSaveFilePicker?: (options: {
      suggestedName: string;
      types: { description: string; accept: Record<string, string[]> }[];
    }) => Promise<FileSystemFileHandle>;
  }
  interface FileSystemFileHandle {
    remove?: () => Promise<void>;
  }
}

export function canChooseFile(): boolean {
  return window.showSaveFilePicker !== undefined;
}

/** Asks for a place for the film; `undefined` when the person thinks better of it. */
export async function chooseFile(
  name: string,
  { label, mime, extensions }: Pick<Container, 'label' | 'mime' | 'extensions'>,
): Promise<FileSystemFileHandle | undefined> {
  try {
    return await window.showSaveFilePicker?.({
      suggestedName: name,
      types: [{ description: label, accept: { [mime]: extensions.map((each) => `.${each}`) } }],
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** A file that a person chose. What stood in it is replaced at the end, and not before. */
export async function createFileSink(handle: FileSystemFileHandle): Promise<Sink> {
  // Choosing a new name makes an empty file at once: it must go again when nothing comes of it.
  const isNew = (await handle.getFile()).size === 0;
  const stream = await handle.createWritable();
  return {
    write: (bytes, position) => stream.write({ type: 'write', position, data: bytes.slice() }),
    close: () => stream.close(),
    async abort() {
      await stream.abort();
      if (isNew) await handle.remove?.();
    },
  };
}

/** A sink that tells how much has been written to another one, bytes. */
export function countBytes(sink: Sink): Sink & { readonly bytes: number } {
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    async write(data, position) {
      await sink.write(data, position);
      bytes = Math.max(bytes, position + data.byteLength);
    },
    close: () => sink.close(),
    abort: () => sink.abort(),
  };
}
