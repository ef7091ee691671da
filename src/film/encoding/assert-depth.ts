import type { Codec } from '../../codecs/codec.ts';
import { CODECS } from '../../codecs/index.ts';
import type { Container } from '../../containers/container.ts';
import { StillmotionError } from '../../core/errors.ts';
import { type AskedDepth, isDeep, keepsDepth } from '../spec/film-sampling.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';

/**
 * @throws StillmotionError `usage` where a codec has no samples of as many bits, or something else that is asked for has
 *   fewer
 */
export function assertDepth(
  codec: Codec,
  container: Container,
  spec: AskedDepth & { readonly background: string; readonly capture: string },
): void {
  if (!isDeep(spec)) return;
  if (!keepsDepth(codec, spec)) {
    const others = CODECS.filter((each) => keepsDepth(each, spec)).map(({ label }) => label);
    const { label } = codec.takes === 'scene' ? container : codec;
    throw new StillmotionError(
      'usage',
      `The depth 10 is nothing that ${label} has here; choose ${others.join(' or ')}, or leave the depth out.`,
    );
  }
  if (spec.background === TRANSPARENT)
    throw new StillmotionError(
      'usage',
      'Films that are transparent have eight bits a sample; leave out the depth 10 or the background transparent.',
    );
  if (spec.capture === 'canvas')
    throw new StillmotionError(
      'usage',
      'The depth 10 needs planes of ours, and a canvas has eight bits a sample; leave out the depth or the capture canvas.',
    );
}
