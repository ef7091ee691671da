import type { Codec } from '../../codecs/codec.ts';
import { CODECS } from '../../codecs/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import { type AskedColours, keepsColours, samplingOf } from '../spec/film-sampling.ts';

/**
 * @throws StillmotionError `usage` where a codec can't keep colours as they are asked for, or something else that is asked for
 *   contradicts them
 */
export function assertSampled(
  codec: Codec,
  spec: AskedColours & {
    readonly bitrate?: number | undefined;
    readonly quantizer?: number | undefined;
    readonly capture: string;
  },
): void {
  const sampling = samplingOf(spec);
  if (sampling === undefined) return;
  const what = sampling === 'rgb' ? 'The quality lossless' : 'The chroma 444';
  if (!keepsColours(codec, spec)) {
    const others = CODECS.filter((each) => keepsColours(each, spec)).map(({ name }) => name);
    throw new StillmotionError(
      'usage',
      `${what} is nothing that ${codec.label} has here; choose one of the codecs ${others.join(', ')}, or leave it out.`,
    );
  }
  if (sampling === 'rgb' && (spec.bitrate ?? spec.quantizer) !== undefined)
    throw new StillmotionError(
      'usage',
      `${what} takes the bytes that it takes; leave out the bit rate or the quantizer.`,
    );
  if (codec.takes === 'planes' && spec.capture === 'canvas')
    throw new StillmotionError(
      'usage',
      `${what} needs the pixels themselves, and the capture canvas leaves their colours to the browser; leave one of them out.`,
    );
}
