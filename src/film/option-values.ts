import { SPEC_OPTIONS, type SpecDraft, type SpecOption } from './options.ts';

/** What an option is set to, as its `apply` takes it; `undefined` where the spec leaves it open. */
export function readOption({ path, format }: SpecOption, spec: SpecDraft): string | undefined {
  let value: unknown = spec;
  for (const key of path) value = isDraft(value) ? value[key] : undefined;
  if (value === undefined) return undefined;
  // What has no format of its own is text.
  return format ? format(value as never) : (value as string);
}

/** The spec with this option left open. */
export function clearOption({ path }: SpecOption, spec: SpecDraft): SpecDraft {
  return clear(spec, path);
}

/** The options that a spec sets, each place once, with their values. */
export function optionsOf(spec: SpecDraft): { option: SpecOption; value: string }[] {
  const places = new Set<string>();
  return SPEC_OPTIONS.flatMap((option) => {
    const place = option.path.join('.');
    const value = readOption(option, spec);
    if (value === undefined || places.has(place)) return [];
    places.add(place);
    return [{ option, value }];
  });
}

function clear(draft: SpecDraft, [key = '', ...rest]: readonly string[]): SpecDraft {
  const { [key]: value, ...others } = draft;
  if (rest.length === 0 || !isDraft(value)) return others;
  return { ...others, [key]: clear(value, rest) };
}

function isDraft(value: unknown): value is SpecDraft {
  return typeof value === 'object' && value !== null;
}
