import { describeUndecodable } from '../../core/picture/foreign-file.ts';
import { sourceOf } from '../project/pictures.ts';
import { chooseSound } from '../project/choose-sound.ts';
import { formatSeconds } from '../ui/format.ts';
import { keepTelling, tell, warn } from '../ui/notices.ts';
import { type Kind, kindOf, startOf } from './kinds.ts';
import type { Receiver } from './receiver.ts';
import { takeShader, takeSpec } from './texts.ts';

/**
 * Takes files that came together, each as what it is: pictures as one film, then what is heard with it, then what is set.
 *
 * @param note what there is to say of where they came from
 * @throws Error that says what is wrong with what isn't taken
 */
export async function takeFiles(
  files: readonly File[],
  receiver: () => Receiver,
  note = '',
): Promise<void> {
  const kinds = await Promise.all(files.map(kindOf));
  const ofKind = (kind: Kind) => files.filter((_, n) => kinds[n] === kind);
  const pictures = ofKind('picture').map((blob) => ({ blob, name: blob.name }));
  if (pictures.length > 0) await receiver().picture(sourceOf(pictures));
  const [sound, ...moreSounds] = ofKind('sound');
  const heard = sound ? await takeSound(sound) : '';
  // What is left out of a folder is nobody's fault, but has to be seen.
  if (note !== '') keepTelling(`${heard} ${note}`.trim());
  else if (heard !== '') tell(heard);
  /* oxlint-disable no-await-in-loop -- each changes the film as the one before has left it */
  for (const file of ofKind('spec')) await takeSpec(await file.text(), file.name, receiver());
  for (const file of ofKind('shader')) await takeShader(await file.text(), file.name, receiver());
  /* oxlint-enable no-await-in-loop */
  const unknown = ofKind('unknown');
  const left = [...unknown, ...moreSounds].map(({ name }) => name).join(', ');
  const [first] = unknown;
  if (first) warn(new Error(`Left out: ${left}. ${describeUndecodable(await startOf(first))}`));
  else if (left !== '') warn(new Error(`Left out: ${left}. A film has one sound.`));
}

/** What there is to say of it. */
async function takeSound(file: File): Promise<string> {
  const { duration } = await chooseSound(file);
  return `Opened ${file.name}, ${formatSeconds(duration)}: it is heard with the film.`;
}
