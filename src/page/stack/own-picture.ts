import type { SpecDraft } from '../../film/options/option.ts';
import type { PictureSpec } from '../../film/spec/show-fields.ts';
import { secondsAt } from '../../core/timeline.ts';
import { picturesOf } from '../project/pictures.ts';
import type { Edit, Project } from '../project/project.ts';

// What one of several pictures has of its own, as the draft has it: by its file, wherever it stands.

function placeOf({ source }: Pick<Project, 'source'>, blob: Blob): number {
  return picturesOf(source).findIndex((each) => each.blob === blob);
}

/** As the draft says it; nothing of a picture that has gone. */
export function ownOf(
  project: Pick<Project, 'source'>,
  draft: SpecDraft,
  blob: Blob,
): PictureSpec & SpecDraft {
  const pictures = (draft['pictures'] ?? []) as readonly PictureSpec[];
  return { ...pictures[placeOf(project, blob)] };
}

/** Whether there is anything but its name. */
export function hasOwn(picture: PictureSpec): boolean {
  return Object.keys(picture).some((name) => name !== 'file');
}

/** How long it stands, s. */
export function holdOf(project: Pick<Project, 'source' | 'plan'>, blob: Blob): number | undefined {
  const { show, fps } = project.plan;
  const slot = show?.slots[placeOf(project, blob)];
  return slot && Number(secondsAt(slot.length, fps).toFixed(3));
}

/** The project as if one picture's own settings were all that there is. */
export function focusOn(project: Project, blob: Blob): Pick<Project, 'draft' | 'spec' | 'change'> {
  return {
    get draft() {
      return ownOf(project, project.draft, blob);
    },
    get spec() {
      return project.spec;
    },
    change: (edit) => project.change((draft, seen) => edited(project, blob, edit, draft, seen)),
  };
}

function edited(
  project: Project,
  blob: Blob,
  edit: Edit,
  draft: SpecDraft,
  seen: SpecDraft,
): SpecDraft {
  const place = placeOf(project, blob);
  if (place === -1) return draft;
  const before = ownOf(project, draft, blob);
  const own = edit(before, ownOf(project, seen, blob));
  const film = own['hold'] === before['hold'] ? draft : withoutLength(project, draft);
  const pictures = (film['pictures'] ?? []) as readonly PictureSpec[];
  return { ...film, pictures: pictures.with(place, own) };
}

/** A length of the whole would leave no picture a time of its own: the others stand as long as they did. */
function withoutLength({ plan: { show, fps } }: Project, draft: SpecDraft): SpecDraft {
  const { frames, duration, ...kept } = draft;
  const [first] = show?.slots ?? [];
  if ((frames ?? duration) === undefined || first === undefined) return draft;
  return { each: Number(secondsAt(first.length, fps).toFixed(3)), ...kept };
}
