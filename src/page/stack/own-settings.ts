import { SPEC_OPTIONS } from '../../film/options/options.ts';
import type { SpecDraft, SpecOption } from '../../film/options/option.ts';
import { bindControl } from '../controls/bound-control.ts';
import { createControl, foldAdvanced } from '../controls/control.ts';
import { MOTION_LAYERS, OWN_MOTION_LAYERS } from '../layers/layer-kinds.ts';
import { createStack } from '../layers/stack.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';
import { focusOn, holdOf } from './own-picture.ts';

/** What one of several pictures has in the place of the film's. */
export interface OwnSettings {
  readonly elements: readonly HTMLElement[];
  /** Shows what the draft says. */
  update(): void;
}

/** Options of the film that a picture takes for itself, and what they are called there. */
const OWN: Readonly<Record<string, Partial<SpecOption>>> = {
  each: {
    label: 'Its seconds',
    field: 'hold',
    summary: 'seconds from when it is seen alone to when the next one is',
  },
  title: { label: 'Its title' },
  position: { label: 'Its position' },
  crop: { label: 'Its crop', tier: 'advanced' },
  focus: { label: 'Its focus' },
};

export function createOwnSettings(project: Project, blob: Blob): OwnSettings {
  const own = focusOn(project, blob);
  /** Where it says nothing, the film's hold. */
  const resolved = () => ({ ...project.spec, ...own.draft, hold: holdOf(project, blob) });
  const controls = Object.entries(OWN).flatMap(([name, words]) =>
    SPEC_OPTIONS.filter((option) => option.name === name).map((option) =>
      bindControl(
        { ...option, default: 'as the film', ...words, name: `own-${name}` },
        own,
        resolved,
      ),
    ),
  );
  const stack = createStack(OWN_MOTION_LAYERS, own);
  const moves = createControl(
    {
      id: 'option-own-motion',
      kind: 'bool',
      label: 'Its motion',
      summary: 'moves in a way of its own; without a motion it stands still',
      default: 'off',
      tier: 'essential',
    },
    (text) => void own.change((kept) => withOwnMotions(kept, text === 'on')).catch(warn),
  );

  /** At first as the film moves it. */
  function withOwnMotions(kept: SpecDraft, isOn: boolean): SpecDraft {
    const { motions, ...others } = kept;
    if (!isOn) return others;
    return { ...kept, motions: motions ?? MOTION_LAYERS.read(project.draft) };
  }

  function update(): void {
    for (const control of controls) control.update();
    const isOn = own.draft['motions'] !== undefined;
    moves.show(isOn ? 'on' : undefined, isOn ? 'on' : 'off', true);
    stack.element.hidden = !isOn;
    stack.update();
  }

  update();
  const tiers = controls.map(({ option, element }) => ({ tier: option.tier, element }));
  const [essential, advanced] = [
    tiers.filter(isEssential),
    tiers.filter((each) => !isEssential(each)),
  ];
  return {
    elements: [
      ...essential.map(({ element }) => element),
      moves.element,
      stack.element,
      ...foldAdvanced('own', advanced),
    ],
    update,
  };
}

function isEssential({ tier }: { readonly tier: SpecOption['tier'] }): boolean {
  return tier === 'essential';
}
