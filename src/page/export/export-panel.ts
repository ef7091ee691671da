import { agree } from '../../codecs/webcodecs/agree.ts';
import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { planFilm } from '../../film/encoding/film-plan.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import { createExportPresets } from './export-presets.ts';
import type { ExportSample } from './export-sample.ts';
import { countExport, isExporting } from '../project/exports-under-way.ts';
import { waysFor, whyNotEncoded, type WrittenAs } from './capabilities.ts';
import { stemOf } from '../ui/download.ts';
import { byId, create } from '../ui/element.ts';
import { canChooseFile, chooseFile } from './film-file.ts';
import type { Project } from '../project/project.ts';
import { chosenSound, onSound } from '../project/chosen-sound.ts';
import { planHeard } from '../sound/sound.ts';
import { createSoundRow } from '../sound/sound-row.ts';
import { messageOf } from '../../core/errors.ts';
import { warn } from '../ui/notices.ts';

export interface ExportPanel {
  readonly isOpen: boolean;
  /** Closed, it shows the settings in its place. */
  readonly setOpen: (open: boolean) => void;
}

/**
 * The panel beside the stage that exports: what the film will be, and jobs. Each keeps its own spec and picture,
 * so that work on the film goes on; one runs after the other.
 */
export function createExportPanel(
  player: Player,
  project: Project,
  reducedMotion: boolean,
): ExportPanel {
  const panel = byId('export-panel', HTMLElement);
  const offer = byId('export-offer', HTMLElement);
  const jobs = byId('export-jobs', HTMLOListElement);
  const opener = byId('export-open', HTMLButtonElement);
  const share = byId('export-share', HTMLElement);
  const status = byId('export-status', HTMLElement);
  /** Below all that is pressed, as it fills by and by. */
  const facts = create('div', { className: 'export-facts' });
  const presets = createExportPresets((edit) => void project.change(edit).catch(warn));
  let work: Promise<unknown> = Promise.resolve();
  let newest = 0;
  let sample: ExportSample | undefined;

  /** They get no lower while they are looked at: a panel that is scrolled to its end would move what is pressed. */
  function showFacts(...children: readonly HTMLElement[]): void {
    facts.style.minHeight = panel.hidden ? '' : `${facts.offsetHeight}px`;
    facts.replaceChildren(...children);
  }

  function setOpen(open: boolean): void {
    if (open !== panel.hidden) return;
    panel.hidden = !open;
    document.body.classList.toggle('exporting', open);
    opener.setAttribute('aria-expanded', String(open));
    showOffer();
    if (!open) return opener.focus();
    panel.focus();
    panel.scrollIntoView({ block: 'nearest' });
  }

  function showOffer(): void {
    const turn = ++newest;
    sample?.close();
    sample = undefined;
    if (panel.hidden) return showFacts();
    // Until others take their place they stay: what is pressed above them would move.
    presets.update(player.plan.spec);
    Promise.resolve()
      .then(() => describeOffer(planHeard(project.spec, player.plan), () => turn === newest))
      .catch((error: unknown) => {
        if (turn === newest) showFacts();
        return [create('p', {}, messageOf(error))];
      })
      .then((children) => (turn === newest ? offer.replaceChildren(...children) : undefined))
      .catch(warn);
  }

  async function describeOffer(plan: RenderPlan, isCurrent: () => boolean): Promise<HTMLElement[]> {
    const reason = await whyNotEncoded(plan);
    if (reason !== undefined) {
      if (isCurrent()) showFacts();
      return describeRefusal(plan, reason);
    }
    const { describePlan } = await import('./export-facts.ts');
    const { createExportSample } = await import('./export-sample.ts');
    const film = await agree(planFilm(plan));
    if (!isCurrent()) return [];
    const { first, last } = plan.range;
    const shown = Math.min(Math.max(player.frame, first), last);
    sample = createExportSample(project.snapshot(), film, shown);
    showFacts(sample.element, describePlan(plan, film, sample.size));
    const start = (intoFile: boolean) => () => void begin(intoFile).catch(warn);
    const into = { type: 'button', className: 'primary', onclick: start(true) };
    const className = canChooseFile() ? '' : 'primary';
    const download = { type: 'button', className, onclick: start(false) };
    return [
      create(
        'p',
        { className: 'row' },
        ...(canChooseFile() ? [create('button', into, 'Export to a file…')] : []),
        create('button', download, canChooseFile() ? 'Export and download' : 'Export film'),
      ),
    ];
  }

  async function describeRefusal(plan: RenderPlan, reason: string): Promise<HTMLElement[]> {
    const others = await waysFor(plan);
    const use = (way: WrittenAs) => () =>
      void project.change((draft) => ({ ...draft, ...way })).catch(warn);
    const nameOf = ({ codec, format }: WrittenAs) =>
      format === plan.spec.format ? findCodec(codec).label : findContainer(format).label;
    return [
      create('p', { className: 'message bad' }, reason),
      create(
        'p',
        {},
        others.length > 0
          ? 'This film is taken as it is by:'
          : 'Playing, saving single frames as PNG, links and commands work all the same.',
      ),
      create(
        'p',
        { className: 'row' },
        ...others.map((way) =>
          create('button', { type: 'button', onclick: use(way) }, `Use ${nameOf(way)}`),
        ),
      ),
    ];
  }

  async function begin(intoFile: boolean): Promise<void> {
    // Another picture may be opened, or the spec changed, while the person chooses and the film is made.
    const film = { ...project.snapshot(), sound: chosenSound()?.file };
    const container = findContainer(film.spec.format);
    const usual = `${stemOf(film.source.name)}.${container.extensions[0]}`;
    const handle = intoFile ? await chooseFile(usual, container) : undefined;
    if (intoFile && handle === undefined) return;
    const { createExportJob } = await import('./export-job.ts');
    const made = createExportJob({
      film,
      name: handle?.name ?? usual,
      handle,
      reducedMotion,
      say: (text) => (status.textContent = text),
      onProgress: (done) => (share.dataset['share'] = `${Math.floor(100 * done)} %`),
    });
    jobs.prepend(made.element);
    made.element.scrollIntoView({ block: 'nearest' });
    countExport(1);
    work = work.then(made.run).finally(() => {
      countExport(-1);
      delete share.dataset['share'];
    });
    await work;
  }

  byId('export-settings', HTMLFormElement).before(presets.element);
  jobs.after(facts);
  byId('export-close', HTMLButtonElement).onclick = () => setOpen(false);
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') setOpen(false);
  });
  byId('export-settings', HTMLFormElement).append(createSoundRow(project));
  player.on('plan', showOffer);
  project.on('spec', showOffer);
  onSound(showOffer);
  addEventListener('beforeunload', (event) => {
    // A film under way goes with the page.
    if (isExporting()) event.preventDefault();
  });
  return {
    get isOpen() {
      return !panel.hidden;
    },
    setOpen,
  };
}
