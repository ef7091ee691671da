import { StillmotionError } from '../core/errors.ts';
import type { EffectSpec } from '../effects/effect.ts';
import type { SpecDraft } from './option.ts';
import { filesIn, withoutFiles } from './spec-files.ts';
import { parseSpec } from './spec.ts';

/** What a link to the player holds in its hash. */
export interface LinkState {
  /** What was set, and nothing else: what is open has its default. */
  readonly draft: SpecDraft;
  readonly frame: number;
  /** Where the picture can be fetched; left out: the built-in one, or one that no link can carry. */
  readonly picture?: string;
}

const FIELDS = ['spec', 'frame', 'picture'];
/** Characters of a bad link that its message repeats. */
const SHOWN = 60;

/**
 * `spec` as JSON, `frame`, `picture`, as a query after the #; `''` where there is nothing to say. The source of
 * an effect is a program, and files of effects are on this machine alone: no link carries either.
 */
export function writeHash({ draft: whole, frame, picture }: LinkState): string {
  const fields = new URLSearchParams();
  const draft = withoutSources(withoutFiles(whole));
  if (Object.keys(draft).length > 0) fields.set('spec', JSON.stringify(draft));
  if (frame > 0) fields.set('frame', String(frame));
  if (picture !== undefined) fields.set('picture', picture);
  return fields.size === 0 ? '' : `#${fields.toString()}`;
}

/**
 * Reads a link's hash; a whole spec is taken, too.
 *
 * @throws StillmotionError `usage` when it is none of ours, or its spec can't be
 */
export function readHash(hash: string): LinkState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  for (const name of fields.keys()) {
    if (!FIELDS.includes(name)) throw unreadable(hash, `only ${FIELDS.join(', ')}`);
  }
  const frame = fields.get('frame') ?? '0';
  if (!/^\d{1,8}$/.test(frame)) throw unreadable(hash, 'a whole number as its frame');
  const picture = fields.get('picture');
  return {
    draft: readDraft(fields.get('spec') ?? '{}', hash),
    frame: Number(frame),
    ...(picture !== null && { picture }),
  };
}

function readDraft(text: string, hash: string): SpecDraft {
  let draft: unknown;
  try {
    draft = JSON.parse(text);
  } catch (cause) {
    throw unreadable(hash, 'JSON as its spec', cause);
  }
  const spec = parseSpec(draft);
  if (sourcesIn(spec).length > 0)
    throw unreadable(hash, 'effects by their names alone, as the source of one is a program');
  if (filesIn(spec).length > 0)
    throw unreadable(hash, 'effects without files, as a link carries none');
  return withoutDefaults(spec);
}

/** The effects of a spec that are somebody's own shaders. */
export function sourcesIn({ effects }: SpecDraft): EffectSpec[] {
  if (!Array.isArray(effects)) return [];
  return (effects as EffectSpec[]).filter(({ source }) => source !== undefined);
}

/** A spec without them; of a chain that is nothing else, nothing is left. */
function withoutSources(draft: SpecDraft): SpecDraft {
  const sources = sourcesIn(draft);
  if (sources.length === 0) return draft;
  const { effects, ...others } = draft;
  const left = (effects as EffectSpec[]).filter((each) => !sources.includes(each));
  return left.length === 0 ? others : { ...others, effects: left };
}

/** Only what a person would have had to set. */
export function withoutDefaults(spec: SpecDraft): SpecDraft {
  const defaults: SpecDraft = parseSpec({});
  const isSet = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(defaults[name]);
  return Object.fromEntries(Object.entries(spec).filter(isSet));
}

function unreadable(hash: string, expected: string, cause?: unknown): StillmotionError {
  const got = hash.length > SHOWN ? `${hash.slice(0, SHOWN)}…` : hash;
  const message = `The link's hash is ${JSON.stringify(got)}; expected ${expected}. Copy the link again, or open the page without it.`;
  return new StillmotionError('usage', message, { cause });
}
