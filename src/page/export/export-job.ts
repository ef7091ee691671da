import { counted } from '../../core/values/counted.ts';
import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { describeProof } from '../../verify/proof.ts';
import { offerDownload } from '../ui/download.ts';
import { create, fact } from '../ui/element.ts';
import { describeFilm } from './export-facts.ts';
import {
  type ExportedFilm,
  exportFilm,
  type ExportProgress,
  type FilmToExport,
  judgeFilm,
} from './film-export.ts';
import { formatBytes, formatSeconds } from '../ui/format.ts';
import { messageOf } from '../../core/errors.ts';

/** A film that is exported: it keeps its own spec and picture, and stays until it is dismissed. */
export interface ExportJob {
  readonly element: HTMLElement;
  /** Exports it; what goes wrong is said in its place. */
  readonly run: () => Promise<void>;
}

export interface ExportJobChoice {
  readonly film: FilmToExport;
  /** Of its file. */
  readonly name: string;
  /** Left out: it is downloaded. */
  readonly handle: FileSystemFileHandle | undefined;
  readonly reducedMotion: boolean;
  /** Says it to screen readers. */
  readonly say: (text: string) => void;
  /** @param share how much of it is done */
  readonly onProgress: (share: number) => void;
}

/** The person thought better of it. */
class Cancelled extends Error {}

export function createExportJob(choice: ExportJobChoice): ExportJob {
  const { film, name, handle, say } = choice;
  const running = new AbortController();
  const progress = createProgress(() => running.abort(new Cancelled()));
  const body = create('div', { className: 'job-body' }, progress.element);
  const element = create(
    'li',
    { className: 'export-job' },
    create('div', { className: 'job-head' }, create('strong', {}, name)),
    body,
  );

  /** @param free called when nobody sees it any more */
  function offerDismissal(free: () => void): void {
    const onclick = () => {
      free();
      element.remove();
    };
    const button = { type: 'button', className: 'quiet', 'aria-label': `Dismiss ${name}`, onclick };
    element.querySelector('.job-head')?.append(create('button', button, '×'));
  }

  function showDone(exported: ExportedFilm): void {
    const { file, written } = exported;
    const url = URL.createObjectURL(file);
    const quality = create('span', {}, 'measuring …');
    const download = () => offerDownload(file, name);
    body.replaceChildren(
      showFilm(film, url, choice.reducedMotion),
      create('p', {}, handle ? `Saved as ${name}.` : `Downloaded as ${name}.`),
      describeFilm(exported, film.plan, quality),
      ...(handle
        ? []
        : [create('button', { type: 'button', onclick: download }, 'Download again')]),
    );
    say(`Exported: ${counted(written.frames, 'frame')}, ${formatBytes(file.size)}.`);
    // At once: a film that waits for a click would go with the page.
    if (!handle) download();
    const judging = new AbortController();
    judgeFilm(exported, film, judging.signal).then(
      (proof) => (quality.textContent = describeProof(proof)),
      (error: unknown) => (quality.textContent = `not measured: ${messageOf(error)}`),
    );
    offerDismissal(() => {
      judging.abort();
      URL.revokeObjectURL(url);
    });
  }

  function showFailure(error: unknown): void {
    const cancelled = error instanceof Cancelled;
    const message = cancelled ? 'Cancelled; nothing was kept.' : messageOf(error);
    body.replaceChildren(
      create('p', { className: cancelled ? 'message' : 'message bad' }, message),
    );
    say(message);
    offerDismissal(() => {});
  }

  return {
    element,
    async run() {
      const { signal } = running;
      const onProgress = (now: ExportProgress) => {
        progress.update(now);
        choice.onProgress(now.done / now.total);
      };
      try {
        signal.throwIfAborted();
        say('Exporting.');
        showDone(await exportFilm(film, handle, signal, onProgress));
      } catch (error) {
        showFailure(error);
      }
    },
  };
}

function showFilm(
  { plan: { spec }, sound }: FilmToExport,
  url: string,
  reducedMotion: boolean,
): HTMLElement {
  const { mime } = findContainer(spec.format);
  const { takes } = findCodec(spec.codec);
  if (takes === 'scene') return create('p', {}, 'It plays where it is opened.');
  if (takes === 'frames')
    return create('p', {}, 'It is for programs that take frames as they are.');
  if (mime.startsWith('image/')) return create('img', { alt: 'The exported film', src: url });
  return create('video', {
    controls: true,
    loop: true,
    // Nobody is startled: what is heard is played by whoever wants to.
    muted: sound === undefined,
    playsInline: true,
    autoplay: sound === undefined && !reducedMotion,
    src: url,
    'aria-label': 'The exported film',
  });
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
    element: create('div', {}, bar, create('p', { className: 'row' }, cancel), facts),
    update(progress: ExportProgress) {
      bar.value = progress.done / progress.total;
      frames.value = `${progress.done} of ${progress.total}`;
      rate.value = `${progress.rate.toFixed(0)} frames/s`;
      left.value = formatSeconds(progress.left);
      bytes.value = formatBytes(progress.bytes);
    },
  };
}
