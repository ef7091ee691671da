import { StillmotionError } from '../../core/errors.ts';
import { readOption, rollProblem } from './option-values.ts';
import type { SpecDraft, SpecOption } from './option.ts';
import { SPEC_OPTIONS } from './options.ts';
import { describeFault, type Fault, inShort } from '../spec/spec-fault.ts';
import { checkSpec, type RenderSpec } from '../spec/spec.ts';

/** How a person set an option. */
export interface SetOption {
  /** What they call it: `--range`, or its label. */
  readonly name: string;
  /** What they wrote; left out: as the option is written. */
  readonly value?: string;
}

/**
 * Completes and checks a spec that was made from options.
 *
 * @param find how the person set an option; `undefined` where they didn't
 * @throws StillmotionError `usage`, in that person's words
 */
export function parseOptions(
  draft: SpecDraft,
  find: (option: SpecOption) => SetOption | undefined,
): RenderSpec {
  const checked = checkSpec(draft);
  if ('spec' in checked) return checked.spec;
  throw new StillmotionError('usage', describe(checked.fault, draft, find));
}

function describe(
  fault: Fault,
  draft: SpecDraft,
  find: (option: SpecOption) => SetOption | undefined,
): string {
  for (const option of SPEC_OPTIONS) {
    const set = find(option);
    if (set === undefined) continue;
    const problem = rollProblem(option, draft);
    if (problem !== undefined)
      return `${set.name} is ${inShort(set.value ?? readOption(option, draft) ?? '')}; it ${problem}.`;
    if (fault.path[0] !== option.field) continue;
    const value = set.value ?? readOption(option, draft) ?? '';
    const [, part] = fault.path;
    return describeFault(fault, {
      name: set.name,
      got: `${inShort(value)}${asOtherOption(option, draft)}`,
      part: part && (PARTS[part] ?? part),
    });
  }
  return describeFault(fault);
}

/** What a part of an option's value is called. */
const PARTS: Readonly<Record<string, string>> = { first: 'first frame', last: 'last frame' };

/** Rules speak of the value as it is in the spec: an interval is a frame rate there. */
function asOtherOption({ field, name }: SpecOption, draft: SpecDraft): string {
  const kept = SPEC_OPTIONS.find((option) => option.field === field);
  if (kept === undefined || kept.name === name) return '';
  return `, as ${kept.label.toLowerCase()} ${readOption(kept, draft)}`;
}
