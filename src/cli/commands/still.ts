import type { CodecName } from '../../codecs/index.ts';
import { waitForFiles } from '../files/deadline.ts';
import type { Stop } from '../terminal/interrupt.ts';
import { type JobOptions, picturesOf, waitForSpec } from '../options/job-options.ts';
import { expandPictures, leaveOutUnreadable } from '../options/picture-paths.ts';
import { note } from '../terminal/say.ts';
import { openOutput, type OutputWait } from '../output/output.ts';
import { checkOutput, pictureInputs } from '../files/output-place.ts';
import { namedInputs, openEffectInputs } from '../options/effect-inputs.ts';
import { reportStill } from '../film/report.ts';
import { assertExtension, defaultName, extensionOf, withDrawing } from '../session/drawing.ts';

export interface StillOptions extends JobOptions {
  readonly frame: number;
}

/** Kinds of pictures, by the endings of their names. */
const CODECS: Readonly<Record<string, CodecName>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
};

/** Writes one frame as a picture, by default a PNG: exactly the pixels that the film's planes are made from. */
export async function still(
  typed: readonly string[],
  options: StillOptions,
  { signal, placed }: Stop,
): Promise<void> {
  const wait: OutputWait = { timeout: options.timeout, signal, onPlaced: placed };
  const meant = await expandPictures(typed, wait);
  const pictures = options.skipBroken
    ? await leaveOutUnreadable(meant, wait, (text) => note(text, options.quiet))
    : meant;
  const asked = await waitForSpec(options, pictures, wait);
  const paths = picturesOf(asked, pictures);
  const output = options.output ?? `${defaultName(typed[0] ?? paths[0])}-${options.frame}.png`;
  assertExtension(output, Object.keys(CODECS));
  await openEffectInputs(asked, wait);
  const inputs = { ...pictureInputs(paths), ...namedInputs(asked), spec: options.spec };
  const place = await waitForFiles(
    checkOutput(output, options.overwrite, inputs),
    `looking where ${output} will be`,
    wait,
  );
  const report = await withDrawing(paths, options, signal, async (drawing) => {
    const spec = await drawing.examine(asked, options.skipBroken);
    // To stdout without a name, a PNG.
    const codec = CODECS[extensionOf(output)] ?? 'png';
    const { session, plan } = await drawing.open(spec, codec);
    const picture = await session.still(options.frame, codec);
    signal.throwIfAborted();
    const file = await openOutput(place, wait);
    try {
      await file.write(picture, 0);
      await file.close();
    } catch (error) {
      await file.abort();
      throw error;
    }
    return { plan, frame: options.frame, output, bytes: picture.byteLength, session };
  });
  reportStill(report, options);
}
