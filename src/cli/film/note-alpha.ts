import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { hasAlphaChannel } from '../../core/picture/picture-alpha.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { readStart } from '../files/input.ts';
import type { PictureSet } from '../session/picture-set.ts';

/** Bytes in which headers say it. */
const HEADER = 1 << 16;
/** What is behind pictures where nobody says. */
const USUAL = '#ffffff';

/** Says that a logo gets a background, where its film could be without one. */
export async function noteAlpha(
  pictures: PictureSet | undefined,
  spec: Pick<RenderSpec, 'background' | 'codec' | 'format' | 'quality' | 'chroma'>,
  say: (text: string) => void,
): Promise<void> {
  const [path, ...others] = pictures?.paths ?? [];
  if (path === undefined || others.length > 0) return;
  if (spec.background !== USUAL || !couldBeTransparent(spec)) return;
  if (hasAlphaChannel(await readStart(path, HEADER)))
    say(
      `${pictures?.names[0]} may be transparent in places, where the background shows, ${USUAL}; with --background transparent they stay so.`,
    );
}

function couldBeTransparent(spec: Pick<RenderSpec, 'codec' | 'format' | 'quality' | 'chroma'>) {
  const codec = findCodec(spec.codec);
  if (codec.alpha === undefined) return false;
  const isVideo = codec.takes === 'planes';
  const isUsual = spec.quality !== 'lossless' && spec.chroma === '420';
  return !isVideo || (findContainer(spec.format).alpha === true && isUsual);
}
