import { waitForFiles } from '../deadline.ts';
import type { Stop } from '../interrupt.ts';
import { type JobOptions, waitForSpec } from '../job-options.ts';
import { openOutput, type OutputWait } from '../output.ts';
import { checkOutput } from '../output-place.ts';
import { reportStill } from '../report.ts';
import { assertExtension, defaultName, extensionOf, withDrawing } from '../drawing.ts';

export interface StillOptions extends JobOptions {
  readonly frame: number;
}

/** Kinds of pictures, by the endings of their names. */
const CODECS: Readonly<Record<string, string>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
};

/** Writes one frame as a picture, by default a PNG: exactly the pixels that the film's planes are made from. */
export async function still(
  path: string | undefined,
  options: StillOptions,
  { signal, placed }: Stop,
): Promise<void> {
  const wait: OutputWait = { timeout: options.timeout, signal, onPlaced: placed };
  const spec = await waitForSpec(options, path, wait);
  const output = options.output ?? `${defaultName(path)}-${options.frame}.png`;
  assertExtension(output, Object.keys(CODECS));
  const inputs = { picture: path, spec: options.spec };
  const place = await waitForFiles(
    checkOutput(output, options.overwrite, inputs),
    `looking where ${output} will be`,
    wait,
  );
  const report = await withDrawing(path, options, signal, async (drawing) => {
    const { session, plan } = await drawing.open(spec);
    // To stdout without a name, a PNG.
    const codec = CODECS[extensionOf(output)] ?? 'png';
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
