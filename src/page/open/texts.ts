import { tell } from '../ui/notices.ts';
import { assertFits, readSpec } from './open-spec.ts';
import type { Receiver } from './receiver.ts';

// What comes in as text, from a file or without one.

/** @throws StillmotionError where it is no spec, or one of other pictures */
export async function takeSpec(
  text: string,
  name: string,
  { spec, count }: Receiver,
): Promise<void> {
  const draft = readSpec(text, name);
  assertFits(draft, count?.() ?? 0);
  await spec(draft);
  tell(`Opened ${name}.`);
}

/** @throws Error where there is no film yet */
export async function takeShader(text: string, name: string, { shader }: Receiver): Promise<void> {
  if (!shader) throw new Error('Open a picture first: a shader changes one.');
  await shader(text, name);
}
