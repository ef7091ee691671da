import type { SpecDraft } from '../../film/options/option.ts';
import { byId } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { warnUnopened } from './open.ts';
import type { Receiver } from './receiver.ts';
import { setSound } from '../project/chosen-sound.ts';
import { BUILT_IN, type Source } from '../project/source.ts';
import { showSampleCards } from './sample-cards.ts';
import { createSamplePictures, type Sample } from './samples.ts';

/** What a person has begun with. */
export interface Beginning {
  readonly source: Source;
  readonly draft: SpecDraft;
  /** It was asked for by what it does: it moves at once. */
  readonly moves: boolean;
}

/**
 * The first view, where there is no picture yet: a place to drop one, and samples. It stays until something
 * has become a film.
 *
 * @param begin makes the film; what it throws is said, and the view stays
 * @param receive is given who takes what comes by dialog, drop, paste and address
 * @throws StillmotionError where nothing can be drawn
 */
export async function showFirstView<Film>(
  begin: (beginning: Beginning) => Promise<Film>,
  receive: (receiver: Receiver) => void,
): Promise<Film> {
  const view = byId('first-view', HTMLElement);
  const pictures = createSamplePictures();
  const open = remember((sample: Sample) => pictures.source(sample));
  const leaving = new AbortController();
  const { signal } = leaving;
  let leave: (film: Film) => void = () => {};
  const begun = new Promise<Film>((resolve) => (leave = resolve));
  let attempting: Promise<void> | undefined;

  /** Of two that come at once the first counts. */
  async function attempt(prepare: () => Promise<Beginning>): Promise<void> {
    if (attempting) return;
    view.setAttribute('aria-busy', 'true');
    attempting = prepare().then(begin).then(leave);
    try {
      await attempting;
    } finally {
      attempting = undefined;
      view.removeAttribute('aria-busy');
    }
  }

  async function take(source: Source, draft: SpecDraft = {}): Promise<void> {
    try {
      await attempt(async () => beginning(source, draft));
    } catch (error) {
      const resample = (size: SpecDraft) => void take(source, size);
      await warnUnopened(error, source, pictures.maxTextureSize, resample);
    }
  }

  function choose(sample: Sample): void {
    const prepare = async () => ({
      source: await open(sample),
      draft: sample.draft,
      moves: true,
    });
    attempt(prepare).catch(warn);
  }

  receive({
    picture: (source) => take(source),
    work: async ({ source, draft, sound }) => {
      await take(source, draft);
      setSound(sound);
    },
    spec: (draft) => attempt(async () => beginning(BUILT_IN, draft)),
    // It has something to draw on: many paint all of the frame themselves.
    shader: (source, file) =>
      attempt(async () => beginning(BUILT_IN, { motions: [], effects: [{ source, file }] })),
  });
  byId('first-open', HTMLButtonElement).onclick = () => byId('file', HTMLInputElement).click();
  // A link that is pasted into the address of this page.
  addEventListener('hashchange', () => location.reload(), { signal });
  view.hidden = false;
  const list = byId('samples', HTMLUListElement);
  /** The graphics are for what was chosen, as long as it is on its way. */
  const draw = async (sample: Sample, width: number) => {
    await attempting?.catch(() => {});
    return signal.aborted ? undefined : pictures.image(sample, width);
  };
  // What goes wrong is said where it is chosen.
  const prepare = (sample: Sample) => void open(sample).catch(() => {});
  const cards = showSampleCards(list, { draw, choose, prepare, signal }).catch(warn);
  document.documentElement.dataset['ready'] = 'true';
  const film = await begun;

  leaving.abort();
  view.remove();
  void cards.finally(() => pictures.dispose());
  return film;
}

function beginning(source: Source, draft: SpecDraft): Beginning {
  return { source, draft, moves: false };
}

/** What was made for something is given again. */
function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
