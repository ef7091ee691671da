import { applyOption, clearOption, readOption } from '../film/option-values.ts';
import { OPTION_GROUPS, type SpecDraft, type SpecOption } from '../film/option.ts';
import { SPEC_OPTIONS } from '../film/options.ts';
import type { RenderPlan } from '../film/plan.ts';
import { secondsAt } from '../core/timeline.ts';
import { byId, create } from './element.ts';
import { createControl } from './control.ts';
import type { Player } from '../player/player.ts';
import type { Job } from './job.ts';
import { messageOf, warn } from './notices.ts';

/** One control of the panel, bound to the job. */
interface BoundControl {
  readonly option: SpecOption;
  readonly element: HTMLElement;
  /** Shows what the spec says. */
  update(): void;
}

/** Shows a control for every option of the table, in its groups, and keeps them true. */
export function createPanel(player: Player, job: Job): void {
  const resolved = () => resolve(player.plan);
  const controls = SPEC_OPTIONS.map((option) => bindControl(option, job, resolved));
  const groups = Object.entries(OPTION_GROUPS).map(([group, label]) =>
    create(
      'fieldset',
      {},
      create('legend', {}, label),
      ...controls.filter(({ option }) => option.group === group).map(({ element }) => element),
    ),
  );
  const form = byId('settings', HTMLFormElement);
  form.append(...groups);
  form.onsubmit = (event) => event.preventDefault();
  byId('reset', HTMLButtonElement).onclick = () => {
    job.change(() => ({})).catch(warn);
  };
  const update = () => controls.forEach((control) => control.update());
  job.on('spec', update);
  job.on('source', update);
}

function bindControl(option: SpecOption, job: Job, resolved: () => SpecDraft): BoundControl {
  const control = createControl(option, (text) => {
    const edit = (draft: SpecDraft) =>
      text === '' ? clearOption(option, draft) : applyOption(option, draft, text);
    job.change(edit).then(
      () => control.complain(undefined),
      (error: unknown) => control.complain(messageOf(error)),
    );
  });
  const update = () => {
    control.show(
      readOption(option, job.draft),
      readOption(option, resolved()),
      option.appliesTo?.(job.spec) ?? true,
    );
    control.complain(undefined);
  };
  update();
  return { option, element: control.element, update };
}

/** The spec with everything said that picture and defaults decide. */
function resolve({ spec, image, layout, frameCount, fps, range }: RenderPlan): SpecDraft {
  const duration = Number(secondsAt(frameCount, fps).toFixed(3));
  return { ...spec, size: image, canvas: layout.canvas, frames: frameCount, duration, range };
}
