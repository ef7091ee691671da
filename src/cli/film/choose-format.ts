import { StillmotionError } from '../../core/errors.ts';
import { PRESETS } from '../../film/spec/presets.ts';
import { AUTO } from '../../film/spec/seen-through.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { CONTAINERS, findContainer, formatOf } from '../../containers/index.ts';
import type { Shard } from '../options/shard.ts';
import { assertNumbered, isNumbered } from '../output/sequence.ts';
import { assertExtension, defaultName, extensionOf } from '../session/drawing.ts';

import type { RenderOptions } from '../options/render-options.ts';

/**
 * A film's format follows from its file's name, unless it was asked for, and its codec from the format where
 * that doesn't hold the one there is; its name follows from the picture's.
 */
export function chooseFormat(
  spec: RenderSpec,
  picture: string | undefined,
  options: RenderOptions,
): { spec: RenderSpec; output: string } {
  if (options.shard)
    return {
      spec: heldBy(spec, spec.format, options),
      output: nameShard(picture, options.shard, options),
    };
  const preset = options.preset && PRESETS[options.preset].output;
  const output =
    options.output ?? preset ?? usualOutput(spec.format, defaultName(picture ?? options.audio));
  const asked = options['format'] !== undefined;
  if (!asked)
    assertExtension(
      output,
      CONTAINERS.flatMap(({ extensions }) => extensions),
    );
  const format =
    (asked ? undefined : formatOf(extensionOf(output), isNumbered(output))) ?? spec.format;
  if (findContainer(format).files === 'many') assertNumbered(output);
  return { spec: heldBy(spec, format, options), output };
}

/** Pictures of a sequence have a folder of their own. */
function usualOutput(format: RenderSpec['format'], name: string): string {
  const { extensions, files } = findContainer(format);
  return files === 'many' ? `${name}/%04d.${extensions[0]}` : `${name}.${extensions[0]}`;
}

/** The spec with a codec that the format holds, unless one was asked for. */
function heldBy(
  spec: RenderSpec,
  format: RenderSpec['format'],
  options: RenderOptions,
): RenderSpec {
  const held = options['codec'] !== undefined || findContainer(format).codecs.includes(spec.codec);
  return { ...spec, format, codec: held ? spec.codec : AUTO };
}

/** A shard is no film: its name says nothing of the format. */
function nameShard(
  picture: string | undefined,
  { index, count }: Shard,
  { output, audio, verify }: RenderOptions,
): string {
  if (verify)
    throw new StillmotionError(
      'usage',
      '--verify compares a whole film, and a shard is a part of one; leave it out.',
    );
  if (output === undefined) return `${defaultName(picture ?? audio)}.${index}-of-${count}.shard`;
  const extension = extensionOf(output);
  if (!CONTAINERS.some(({ extensions }) => extensions.some((each) => each === extension)))
    return output;
  throw new StillmotionError(
    'usage',
    `The output is "${output}", and a shard is no film; expected another name, such as film.${index}.shard (--format says what the film will be).`,
  );
}
