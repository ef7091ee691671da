import { parseOptions } from '../../film/options/option-words.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { createEmitter, type Emitter } from '../../player/emitter.ts';
import { chosenFiles } from './chosen-files.ts';
import { fitDraft } from './pictures.ts';
import type { Source } from './source.ts';
import type { Player } from '../../player/player.ts';

/**
 * A change of what is set.
 *
 * @param seen what was set when the change was asked for: others may have come before it
 */
export type Edit = (draft: SpecDraft, seen: SpecDraft) => SpecDraft;

/** A picture, its spec and what they come to, all of one moment: whoever works on it keeps it. */
export interface ProjectState {
  /** Only what was set; what is open has its default. */
  readonly draft: SpecDraft;
  readonly spec: RenderSpec;
  readonly source: Source;
  readonly plan: RenderPlan;
}

/** What the page is about: a picture and its spec, as far as a person has set it. */
export interface Project extends ProjectState {
  /** As it is now; later changes don't reach it. */
  snapshot(): ProjectState;
  /**
   * Edits what is set. Edits are made in their order, each on what the ones before have left; those that
   * wait while the player is at work are tried together, and one by one where they can't be played so.
   *
   * @throws StillmotionError when it can't be played: what it would have set is then as it was
   */
  change(edit: Edit): Promise<void>;
  /**
   * Makes an edit that goes by what the film has come to: it is asked for once all edits before it are in the film.
   * Throws as `change`.
   */
  adjust(make: () => Edit): Promise<void>;
  /**
   * Opens another picture, or what is made of those that are there once all before it is done; and edits the spec for it
   * where that is asked for. Throws as `change`.
   */
  open(source: Source | ((now: Source) => Source), edit?: Edit): Promise<void>;
  /** Brings back what was set and opened, as it is asked for once all before it is done. Throws as `change`. */
  restore(choose: () => Pick<ProjectState, 'draft' | 'source'> | undefined): Promise<void>;
  /** Plays otherwise what is set, from the next change on. */
  accompany(how: Played): void;
  readonly on: Emitter<ProjectEvents>['on'];
}

interface ProjectEvents {
  spec: RenderSpec;
  source: Source;
}

/** What the player is given of a draft: also what goes along with the film, and is no part of its spec. */
export type Played = (draft: SpecDraft, spec: RenderSpec) => SpecDraft;

/** An edit, and who waits for it. */
interface Waiting {
  readonly edit: (draft: SpecDraft) => SpecDraft;
  readonly done: () => void;
  readonly fail: (reason: unknown) => void;
}

/** @throws StillmotionError in the words of the panel */
function checked(draft: SpecDraft): RenderSpec {
  return parseOptions(draft, ({ label }) => ({ name: label }));
}

export function createProject(
  player: Pick<Player, 'plan' | 'setSpec' | 'setImage'>,
  first: { draft: SpecDraft; source: Source },
): Project {
  const { on, emit } = createEmitter<ProjectEvents>();
  let { source } = first;
  let draft = fitDraft(first.draft, source);
  let spec = checked(draft);
  let played: Played = (own) => own;
  let work: Promise<unknown> = Promise.resolve();
  /** Edits that the next step of the work takes together. */
  let gathered: Waiting[] | undefined;

  /** One step of the work after the other: each begins with what the one before has left. */
  function enqueue(step: () => Promise<void>): Promise<void> {
    const result = work.then(step);
    work = result.catch(() => {});
    return result;
  }

  function settle(next: SpecDraft, complete: RenderSpec): void {
    draft = next;
    spec = complete;
    emit('spec', spec);
  }

  async function set(edits: readonly Pick<Waiting, 'edit'>[]): Promise<void> {
    const edited = edits.reduce((before, { edit }) => edit(before), draft);
    const next = fitDraft(edited, source);
    const complete = checked(next);
    await player.setSpec(played(next, complete), chosenFiles());
    settle(next, complete);
  }

  async function openNow(next: Source, asked: SpecDraft, before?: Source): Promise<void> {
    const edited = fitDraft(asked, next, before);
    const complete = checked(edited);
    await player.setImage(next.blob, played(edited, complete), chosenFiles());
    source = next;
    emit('source', source);
    settle(edited, complete);
  }

  /** As a step of its own: edits from now on begin with what it has left. */
  function enqueueAlone(step: () => Promise<void>): Promise<void> {
    gathered = undefined;
    return enqueue(step);
  }

  async function setTogether(edits: readonly Waiting[]): Promise<void> {
    try {
      await set(edits);
      for (const { done } of edits) done();
    } catch (error) {
      if (edits.length === 1) edits[0]?.fail(error);
      else await setEach(edits);
    }
  }

  async function setEach(edits: readonly Waiting[]): Promise<void> {
    const refused: (() => void)[] = [];
    for (const waiting of edits) {
      await set([waiting]).then(waiting.done, (error: unknown) =>
        refused.push(() => waiting.fail(error)),
      );
    }
    // A refusal is told last: it is about what the person still sees.
    for (const tell of refused) tell();
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
    get plan() {
      return player.plan;
    },
    snapshot: () => ({ draft, spec, source, plan: player.plan }),
    change: (asked) =>
      new Promise((done, fail) => {
        const seen = draft;
        const edit = (now: SpecDraft) => asked(now, seen);
        if (gathered === undefined) {
          const edits: Waiting[] = (gathered = []);
          void enqueue(() => {
            if (gathered === edits) gathered = undefined;
            return setTogether(edits);
          });
        }
        gathered.push({ edit, done, fail });
      }),
    adjust: (make) => enqueueAlone(() => set([{ edit: (now) => make()(now, now) }])),
    open: (asked, edit = (kept) => kept) =>
      enqueueAlone(() =>
        openNow(typeof asked === 'function' ? asked(source) : asked, edit(draft, draft), source),
      ),
    restore: (choose) =>
      enqueueAlone(async () => {
        const next = choose();
        if (next?.source === source) await set([{ edit: () => next.draft }]);
        else if (next) await openNow(next.source, next.draft);
      }),
    accompany(how) {
      played = how;
    },
    on,
  };
}
