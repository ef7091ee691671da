import { counted } from '../core/counted.ts';
import { formatFrameRate, secondsAt } from '../core/timeline.ts';
import { rangeLength, type RenderPlan } from '../film/plan.ts';
import { findCodec } from '../codecs/index.ts';
import { findContainer } from '../containers/index.ts';
import { agree } from '../codecs/webcodecs/encoder-config.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { planFilm } from '../film/film-plan.ts';
import type { Player } from '../player/player.ts';
import { describeProof } from '../verify/proof.ts';
import { codecsFor, whyNotEncoded } from './capabilities.ts';
import { onOpen } from './dialogs.ts';
import { offerDownload, stemOf } from './download.ts';
import { byId, create, fact } from './element.ts';
import { type ExportedFilm, exportFilm, type ExportProgress, judgeFilm } from './film-export.ts';
import { canChooseFile, chooseFile } from './film-file.ts';
import { formatBitrate, formatBytes, formatSeconds } from './format.ts';
import type { Job, JobState } from './job.ts';
import { messageOf } from './notices.ts';

/** The dialog that exports: what the film will be, how far it is, what it has become. */
export function createExportDialog(player: Player, job: Job, reducedMotion: boolean): void {
  const dialog = byId('export-dialog', HTMLDialogElement);
  const place = byId('export', HTMLElement);
  const status = byId('export-status', HTMLElement);
  let running: AbortController | undefined;
  let shownFilm: string | undefined;
  let judging = new AbortController();

  const say = (text: string) => (status.textContent = text);
  const show = (...children: (Node | string)[]) => {
    if (shownFilm !== undefined) URL.revokeObjectURL(shownFilm);
    shownFilm = undefined;
    judging.abort();
    place.replaceChildren(...children);
  };

  async function showReady(message?: string): Promise<void> {
    const { plan } = player;
    const reason = await whyNotEncoded(plan);
    if (reason !== undefined) return showRefusal(plan, reason);
    const into = { type: 'button', className: 'primary', onclick: () => void start(true) };
    const download = {
      type: 'button',
      className: canChooseFile() ? '' : 'primary',
      onclick: () => void start(false),
    };
    show(
      ...(message === undefined ? [] : [create('p', { className: 'message' }, message)]),
      describePlan(plan, await agree(planFilm(plan))),
      create(
        'p',
        { className: 'hint' },
        'Codec, quality, size and range are in the settings beside the stage.',
      ),
      create(
        'p',
        { className: 'row' },
        ...(canChooseFile() ? [create('button', into, 'Export to a file…')] : []),
        create('button', download, canChooseFile() ? 'Export and download' : 'Export'),
      ),
    );
  }

  async function showRefusal(plan: RenderPlan, reason: string): Promise<void> {
    const others = await codecsFor(plan);
    show(
      create('p', { className: 'message bad' }, reason),
      create(
        'p',
        {},
        others.length > 0
          ? 'Another codec takes this film as it is:'
          : 'Playing, saving single frames as PNG, links and commands work all the same.',
      ),
      create(
        'p',
        { className: 'row' },
        ...others.map((codec) => {
          const onclick = () => {
            job
              .change((draft) => ({ ...draft, codec }))
              .then(
                () => showReady(),
                (error: unknown) => showReady(messageOf(error)),
              );
          };
          return create('button', { type: 'button', onclick }, `Use ${findCodec(codec).label}`);
        }),
      ),
    );
  }

  async function start(intoFile: boolean): Promise<void> {
    // Another picture may be opened, or the spec changed, while the person chooses and the film is made.
    const film = job.snapshot();
    const handle = intoFile
      ? await chooseFile(nameOf(film), findContainer(film.spec.format))
      : undefined;
    if (intoFile && handle === undefined) return;
    running = new AbortController();
    const progress = createProgress(() => running?.abort(new Cancelled()));
    show(progress.element);
    progress.cancel.focus();
    say('Exporting.');
    try {
      const { signal } = running;
      showDone(await exportFilm(film, handle, signal, (now) => progress.update(now)), film, handle);
    } catch (error) {
      const cancelled = error instanceof Cancelled;
      const message = cancelled ? 'Cancelled; nothing was kept.' : messageOf(error);
      say(message);
      await showReady(message);
    } finally {
      running = undefined;
    }
  }

  function showDone(
    exported: ExportedFilm,
    film: JobState,
    handle: FileSystemFileHandle | undefined,
  ): void {
    const { file, written } = exported;
    const name = handle?.name ?? nameOf(film);
    const download = () => offerDownload(file, name);
    const quality = create('span', {}, 'measuring …');
    const { mime } = findContainer(film.spec.format);
    const shown = mime.startsWith('image/')
      ? create('img', { alt: 'The exported film' })
      : create('video', {
          controls: true,
          loop: true,
          muted: true,
          playsInline: true,
          autoplay: !reducedMotion,
          'aria-label': 'The exported film',
        });
    show(
      create(
        'div',
        { className: 'done' },
        shown,
        create(
          'div',
          {},
          describeFilm(exported, film.plan, quality),
          create(
            'p',
            { className: 'row' },
            create('span', {}, handle ? `Saved as ${name}.` : `Downloaded as ${name}.`),
            ...(handle
              ? []
              : [create('button', { type: 'button', onclick: download }, 'Download again')]),
            create('button', { type: 'button', onclick: () => void showReady() }, 'Export again'),
          ),
        ),
      ),
    );
    shownFilm = URL.createObjectURL(file);
    shown.src = shownFilm;
    say(`Exported: ${counted(written.frames, 'frame')}, ${formatBytes(file.size)}.`);
    // At once: a film that waits for a click would go with the dialog.
    if (!handle) download();
    judging = new AbortController();
    judgeFilm(file, film, judging.signal).then(
      (proof) => (quality.textContent = describeProof(proof)),
      (error: unknown) => (quality.textContent = `not measured: ${messageOf(error)}`),
    );
  }

  onOpen('export-dialog', () => void showReady());
  dialog.addEventListener('cancel', (event) => {
    // A film under way isn't thrown away by a key: Cancel does that.
    if (running) event.preventDefault();
  });
  dialog.addEventListener('close', () => show());
}

