import type { SpecDraft } from '../../film/options/option.ts';
import type { Project } from '../project/project.ts';
import { rememberedLayers, rememberLayers, seenWith } from '../project/shown-layers.ts';
import { warn } from '../ui/notices.ts';

/** The film's title, which may be switched off: then the page keeps it, and the film has none. */
export interface TitleSwitch {
  /** What it says, on or off; `undefined`: there is none. */
  readonly text: string | undefined;
  readonly isOff: boolean;
  readonly turn: () => void;
  readonly remove: () => void;
  /** Takes what the draft says; to be called before anything shows it. */
  update(): void;
}

export function createTitleSwitch(project: Project): TitleSwitch {
  let off: string | undefined;
  const textOf = ({ title }: SpecDraft) => (typeof title === 'string' ? title : undefined);
  const change = (edit: (draft: SpecDraft) => SpecDraft) => project.change(edit).catch(warn);

  return {
    get text() {
      return textOf(project.draft) ?? off;
    },
    get isOff() {
      return off !== undefined;
    },
    turn: () =>
      void change((draft) => {
        const on = textOf(draft);
        if (on !== undefined) return seenWith(withoutTitle(draft), layersOf(on));
        return off === undefined ? draft : { ...draft, title: off };
      }),
    remove: () => void change(withNoTitle),
    update() {
      const { draft } = project;
      const [kept] = rememberedLayers(draft)?.['title'] ?? layersOf(off).title;
      // Whoever sets another one has it on.
      off = textOf(draft) === undefined ? kept && textOf(kept.spec) : undefined;
      rememberLayers(draft, layersOf(off));
    },
  };
}

/** Also without one that is switched off. */
export function withNoTitle(draft: SpecDraft): SpecDraft {
  return seenWith(withoutTitle(draft), layersOf(undefined));
}

function layersOf(off: string | undefined) {
  return { title: off === undefined ? [] : [{ spec: { title: off }, on: false }] };
}

function withoutTitle(draft: SpecDraft): SpecDraft {
  const { title: _, ...others } = draft;
  return others;
}
