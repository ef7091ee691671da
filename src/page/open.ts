import { counted } from '../core/counted.ts';
import { StillmotionError } from '../core/errors.ts';
import type { Size } from '../core/size.ts';
import type { Player } from '../player/player.ts';
import { closeDialog } from './dialogs.ts';
import { byId } from './element.ts';
import { fetchPicture } from './fetch-picture.ts';
import { BUILT_IN, type Job, type Source } from './job.ts';
import { tell, warn } from './notices.ts';

/** Ways for a picture to come in: a file dialog, dropping, pasting, an address, the built-in one. */
export function bindOpening(player: Player, job: Job): void {
  const open = (source: Source, others = 0) => {
    closeDialog('open-dialog');
    openSource(player, job, source, others).catch(warn);
  };
  const openFiles = (files: FileList | null | undefined) => {
    const [file, ...others] = files ?? [];
    if (file) open({ blob: file, name: file.name }, others.length);
  };

  const input = byId('file', HTMLInputElement);
  byId('choose-file', HTMLButtonElement).onclick = () => input.click();
  input.onchange = () => {
    openFiles(input.files);
    // The same file again would not be a change.
    input.value = '';
  };
  byId('built-in', HTMLButtonElement).onclick = () => open(BUILT_IN);
  byId('url-form', HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    fetchPicture(byId('url', HTMLInputElement).value).then((source) => open(source), warn);
  };
  document.addEventListener('paste', ({ clipboardData }) => openFiles(clipboardData?.files));
  bindDropping(openFiles);
}

/**
 * Opens a picture, or says why not and what can be done.
 *
 * @param others files that came with it
 */
async function openSource(player: Player, job: Job, source: Source, others: number): Promise<void> {
  try {
    await job.open(source);
    const { width, height } = player.plan.picture;
    const left =
      others === 0 ? '' : ` A film has one picture: ${counted(others, 'file')} left out.`;
    tell(`Opened ${source.name}, ${width}×${height}.${left}`);
  } catch (error) {
    if (!(error instanceof StillmotionError) || source.blob === null) throw error;
    if (error.code !== 'picture-too-large') throw named(error, source);
    const size = await fittingSize(source.blob, player.maxTextureSize);
    const act = () => void job.open(source, (draft) => ({ ...draft, size })).catch(warn);
    warn(error, { label: `Resample to ${size.width}×${size.height}`, act });
  }
}

/** An error that says which picture it was about. */
export function named(error: unknown, { blob, name }: Source): unknown {
  if (!(error instanceof StillmotionError) || blob === null) return error;
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

function bindDropping(openFiles: (files: FileList | undefined) => void): void {
  const sign = byId('drop-here', HTMLElement);
  // Enter and leave come for every element on the way: they are counted.
  let depth = 0;
  const show = (next: number) => {
    depth = Math.max(0, next);
    sign.hidden = depth === 0;
  };
  document.addEventListener('dragenter', (event) => {
    if (event.dataTransfer?.types.includes('Files')) show(depth + 1);
  });
  document.addEventListener('dragleave', () => show(depth - 1));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    show(0);
    openFiles(event.dataTransfer?.files);
  });
}