function nameOf({ source, spec }: JobState): string {
  return `${stemOf(source.name)}.${findContainer(spec.format).extensions[0]}`;
}

/** The person thought better of it. */
class Cancelled extends Error {}

function describePlan(
  plan: RenderPlan,
  { codec, container, size, encoder, bitrate, notes }: FilmPlan,
): HTMLElement {
  const seconds = secondsAt(rangeLength(plan.range), plan.fps);
  return create(
    'div',
    {},
    create(
      'dl',
      { className: 'facts' },
      fact('Film', `${size.width}×${size.height}, ${formatFrameRate(plan.fps)} fps`),
      fact('Length', `${counted(rangeLength(plan.range), 'frame')}, ${formatSeconds(seconds)}`),
      fact(
        'Codec',
        `${findCodec(codec).label} in ${findContainer(container).label}${bitrate > 0 ? `, at most about ${formatBitrate(bitrate)}` : ''}`,
      ),
      fact('Encoder', `${encoder.name}: ${encoder.reason}`),
      ...(bitrate > 0 ? [fact('Size', `up to about ${formatBytes((bitrate * seconds) / 8)}`)] : []),
    ),
    ...[...notes, ...plan.notes].map((note) => create('p', { className: 'hint' }, note)),
  );
}

function createProgress(onCancel: () => void) {
  const bar = create('progress', { max: 1, value: 0, 'aria-label': 'Export' });
  const frames = create('output', { 'aria-label': 'Frames exported' }, '0');
  const rate = create('output', { 'aria-label': 'Frames a second' }, '…');
  const left = create('output', { 'aria-label': 'Time left' }, '…');
  const bytes = create('output', { 'aria-label': 'Bytes written' }, '0 B');
  const cancel = create('button', { type: 'button', onclick: onCancel }, 'Cancel');
  const facts = create(
    'dl',
    { className: 'facts columns' },
    fact('Frames', frames),
    fact('Rate', rate),
    fact('Time left', left),
    fact('Written', bytes),
  );
  return {
    cancel,
    element: create('div', {}, bar, facts, create('p', { className: 'row' }, cancel)),
    update(progress: ExportProgress) {
      bar.value = progress.done / progress.total;
      frames.value = `${progress.done} of ${progress.total}`;
      rate.value = `${progress.rate.toFixed(0)} frames/s`;
      left.value = formatSeconds(progress.left);
      bytes.value = formatBytes(progress.bytes);
    },
  };
}

function describeFilm({ file, written, seconds }: ExportedFilm, plan: RenderPlan, quality: Node) {
  const { codec, size } = planFilm(plan);
  const duration = secondsAt(written.frames, plan.fps);
  return create(
    'dl',
    { className: 'facts' },
    fact('Film', `${size.width}×${size.height}, ${formatFrameRate(plan.fps)} fps`),
    fact('Length', `${counted(written.frames, 'frame')}, ${formatSeconds(duration)}`),
    fact('Codec', `${findCodec(codec).label} (${written.codecString})`),
    fact('Size', `${formatBytes(file.size)}, ${formatBitrate((8 * file.size) / duration)}`),
    fact('Quality', quality),
    fact('Took', `${formatSeconds(seconds)}, ${(written.frames / seconds).toFixed(0)} frames/s`),
  );
}
