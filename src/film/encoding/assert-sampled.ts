import type { Codec } from '../../codecs/codec.ts';
import { findCodec } from '../../codecs/index.ts';
import type { Container } from '../../containers/container.ts';
import { CONTAINERS } from '../../containers/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import { type AskedColours, keepsColours, samplingOf } from '../spec/film-sampling.ts';

/**
 * @throws StillmotionError `usage` where a codec can't keep colours as they are asked for, or something else that is asked for
 *   contradicts them
 */
export function assertSampled(
  codec: Codec,
  container: Container,
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
    const keeping = (each: Container) =>
      each.codecs.filter((name) => keepsColours(findCodec(name), spec));
    const others = keeping(container);
    const formats = CONTAINERS.filter((each) => keeping(each).length > 0).map(({ name }) => name);
    const choice =
      others.length > 0
        ? `the codec ${others.join(' or ')}`
        : `a format that keeps it: ${formats.join(', ')}`;
    throw new StillmotionError(
      'usage',
      `${what} is nothing that ${codec.label} has here; choose ${choice}, or leave it out.`,
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
