import { StillmotionError } from '../../core/errors.ts';
import { withoutDefaults } from '../../film/link.ts';
import type { SpecDraft } from '../../film/option.ts';
import { parseSpec } from '../../film/spec.ts';

/**
 * Reads a spec as “Share” gives it, and as the command line takes it.
 *
 * @param name what it is called in errors
 * @throws StillmotionError `usage`
 */
export function readSpec(text: string, name: string): SpecDraft {
  const spec = parseSpec(readJson(text, name));
  if (spec.pictures !== undefined)
    throw new StillmotionError(
      'usage',
      `${name} has several pictures, and the player shows one; npx stillmotion render makes a film of them.`,
    );
  return withoutDefaults(spec);
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
