import { messageOf } from '../../core/errors.ts';
import { applyOption, clearOption, readOption } from '../../film/options/option-values.ts';
import type { SpecDraft, SpecOption } from '../../film/options/option.ts';
import { createControl } from './control.ts';
import { fieldOfOption } from './field.ts';
import type { Project } from '../project/project.ts';

/** One control of a panel, bound to the project. */
export interface BoundControl {
  readonly option: SpecOption;
  readonly element: HTMLElement;
  /** Shows what the spec says. */
  update(): void;
}

export function bindControl(
  option: SpecOption,
  project: Pick<Project, 'draft' | 'spec' | 'change'>,
  resolved: () => SpecDraft,
): BoundControl {
  const control = createControl(fieldOfOption(option), (text) => {
    const edit = (draft: SpecDraft) =>
      text === '' ? clearOption(option, draft) : applyOption(option, draft, text);
    project.change(edit).then(
      () => control.complain(undefined),
      (error: unknown) => control.complain(messageOf(error)),
    );
  });
  return {
    option,
    element: control.element,
    update() {
      control.show(
        readOption(option, project.draft),
        readOption(option, resolved()),
        option.appliesTo?.(project.spec) ?? true,
      );
      control.complain(undefined);
    },
  };
}
