import { StillmotionError } from '../core/errors.ts';
import { parseSpec } from '../core/spec.ts';
import type { SpecDraft } from '../core/options.ts';

/** What a link's hash holds; a whole spec is taken, too. */
export interface LinkState {
  /** What was set, and nothing else: what is open has its default. */
  readonly draft: SpecDraft;
  readonly frame: number;
  /** Where the picture can be fetched; left out: the built-in one, or one that no link can carry. */
  readonly picture?: string;
}

/** `spec` as JSON, `frame`, `picture`, as a query after the #. */
export function writeHash({ draft, frame, picture }: LinkState): string {
  const fields = new URLSearchParams();
  if (Object.keys(draft).length > 0) fields.set('spec', JSON.stringify(draft));
  if (frame > 0) fields.set('frame', String(frame));
  if (picture !== undefined) fields.set('picture', picture);
  return fields.size === 0 ? '' : `#${fields.toString()}`;
}

/** @throws StillmotionError `usage` when the hash is none of ours, or its spec is wrong */
export function readHash(hash: string): LinkState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const draft = readDraft(fields.get('spec') ?? '{}');
  const frame = fields.get('frame') ?? '0';
  if (!/^\d{1,8}$/.test(frame)) {
    throw new StillmotionError('usage', `The link's frame is "${frame}"; expected a whole number.`);
  }
  const picture = fields.get('picture');
  return { draft, frame: Number(frame), ...(picture !== null && { picture }) };
}

function readDraft(text: string): SpecDraft {
  let draft: unknown;
  try {
    draft = JSON.parse(text);
  } catch (cause) {
    throw new StillmotionError('usage', `The link's spec is not JSON: ${text}`, { cause });
  }
  return withoutDefaults(parseSpec(draft));
}

/** Only what a person would have had to set. */
function withoutDefaults(spec: SpecDraft): SpecDraft {
  const defaults: SpecDraft = parseSpec({});
  const isSet = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(defaults[name]);
  return Object.fromEntries(Object.entries(spec).filter(isSet));
}
