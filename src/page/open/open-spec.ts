import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { withoutDefaults } from '../../film/carried/link.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { parseSpec } from '../../film/spec/spec.ts';

/**
 * Reads a spec as “Share” gives it, and as the command line takes it.
 *
 * @param name what it is called in errors
 * @throws StillmotionError `usage`
 */
export function readSpec(text: string, name: string): SpecDraft {
  return withoutDefaults(parseSpec(readJson(text, name)));
}

/**
 * Those that several pictures follow one another in are opened beside them.
 *
 * @param count of the pictures that are there
 * @throws StillmotionError `usage`
 */
export function assertFits({ pictures }: SpecDraft, count: number): void {
  const wanted = pictures as readonly { readonly file?: string }[] | undefined;
  if (wanted === undefined || wanted.length === count) return;
  const names = wanted.map(({ file }, n) => file ?? `number ${n + 1}`).join(', ');
  throw new StillmotionError(
    'usage',
    `The spec is about ${counted(wanted.length, 'picture')} (${names}), and ${count === 1 ? 'one is' : `${count} are`} open: open them together, and then the spec.`,
  );
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${name} is no spec: ${reason}. Expected JSON as “Share” gives it.`;
    throw new StillmotionError('usage', message, { cause });
  }
}
