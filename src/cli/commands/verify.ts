import { resolve } from 'node:path';
import { findCodec } from '../../codecs/index.ts';
import { findContainer, formatOf } from '../../containers/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import { parseSpec, type RenderSpec } from '../../film/spec/spec.ts';
import { extensionOf, withDrawing } from '../session/drawing.ts';
import { readFilmSpec } from '../options/film-spec.ts';
import { waitForInput } from '../files/deadline.ts';
import { type DrawingOptions, picturesOf, withPictures } from '../options/job-options.ts';
import { expandPictures } from '../options/picture-paths.ts';
import { reportProof } from '../film/report.ts';
import { readSpecFile } from '../options/spec-file.ts';

export interface VerifyCommandOptions extends DrawingOptions {
  /** Path of a spec; left out: the film's own. */
  readonly against?: string;
  readonly json: boolean;
}

/** Compares a film's file with what its spec, or another one, draws. */
export async function verify(
  film: string,
  typed: readonly string[],
  options: VerifyCommandOptions,
  signal: AbortSignal,
): Promise<void> {
  const wait = { timeout: options.timeout, signal };
  const read = () => readExpected(film, options.against, signal);
  const pictures = await expandPictures(typed, wait);
  const expected = withPictures(await waitForInput(options.against ?? film, read, wait), pictures);
  const spec = inFormat(parseSpec(expected), film);
  const paths = picturesOf(spec, pictures);
  const proof = await withDrawing(paths, options, signal, async (drawing) => {
    const { session } = await drawing.open(await drawing.examine(spec, false));
    return session.verify([resolve(film)], 'any').catch((error: unknown) => {
      throw paths.length === 0 ? ofBuiltIn(error, film) : error;
    });
  });
  reportProof(film, proof, options);
}

/** Films don't say which picture they are of: where none was named, that may be all that is wrong. */
function ofBuiltIn(error: unknown, film: string): unknown {
  if (!(error instanceof StillmotionError) || error.code !== 'verification-failed') return error;
  return new StillmotionError(
    error.code,
    `${error.message} It was compared with the built-in picture, as none was named: stillmotion verify ${film} PICTURE.`,
    { cause: error },
  );
}

async function readExpected(
  film: string,
  against: string | undefined,
  signal: AbortSignal,
): Promise<RenderSpec> {
  if (against === undefined) return (await readFilmSpec(film, '--against')).spec;
  return readSpecFile(against, signal);
}

/** What kind of file it is its name says. */
function inFormat(spec: RenderSpec, film: string): RenderSpec {
  const format = formatOf(extensionOf(film), false);
  if (format === undefined || findContainer(format).files === 'many')
    throw new StillmotionError(
      'usage',
      `The film is "${film}"; expected a name that ends in .mp4, .mov, .mkv, .webm, .gif, .apng, .webp or .html.`,
    );
  const { codecs, label } = findContainer(format);
  if (codecs.some((name) => findCodec(name).takes === 'frames'))
    throw new StillmotionError('usage', `${label} is not encoded: there is nothing to verify.`);
  const codec = codecs.includes(spec.codec) ? spec.codec : undefined;
  return parseSpec({ ...spec, format, codec });
}
