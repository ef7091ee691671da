import { type Parameter, writeValue } from '../../core/values/parameter.ts';
import type { SpecOption } from '../../film/options/option.ts';

/** A value that a person can set, as a control shows it. */
export interface Field extends Omit<Parameter, 'name' | 'default' | 'kind'> {
  /** Of the element that its label names. */
  readonly id: string;
  readonly kind: SpecOption['kind'];
  /** What holds without it: as a person would type it, or in words. */
  readonly default?: string;
}

/** The field of an option of the command line. */
export function fieldOfOption(option: SpecOption): Field {
  return { ...option, id: `option-${option.name}` };
}

/** The field of a parameter of a motion or an effect. */
export function fieldOfParameter({ default: preset, ...parameter }: Parameter, id: string): Field {
  const text = preset === undefined ? undefined : writeValue(parameter, preset);
  return { ...parameter, id, ...(text !== undefined && { default: text }) };
}

/** What it is for, as sentences. */
export function hintOf({ summary, default: preset, choiceLabels }: Field): string {
  const sentence = capital(summary.replaceAll('--', ''));
  if (preset === undefined) return `${sentence}.`;
  return `${sentence}. Default: ${choiceLabels?.[preset] ?? preset}.`;
}

/** A summary as a sentence begins. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
