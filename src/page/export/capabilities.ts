import '../styles/facts.css';
import type { RenderPlan } from '../../film/plan.ts';
import { CODEC_NAMES, type CodecName, findCodec } from '../../codecs/index.ts';
import { agree } from '../../codecs/webcodecs/agree.ts';
import { CONTAINER_NAMES, findContainer } from '../../containers/index.ts';
import { planFilm } from '../../film/encoding/film-plan.ts';
import { type DecidedSpec, usualCodec } from '../../film/spec/usual-codec.ts';
import type { Player } from '../../player/player.ts';
import { byId, fact } from '../ui/element.ts';
import { canChooseFile } from './film-file.ts';
import { messageOf } from '../../core/errors.ts';

/** What a film is written as. */
export type WrittenAs = Pick<DecidedSpec, 'codec' | 'format'>;

/** Why a film can't be encoded here; `undefined` where it can. */
export async function whyNotEncoded(
  plan: RenderPlan,
  written: Partial<WrittenAs> = {},
): Promise<string | undefined> {
  try {
    const film = planFilm({ ...plan, spec: { ...plan.spec, ...written } });
    if (findContainer(film.container).files === 'many')
      return 'A sequence of pictures is a file a frame, and this page writes one file. The command under Share writes them all.';
    if (film.encoder.name === 'webcodecs' && !hasEncoder()) {
      return isSecureContext
        ? 'This browser has no WebCodecs VideoEncoder.'
        : 'WebCodecs need a secure context: open this page over https or from localhost.';
    }
    await agree(film);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** The codecs that would take this film here. */
export async function codecsFor(plan: RenderPlan): Promise<CodecName[]> {
  const reasons = await Promise.all(CODEC_NAMES.map((codec) => whyNotEncoded(plan, { codec })));
  return CODEC_NAMES.filter((_, i) => reasons[i] === undefined);
}

/** The ways to write this film here: with other codecs, or where its format has none, in other formats of one file. */
export async function waysFor(plan: RenderPlan): Promise<WrittenAs[]> {
  const { spec } = plan;
  const codecs = await codecsFor(plan);
  if (codecs.length > 0) return codecs.map((codec) => ({ codec, format: spec.format }));
  const ways = CONTAINER_NAMES.filter((name) => findContainer(name).files === 'one').map(
    (format): WrittenAs => ({ codec: usualCodec({ ...spec, format }), format }),
  );
  const reasons = await Promise.all(ways.map((way) => whyNotEncoded(plan, way)));
  return ways.filter((_, i) => reasons[i] === undefined);
}

/** Says what this browser can do, before anything is tried. */
export async function showCapabilities(
  graphics: Player | string,
  plan: RenderPlan | undefined,
  offline: Promise<string>,
): Promise<void> {
  const list = byId('capabilities', HTMLDListElement);
  const codecs = plan ? (await codecsFor(plan)).map((codec) => findCodec(codec).label) : [];
  const encoder =
    hasEncoder() || codecs.length > 0
      ? `${codecs.join(', ') || 'no codec'} for the present film`
      : 'no: nothing can be exported here but single frames';
  list.replaceChildren(
    ...(typeof graphics === 'string'
      ? [fact('Graphics', graphics)]
      : [
          fact('Graphics', graphics.renderer),
          fact('Largest picture', `${graphics.maxTextureSize} px a side`),
        ]),
    fact('Film encoder', encoder),
    fact(
      'Saving to a file',
      canChooseFile() ? 'yes, of any length' : 'no: films are kept in memory, then downloaded',
    ),
    fact('Offline', await offline),
  );
}

function hasEncoder(): boolean {
  return typeof VideoEncoder !== 'undefined';
}
