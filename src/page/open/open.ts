import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import { closeDialog, onFirstOpen } from '../ui/dialogs.ts';
import { byId } from '../ui/element.ts';
import { picturesOf } from '../project/pictures.ts';
import { setSound } from '../project/chosen-sound.ts';
import type { Edit, Project } from '../project/project.ts';
import { BUILT_IN, type Source } from '../project/source.ts';
import { clearNotices, tell, warn } from '../ui/notices.ts';
import type { Came, Receiver } from './receiver.ts';

/** Files that are no pictures, which are read elsewhere. */
const OTHER_FILE = /\.(json|glsl|fs|frag|isf|mp3|m4a|aac|og[ga]|opus|flac|wav)$/i;

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
  const takeOther = async (came: Came) => {
    const { takeCame } = await import('./incoming.ts');
    await takeCame(came, receiver, open);
    closeDialog('open-dialog');
  };
  const openFiles = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1 || OTHER_FILE.test(file.name)) takeOther({ files }).catch(warn);
    else open({ blob: file, name: file.name });
  };
  /** What another program hands over, which is there in its event alone. */
  const take = (data: DataTransfer) => {
    const dropped = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    const entries = dropped.some(({ isDirectory }) => isDirectory) ? dropped : undefined;
    if (data.files.length > 0 && !entries) return openFiles([...data.files]);
    const text = (data.getData('text/uri-list') || data.getData('text/plain')).trim();
    takeOther({ entries, text }).catch(warn);
  };

  const input = byId('file', HTMLInputElement);
  byId('choose-file', HTMLButtonElement).onclick = () => input.click();
  input.onchange = () => {
    openFiles([...(input.files ?? [])]);
    // The same file again would not be a change.
    input.value = '';
  };
  onFirstOpen('open-dialog', async () => (await import('./recent-list.ts')).showRecent(receiver));
  byId('built-in', HTMLButtonElement).onclick = () => open(BUILT_IN);
  byId('url-form', HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    takeOther({ address: byId('url', HTMLInputElement).value }).catch(warn);
  };
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (clipboardData === null) return;
    // Text is for the field that it is pasted into.
    const isText = target instanceof HTMLElement && target.matches('input, textarea');
    if (!isText || clipboardData.files.length > 0) take(clipboardData);
  });
  bindDropping(take);
}

/** Opens pictures and specs in a project, or says why not and what can be done. */
export function openIn(player: Player, project: Project): Receiver {
  const take = async (source: Source, edit?: Edit, goOn = () => {}) => {
    try {
      await project.open(source, edit);
      goOn();
      tellOpened(source, player.plan);
    } catch (error) {
      const resample = (size: SpecDraft) =>
        void project.open(source, (draft) => ({ ...draft, ...size })).catch(warn);
      await warnUnopened(error, source, player.maxTextureSize, resample);
    }
  };
  const shader = async (text: string, name: string) =>
    (await import('../code/take-shader.ts')).takeShader(project, text, name);
  return {
    picture: (source) => take(source, source.blob === null ? undefined : forAnother),
    work: ({ source, draft, sound }) =>
      take(
        source,
        () => draft,
        () => setSound(sound),
      ),
    spec: (draft) => project.change(() => draft),
    shader,
    count: () => picturesOf(project.source).length,
  };
}

export function tellOpened({ name, names }: Source, { picture }: RenderPlan): void {
  const size = `${picture.width}×${picture.height}`;
  // What was wrong with the one before is past.
  clearNotices();
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
  const { offerResampled } = await import('./resampled.ts');
  await offerResampled(error, source.blob, maxTextureSize, resample);
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
