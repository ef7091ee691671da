import { openJob } from '../render.ts';
import { chosenFiles } from './chosen-files.ts';
import type { Player } from '../player/player.ts';
import { addressOf } from './address.ts';
import { byId, create } from './element.ts';
import { onOpen, pauseBehind } from './dialogs.ts';
import type { Project, ProjectState, Source } from './project.ts';
import { writeCommand } from './command.ts';
import { tell, warn } from './notices.ts';
import { offerDownload, stemOf } from './download.ts';

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
    place.replaceChildren(
      copyable('Link', addressOf(state, frame), linkHint(source)),
      copyable('Command', writeCommand(draft, source.blob ? source.name : undefined)),
      copyable('Spec (JSON)', JSON.stringify(spec, undefined, 2)),
      create('h3', {}, 'This frame'),
      create(
        'button',
        { type: 'button', onclick: () => saveFrame(state, frame) },
        `Save frame ${frame} as PNG`,
      ),
    );
  });
}

function linkHint(source: Source): string | undefined {
  if (source.blob === null || source.url !== undefined) return undefined;
  if (source.query !== undefined)
    return `The link finds “${source.name}” as long as this page’s own server has it.`;
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
  const still = await openJob(source.blob, spec, undefined, chosenFiles());
  try {
    return await still.still(frame);
  } finally {
    await still.close();
  }
}

function saveFrame(project: ProjectState, frame: number): void {
  const name = `${stemOf(project.source.name)}-${frame}.png`;
  const save = async () => {
    offerDownload(await drawPng(project, frame), name);
    tell(`Saved ${name}.`);
  };
  save().catch(warn);
}
