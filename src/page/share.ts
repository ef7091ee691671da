import { openJob } from '../render.ts';
import type { Player } from '../player/player.ts';
import { byId, create } from './element.ts';
import { onOpen } from './dialogs.ts';
import type { Job } from './job.ts';
import { writeCommand } from './command.ts';
import { writeHash } from '../film/link.ts';
import { tell, warn } from './notices.ts';
import { offerDownload, stemOf } from './download.ts';

/** The dialog that gives the film away: as a link, a command, a spec; and this frame as a PNG. */
export function createShare(player: Player, job: Job): void {
  const place = byId('share', HTMLElement);
  onOpen('share-dialog', () => {
    player.pause();
    place.replaceChildren(
      copyable('Link', linkTo(player, job), linkHint(job)),
      copyable('Command', writeCommand(job.draft, job.source.blob ? job.source.name : undefined)),
      copyable('Spec (JSON)', JSON.stringify(job.spec, undefined, 2)),
      create('h3', {}, 'This frame'),
      create(
        'button',
        { type: 'button', onclick: () => saveFrame(player, job) },
        `Save frame ${player.frame} as PNG`,
      ),
    );
  });
}

/** The address of this page in this state. */
export function linkTo(player: Player, { draft, source }: Job): string {
  const url = new URL(location.href);
  url.search = '';
  const picture = source.url === undefined ? {} : { picture: source.url };
  url.hash = writeHash({ draft, frame: player.frame, ...picture });
  return url.href;
}

function linkHint({ source }: Job): string | undefined {
  if (source.blob === null || source.url !== undefined) return undefined;
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
async function drawPng(player: Player, job: Job): Promise<Blob> {
  const still = await openJob(job.source.blob, job.spec);
  try {
    return await still.still(player.frame);
  } finally {
    await still.close();
  }
}

function saveFrame(player: Player, job: Job): void {
  const name = `${stemOf(job.source.name)}-${player.frame}.png`;
  const save = async () => {
    offerDownload(await drawPng(player, job), name);
    tell(`Saved ${name}.`);
  };
  save().catch(warn);
}
