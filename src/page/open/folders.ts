import { counted } from '../../core/values/counted.ts';
import { kindOf } from './kinds.ts';

/** Pictures of one drop; a film of more is begun from files that are chosen. */
const MOST_PICTURES = 100;
/** Files that are looked at, and how far down: nobody means a whole disk. */
const MOST_FILES = 2000;
const DEEPEST = 4;

/** What systems put into folders for themselves. */
const OF_SYSTEM = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What came of folders that were dropped. */
export interface Unfolded {
  readonly files: readonly File[];
  /** What else there is, for people to know; empty: nothing. */
  readonly note: string;
}

/**
 * The pictures and sounds of folders, in the order of their names as people count (2 before 10), a folder's own files before
 * those of the folders in it; and all files that came beside them.
 *
 * @throws Error where there are none
 */
export async function unfold(entries: readonly FileSystemEntry[]): Promise<Unfolded> {
  const folders = entries.filter(isFolder);
  const beside = await Promise.all(entries.filter(isFile).map(fileOf));
  const within: File[] = [];
  let isWhole = true;

  async function walk(folder: FileSystemDirectoryEntry, depth: number): Promise<void> {
    const inside = (await contentOf(folder))
      .filter(({ name }) => !OF_SYSTEM.test(name))
      .toSorted((a, b) => byName.compare(a.name, b.name));
    const files = inside.filter(isFile).slice(0, MOST_FILES - within.length);
    within.push(...(await Promise.all(files.map(fileOf))));
    const further = inside.filter(isFolder);
    const isEnough = within.length >= MOST_FILES || depth === DEEPEST;
    if (files.length < inside.length - further.length || (isEnough && further.length > 0))
      isWhole = false;
    if (isEnough) return;
    // oxlint-disable-next-line no-await-in-loop -- in their order, up to so many
    for (const each of further) await walk(each, depth + 1);
  }

  // oxlint-disable-next-line no-await-in-loop -- as those within
  for (const folder of folders) await walk(folder, 0);
  const kinds = await Promise.all(within.map(kindOf));
  const ofKind = (kind: string) => within.filter((_, n) => kinds[n] === kind);
  const [pictures, sounds] = [ofKind('picture'), ofKind('sound')];
  const name = folders.map((each) => `“${each.name}”`).join(', ');
  const looked = `Its first ${MOST_FILES} files were looked at, ${DEEPEST} folders deep.`;
  if (pictures.length + sounds.length + beside.length === 0)
    throw new Error(
      `There is no picture and no sound in ${name} that is known here. ${isWhole ? '' : looked}`.trim(),
    );
  const others = within.length - pictures.length - sounds.length;
  const note = [
    pictures.length > MOST_PICTURES &&
      `The first ${MOST_PICTURES} of ${pictures.length} pictures in ${name} were opened, by their names. To take others, drop these files themselves.`,
    others > 0 &&
      `Left out: ${counted(others, 'file')} that ${others === 1 ? 'is' : 'are'} neither a picture nor a sound.`,
    !isWhole && looked,
  ];
  return {
    files: [...beside, ...pictures.slice(0, MOST_PICTURES), ...sounds],
    note: note.filter(Boolean).join(' '),
  };
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** Browsers give a hundred at a time. */
async function contentOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const more = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (more.length === 0) return all;
    all.push(...more);
  }
}
