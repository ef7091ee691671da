import { counted } from '../../core/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import type { SpecDraft } from '../../film/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import { closeDialog } from '../ui/dialogs.ts';
import { byId } from '../ui/element.ts';
import { sourceOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { BUILT_IN, type Source } from '../project/source.ts';
import { tell, warn } from '../ui/notices.ts';

const SPEC_FILE = /\.json$/i;

/** Takes a picture that came in, or several. */
export type TakePicture = (source: Source) => Promise<void>;

/** Takes what comes in. */
export interface Receiver {
  readonly picture: TakePicture;
  /** Takes what is set; the picture stays. */
  readonly spec: (draft: SpecDraft) => Promise<void>;
}

/**
 * Ways for a picture, or a spec, to come in: a file dialog, dropping, pasting, an address, the built-in one.
 *
 * @param receiver who takes it now
 */
export function bindOpening(receiver: () => Receiver): void {
  const open = (source: Source) => {
    closeDialog('open-dialog');
    receiver().picture(source).catch(warn);
  };
  const openSpec = async (text: string, name: string) => {
    const { readSpec } = await import('./open-spec.ts');
    await receiver().spec(readSpec(text, name));
    closeDialog('open-dialog');
    tell(`Opened ${name}.`);
  };
  const openFiles = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    if (SPEC_FILE.test(file.name))
      file
        .text()
        .then((text) => openSpec(text, file.name))
        .catch(warn);
    else open(sourceOf(files.map((each) => ({ blob: each, name: each.name }))));
  };
  const openAddress = async (address: string) => {
    const { fetchPicture } = await import('./fetch-picture.ts');
    open(await fetchPicture(address));
  };
  /** What another program hands over: files, or the address of a picture. */
  const take = (data: DataTransfer) => {
    const given = readTransfer(data);
    if ('files' in given) openFiles(given.files);
    else if ('address' in given) openAddress(given.address).catch(warn);
    else if ('spec' in given) openSpec(given.spec, 'the text').catch(warn);
    else warn(given.problem);
  };

  const input = byId('file', HTMLInputElement);
  byId('choose-file', HTMLButtonElement).onclick = () => input.click();
  input.onchange = () => {
    openFiles([...(input.files ?? [])]);
    // The same file again would not be a change.
    input.value = '';
  };
  byId('built-in', HTMLButtonElement).onclick = () => open(BUILT_IN);
  byId('url-form', HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    openAddress(byId('url', HTMLInputElement).value).catch(warn);
  };
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (clipboardData === null) return;
    // Text is for the field that it is pasted into.
    const isText = target instanceof HTMLElement && target.matches('input, textarea');
    if (!isText || clipboardData.files.length > 0) take(clipboardData);
  });
  bindDropping(take);
}

/** What was dropped or pasted, or why none of it is a picture or a spec. */
function readTransfer(
  data: DataTransfer,
): { files: readonly File[] } | { address: string } | { spec: string } | { problem: string } {
  const folder = [...data.items].find((item) => item.webkitGetAsEntry()?.isDirectory)?.getAsFile();
  if (folder) {
    const { name } = folder;
    return { problem: `“${name}” is a folder; a film has one picture: drop a file from it.` };
  }
  if (data.files.length > 0) return { files: [...data.files] };
  const text = (data.getData('text/uri-list') || data.getData('text/plain')).trim();
  if (text.startsWith('{')) return { spec: text };
  const [address = ''] = text.split(/\s/);
  if (/^https?:\/\//i.test(address)) return { address };
  const got = text === '' ? 'what came has neither' : `got “${shorten(text)}”`;
  return { problem: `Expected a picture, the address of one, or a spec as JSON; ${got}.` };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Opens pictures and specs in a project, or says why not and what can be done. */
export function openIn(player: Player, project: Project): Receiver {
  const picture: TakePicture = async (source) => {
    try {
      await project.open(source, source.blob === null ? undefined : forAnother);
      tellOpened(source, player.plan);
    } catch (error) {
      const resample = (size: SpecDraft) =>
        void project.open(source, (draft) => ({ ...draft, ...size })).catch(warn);
      await warnUnopened(error, source, player.maxTextureSize, resample);
    }
  };
  return { picture, spec: (draft) => project.change(() => draft) };
}

export function tellOpened({ name, names }: Source, { picture }: RenderPlan): void {
  const size = `${picture.width}×${picture.height}`;
  tell(
    names
      ? `Opened ${counted(names.length, 'picture')}, the first of ${size}.`
      : `Opened ${name}, ${size}.`,
  );
}

/**
 * Says why a picture was not opened; one that is too large may be resampled.
 *
 * @param resample opens it with the size that goes with it
 */
export async function warnUnopened(
  error: unknown,
  source: Source,
  maxTextureSize: number,
  resample: (size: SpecDraft) => void,
): Promise<void> {
  const isTooLarge = error instanceof StillmotionError && error.code === 'picture-too-large';
  if (!isTooLarge || !(source.blob instanceof Blob)) return warn(named(error, source));
  const size = await fittingSize(source.blob, maxTextureSize);
  const act = () => resample({ size });
  warn(error, { label: `Resample to ${size.width}×${size.height}`, act });
}

/** The settings for another picture: of what was chosen for the one before its shape alone, nothing is left. */
function forAnother(draft: SpecDraft): SpecDraft {
  const { crop: _, size: __, focus: ___, ...kept } = draft;
  return kept;
}

/** An error that says which picture it was about. */
export function named(error: unknown, { blob, name }: Source): unknown {
  // Of several it says itself which it is about.
  if (!(error instanceof StillmotionError) || !(blob instanceof Blob)) return error;
  return new StillmotionError(error.code, `${name}: ${error.message}`, { cause: error });
}

/** The largest size of the same shape that a texture holds. */
async function fittingSize(blob: Blob, limit: number): Promise<Size> {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(limit / bitmap.width, limit / bitmap.height);
  const size = {
    width: Math.max(1, Math.floor(bitmap.width * scale)),
    height: Math.max(1, Math.floor(bitmap.height * scale)),
  };
  bitmap.close();
  return size;
}

function bindDropping(take: (data: DataTransfer) => void): void {
  const sign = byId('drop-here', HTMLElement);
  // Enter and leave come for every element on the way: they are counted.
  let depth = 0;
  const show = (next: number) => {
    depth = Math.max(0, next);
    sign.hidden = depth === 0;
    document.body.classList.toggle('dropping', depth > 0);
  };
  document.addEventListener('dragenter', (event) => {
    const types = event.dataTransfer?.types ?? [];
    if (types.includes('Files') || types.includes('text/uri-list')) show(depth + 1);
  });
  document.addEventListener('dragleave', () => show(depth - 1));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    show(0);
    if (event.dataTransfer) take(event.dataTransfer);
  });
}
