import { findContainer } from '../../containers/index.ts';
import type { Size } from '../../core/size.ts';
import { planFilmOf, type RenderPlan } from '../../film/plan.ts';
import { assertTaken, lastingAs } from '../../film/time/sound.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { chosenSound, setSound } from '../project/chosen-sound.ts';

export function removeSound(): void {
  setSound(undefined);
}

/**
 * A draft that lasts as long as the sound that goes with it, where the film is another one then: several pictures share the
 * time, and a motion that doesn't close takes all of it. What can't be heard is refused by the export, which says what would do.
 *
 * @param picture the size of the first
 */
export function asHeard(draft: SpecDraft, spec: RenderSpec, picture: Size): SpecDraft {
  const chosen = chosenSound();
  if (chosen === undefined || (spec.audioOffset ?? 0) >= chosen.duration) return draft;
  const { lasts } = lastingAs(chosen, spec);
  if (lasts === undefined) return draft;
  return isOtherFilm({ ...spec, lasts }, picture) ? { ...draft, lasts } : draft;
}

function isOtherFilm(lasting: RenderSpec, picture: Size): boolean {
  try {
    const { show, spec } = planFilmOf(lasting, picture);
    return show !== undefined || spec.duration !== undefined;
  } catch {
    // The export says why there is none.
    return false;
  }
}

/**
 * The plan of a film with the sound that goes with it: as long, where nothing else says how long it is.
 *
 * @param shown what the player shows
 * @throws StillmotionError `usage` where its file takes no sound, or there is none to be changed
 */
export function planHeard(spec: RenderSpec, shown: RenderPlan): RenderPlan {
  const chosen = chosenSound();
  if (chosen) assertTaken(findContainer(spec.format));
  const lasting = lastingAs(chosen, spec);
  // What its picture has decided is seen in the film that is shown.
  const { background, codec } = shown.spec;
  return lasting === spec ? shown : planFilmOf({ ...lasting, background, codec }, shown.picture);
}
