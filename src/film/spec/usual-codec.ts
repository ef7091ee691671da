import type { Codec } from '../../codecs/codec.ts';
import { type CodecName, findCodec } from '../../codecs/index.ts';
import { HELD_CODECS } from '../../containers/held-codecs.ts';
import type { ContainerName } from '../../containers/index.ts';
import { type AskedColours, type AskedDepth, keepsColours, keepsDepth } from './film-sampling.ts';
import { AUTO, keepsAlpha, onPlain } from './seen-through.ts';
import type { RenderSpec } from './spec.ts';

/** What a film's codec follows from where nobody has chosen one. */
interface AskedFile extends AskedColours, AskedDepth {
  readonly format: ContainerName;
  readonly background: string;
}

/** The first that its format holds, of those that keep colours, alpha and bits as they are asked for, if there are any. */
export function usualCodec(spec: AskedFile): CodecName {
  const codecs: readonly [CodecName, ...CodecName[]] = HELD_CODECS[spec.format];
  const keepsAll = (codec: Codec) =>
    keepsColours(codec, spec) && keepsAlpha(codec, spec) && keepsDepth(codec, spec);
  return codecs.find((name) => keepsAll(findCodec(name))) ?? codecs[0];
}

/** The codec of a film: as it was asked for, or else the usual one. */
export function codecOf(spec: AskedFile & { readonly codec: CodecName | typeof AUTO }): CodecName {
  return spec.codec === AUTO ? usualCodec(spec) : spec.codec;
}

/** A spec whose codec is decided. */
export type DecidedSpec = RenderSpec & { readonly codec: CodecName };

/** A spec with its background and its codec decided, where nothing is known of the picture to be transparent. */
export function decided(spec: RenderSpec): DecidedSpec {
  const plain = onPlain(spec);
  return { ...plain, codec: codecOf(plain) };
}
