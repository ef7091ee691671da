import { StillmotionError } from '../../core/errors.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecDraft } from '../options/option.ts';
import { filesIn, withoutFiles } from './spec-files.ts';
import { parseSpec } from '../spec/spec.ts';

/** What a link to the player holds in its hash. */
export interface LinkState {
  /** What was set, and nothing else: what is open has its default. */
  readonly draft: SpecDraft;
  readonly frame: number;
  /** Where the picture can be fetched; left out: the built-in one, or one that no link can carry. */
  readonly picture?: string;
  /**
   * All effects of the film where some of them are somebody's own shaders: programs, which nobody runs before they have
   * been shown and asked for. The draft has those that are ours.
   */
  readonly code?: readonly EffectSpec[];
}

const FIELDS = ['spec', 'frame', 'picture', 'code'];
/** Characters of a bad link that its message repeats. */
const SHOWN = 60;

/**
 * `spec` as JSON, `frame`, `picture`, `code` as JSON, as a query after the #; `''` where there is nothing to say. The
 * source of an effect is a program, which stands in `code` alone; files of effects are on this machine alone: no link
 * carries them.
 */
export function writeHash({ draft: whole, frame, picture, code }: LinkState): string {
  const fields = new URLSearchParams();
  const draft = withoutSources(withoutFiles(whole));
  if (Object.keys(draft).length > 0) fields.set('spec', JSON.stringify(draft));
  if (frame > 0) fields.set('frame', String(frame));
  if (picture !== undefined) fields.set('picture', picture);
  if (code !== undefined) fields.set('code', JSON.stringify(code));
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
  const code = fields.get('code');
  return {
    draft: readDraft(fields.get('spec') ?? '{}', hash),
    frame: Number(frame),
    ...(picture !== null && { picture }),
    ...(code !== null && { code: readCode(code, hash) }),
  };
}

/** What a link with the code of a film has of it; `undefined` where all of its effects are ours. */
export function codeOf(draft: SpecDraft): readonly EffectSpec[] | undefined {
  // Of transitions a link has none, as it has no pictures.
  const { effects } = draft;
  if (sourcesIn({ effects }).length === 0) return undefined;
  return withoutFiles(draft)['effects'] as readonly EffectSpec[];
}

function readCode(text: string, hash: string): readonly EffectSpec[] {
  const { effects } = parseSpec({ effects: readJson(text, 'code', hash) });
  assertNoFiles({ effects, transitions: [] }, hash);
  return effects;
}

function readJson(text: string, field: string, hash: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(hash, `JSON as its ${field}`, cause);
  }
}

function assertNoFiles(spec: Parameters<typeof filesIn>[0], hash: string): void {
  if (filesIn(spec).length > 0)
    throw unreadable(hash, 'effects without files, as a link carries none');
}

function readDraft(text: string, hash: string): SpecDraft {
  const spec = parseSpec(readJson(text, 'spec', hash));
  if (sourcesIn(spec).length > 0)
    throw unreadable(
      hash,
      'effects by their names alone, as the source of one is a program: that stands in “code”',
    );
  assertNoFiles(spec, hash);
  return withoutDefaults(spec);
}

/** The effects of a spec, and its transitions, that are somebody's own shaders. */
export function sourcesIn(spec: SpecDraft): EffectSpec[] {
  return WITH_SHADERS.flatMap((field) =>
    Array.isArray(spec[field]) ? (spec[field] as EffectSpec[]) : [],
  ).filter(({ source }) => source !== undefined);
}

const WITH_SHADERS = ['effects', 'transitions'] as const;

/** A spec without them; of a chain that is nothing else, nothing is left. */
function withoutSources(draft: SpecDraft): SpecDraft {
  const sources = sourcesIn(draft);
  return WITH_SHADERS.reduce((spec, field) => {
    const { [field]: all, ...others } = spec;
    if (!Array.isArray(all)) return spec;
    const left = (all as EffectSpec[]).filter((each) => !sources.includes(each));
    return left.length === 0 && all.length > 0 ? others : { ...others, [field]: left };
  }, draft);
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
