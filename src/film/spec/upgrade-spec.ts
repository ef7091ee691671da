import { readCanvas } from '../../core/values/canvas.ts';
import { StillmotionError } from '../../core/errors.ts';
import { readFrameRate, readPosition, readRange, readSize } from '../../core/values/value-text.ts';
import { isObject } from './spec-fields.ts';

/**
 * What people write as they would type it ("720p", "top left", 25) as the schema has it, and `motion`, as specs had it
 * before there were several, where it is today.
 *
 * @throws StillmotionError `usage` where both are given
 */
export function upgradeSpec(input: object): object {
  const { pictures: several } = input as { pictures?: unknown };
  if (!Array.isArray(several)) return upgradeFields(input);
  const upgraded = several.map((each: unknown) => (isObject(each) ? upgradeFields(each) : each));
  return upgradeFields({ ...input, pictures: upgraded });
}

function upgradeFields(input: object): object {
  const fields = Object.entries(input).map(([name, value]) => [name, asTyped(name, value)]);
  const { motion: only, ...others } = Object.fromEntries(fields) as Record<string, unknown>;
  if (!Object.hasOwn(input, 'motion')) return others;
  if (Object.hasOwn(input, 'motions'))
    throw new StillmotionError('usage', 'A spec takes motion or motions, not both.');
  return { ...others, motions: [only] };
}

const READERS: Readonly<Record<string, ((text: string) => unknown) | undefined>> = {
  size: readSize,
  canvas: readCanvas,
  position: readPosition,
  focus: readPosition,
  fps: readFrameRate,
  range: readRange,
};

/** What can't be read stays as it is: the schema refuses it by its name. */
function asTyped(name: string, value: unknown): unknown {
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read === undefined || (typeof value !== 'string' && typeof value !== 'number')) return value;
  try {
    return read(String(value));
  } catch {
    return value;
  }
}
