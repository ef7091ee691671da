import { parseSpec, type RenderSpec } from '../film/spec.ts';
import type { SpecDraft } from '../film/options.ts';
import { createEmitter, type Emitter } from '../player/emitter.ts';
import type { Player } from '../player/player.ts';

/** A picture and where it came from. */
export interface Source {
  /** `null` is the built-in picture. */
  readonly blob: Blob | null;
  readonly name: string;
  /** Where it can be fetched again; not for files of this machine. */
  readonly url?: string;
}

export const BUILT_IN: Source = { blob: null, name: 'built-in picture' };

/** What the page is about: a picture and its spec, as far as a person has set it. */
export interface Job {
  /** Only what was set; what is open has its default. */
  readonly draft: SpecDraft;
  readonly spec: RenderSpec;
  readonly source: Source;
  /**
   * Sets the spec; while the player is at work on one, only the newest of those behind it counts.
   *
   * @throws StillmotionError when it can't be played: everything is then as it was
   */
  change(draft: SpecDraft): Promise<void>;
  /** Opens another picture, with another spec where one is given; throws as `change`. */
  open(source: Source, draft?: SpecDraft): Promise<void>;
  readonly on: Emitter<JobEvents>['on'];
}

interface JobEvents {
  spec: RenderSpec;
  source: Source;
}

export function createJob(player: Player, first: { draft: SpecDraft; source: Source }): Job {
  const { on, emit } = createEmitter<JobEvents>();
  let { draft, source } = first;
  let spec = parseSpec(draft);
  let newest = 0;
  let work: Promise<unknown> = Promise.resolve();

  function settle(next: SpecDraft): void {
    draft = next;
    spec = parseSpec(next);
    emit('spec', spec);
  }

  return {
    get draft() {
      return draft;
    },
    get spec() {
      return spec;
    },
    get source() {
      return source;
    },
    async change(next) {
      parseSpec(next);
      const turn = ++newest;
      await work.catch(() => {});
      if (turn !== newest) return;
      const change = player.setSpec(next);
      work = change;
      await change;
      settle(next);
    },
    async open(next, withDraft = draft) {
      newest++;
      await player.setImage(next.blob, withDraft);
      source = next;
      emit('source', source);
      settle(withDraft);
    },
    on,
  };
}
