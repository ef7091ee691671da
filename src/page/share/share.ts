import { openJob } from '../../render.ts';
import { codeOf } from '../../film/carried/link.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import type { Player } from '../../player/player.ts';
import { addressOf } from './address.ts';
import { byId, create } from '../ui/element.ts';
import { onOpen, pauseBehind } from '../ui/dialogs.ts';
import type { Project, ProjectState } from '../project/project.ts';
import { isSample, type Source } from '../project/source.ts';
import { writeReact, writeScript } from './snippets.ts';
import { needsSpec, writeCommand } from './command.ts';
import { tell, warn } from '../ui/notices.ts';
import { chosenSound } from '../project/chosen-sound.ts';
import { asHeard } from '../sound/sound.ts';
import type { Size } from '../../core/size.ts';
import { offerDownload, stemOf } from '../ui/download.ts';
import { isSeveral, picturesOf } from '../project/pictures.ts';

/** The dialog that gives the film away: as a link, a command, a spec; and this frame as a PNG. */
export function createShare(player: Player, project: Project): void {
  const place = byId('share', HTMLElement);
  // What is given away is what is seen.
  pauseBehind('share-dialog', player);
  onOpen('share-dialog', () => {
    // What is given away belongs together, whatever is opened meanwhile.
    const state = project.snapshot();
    const { draft, spec, source } = state;
    const { frame } = player;
    const pictures = picturesOf(source).map(({ name }) => name);
    place.replaceChildren(
      ...copyableLink(state, frame),
      copyable(
        'Command',
        writeCommand(draft, pictures, chosenSound()?.file.name),
        needsSpec(draft)
          ? 'Save the spec below as film.json: pictures have settings of their own, which it alone can say.'
          : undefined,
      ),
      copyable(
        'Spec (JSON)',
        JSON.stringify(spec, undefined, 2),
        'To open it again, paste it into this page, or drop or open a file of it.',
      ),
      ...copyableScripts(state, pictures, player.plan.picture),
      create('h3', {}, 'This frame'),
      create(
        'p',
        { className: 'row' },
        button(`Save frame ${frame} as PNG`, () => saveFrame(state, frame)),
        button(`Copy frame ${frame}`, () => copyFrame(state, frame)),
      ),
      ...(isSample(source) ? offerSample(source) : []),
    );
  });
}

/** With somebody's own shaders only where that is said: they are programs. */
function copyableLink(state: ProjectState, frame: number): HTMLElement[] {
  const link = (withCode: boolean) =>
    copyable('Link', addressOf(state, frame, withCode), linkHint(state.source));
  const shown = link(false);
  if (codeOf(state.draft) === undefined) return [shown];
  const withCode = create('input', { type: 'checkbox' });
  let now = shown;
  withCode.onchange = () => {
    const next = link(withCode.checked);
    now.replaceWith(next);
    now = next;
  };
  return [
    shown,
    create('label', { className: 'with-code' }, withCode, 'With the shader’s code'),
    create(
      'p',
      { className: 'hint' },
      'Whoever opens such a link sees the code first, and runs it or doesn’t.',
    ),
  ];
}

/** @param picture the size of the first */
function copyableScripts(
  { draft, spec }: ProjectState,
  pictures: readonly string[],
  picture: Size,
): HTMLElement[] {
  const heard = asHeard(draft, spec, picture);
  const sound = chosenSound();
  const silence = sound ? ` It plays no sound: ${sound.file.name} is not in it.` : '';
  return [
    copyable('JavaScript', writeScript(heard, pictures), `With the package stillmotion.${silence}`),
    copyable('React', writeReact(heard, pictures), silence.trim() || undefined),
  ];
}

function linkHint(source: Source): string | undefined {
  if (isSample(source)) return undefined;
  if (source.blob === null || source.url !== undefined) return undefined;
  if (source.query !== undefined) {
    const found = isSeveral(source) ? ['its pictures', 'them'] : [`“${source.name}”`, 'it'];
    return `The link finds ${found[0]} as long as this page’s own server has ${found[1]}.`;
  }
  if (isSeveral(source)) return 'A link can’t carry pictures: whoever follows it opens them anew.';
  return `A link can’t carry “${source.name}”: whoever follows it opens the picture anew.`;
}

function copyable(label: string, text: string, hint?: string): HTMLElement {
  const id = `copy-${label.toLowerCase().replaceAll(/\W+/g, '-')}`;
  const area = create('textarea', { id, readOnly: true, value: text, spellcheck: false });
  area.rows = Math.min(8, text.split('\n').length + Math.floor(text.length / 60));
  const copy = async () => {
    area.select();
    await navigator.clipboard.writeText(text);
    tell(`${label} copied.`);
  };
  const onclick = () =>
    void copy().catch(() => warn(`The browser did not let the page copy; the text is selected.`));
  return create(
    'div',
    { className: 'copyable' },
    create('label', { for: id }, label),
    create('button', { type: 'button', 'aria-label': `Copy ${label}`, onclick }, 'Copy'),
    area,
    ...(hint === undefined ? [] : [create('p', { className: 'hint' }, hint)]),
  );
}

/** Exactly what `stillmotion still` writes. */
async function drawPng({ source, spec }: ProjectState, frame: number): Promise<Blob> {
  const still = await openJob(source.blob, spec, undefined, chosenFiles(), undefined, {});
  try {
    return await still.still(frame);
  } finally {
    await still.close();
  }
}

async function saveFrame(project: ProjectState, frame: number): Promise<void> {
  const name = `${stemOf(project.source.name)}-${frame}.png`;
  offerDownload(await drawPng(project, frame), name);
  tell(`Saved ${name}.`);
}

async function copyFrame(project: ProjectState, frame: number): Promise<void> {
  if (typeof ClipboardItem === 'undefined')
    throw new Error('This browser lets no page copy pictures; save the frame instead.');
  // Given before it is drawn: some browsers take it only while the click lasts.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawPng(project, frame) })]);
  tell(`Frame ${frame} copied.`);
}

/** Command and scripts name the picture as a file, which nobody has of a sample. */
function offerSample({ blob, name }: Source): HTMLElement[] {
  if (!(blob instanceof Blob)) return [];
  const save = async () => offerDownload(blob, name);
  return [create('h3', {}, 'This picture'), button(`Save ${name}`, save)];
}

function button(label: string, act: () => Promise<void>): HTMLElement {
  return create('button', { type: 'button', onclick: () => void act().catch(warn) }, label);
}
