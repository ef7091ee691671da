import { type JobOptions, readSpec } from '../job-options.ts';
import { openOutput } from '../output.ts';
import { checkOutput } from '../output-place.ts';
import { reportStill } from '../report.ts';
import { outputPath, withWorkplace } from '../workplace.ts';

export interface StillOptions extends JobOptions {
  readonly frame: number;
}

/** Writes one frame as a PNG: exactly the pixels that the film's planes are made from. */
export async function still(
  path: string | undefined,
  options: StillOptions,
  signal: AbortSignal,
): Promise<void> {
  const spec = await readSpec(options, path, signal);
  const output = outputPath(options, path, `-${options.frame}.png`, undefined);
  const place = await checkOutput(output, options.overwrite, {
    picture: path,
    spec: options.spec,
  });
  const report = await withWorkplace(path, options, signal, async (workplace) => {
    const { session, plan } = await workplace.open(spec);
    const png = await session.still(options.frame);
    signal.throwIfAborted();
    const file = await openOutput(place, signal);
    try {
      await file.write(png, 0);
      await file.close();
    } catch (error) {
      await file.abort();
      throw error;
    }
    return { plan, frame: options.frame, output, bytes: png.byteLength, session };
  });
  reportStill(report, options);
}
