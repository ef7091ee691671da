import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import type { Session } from '../../src/cli/session/session.ts';
import { rangeLength, type RenderPlan } from '../../src/film/plan.ts';
import type { FilmStart } from '../../src/headless/protocol.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import { openJob } from '../session.ts';
import { type Pixels, toPng } from './pixels.ts';

export interface RenderedFilm {
  readonly plan: RenderPlan;
  readonly start: FilmStart;
  /** The MP4 file. */
  readonly bytes: Uint8Array;
}

/** Renders a film into memory. The job stays open, for its stills. */
export async function renderFilm(
  session: Session,
  spec: SpecInput,
  picture: Pixels,
): Promise<RenderedFilm> {
  const plan = await openJob(session, spec, toPng(picture));
  const start = await session.startFilm();
  const sink = new MemorySink();
  await writeFilm(joinGops(session.gops(), start.film), start.film, sink);
  return { plan, start, bytes: sink.bytes.slice() };
}

/** How many frames the plan asks for. */
export const framesOf = ({ plan }: RenderedFilm) => rangeLength(plan.range) * plan.spec.loops;

/** What a player reads out of the file. */
export async function demux(bytes: Uint8Array): Promise<{
  config: VideoDecoderConfig;
  chunks: Pick<Chunk, 'data' | 'key' | 'timestamp'>[];
}> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (!track || !config) throw new Error('the file has no video track that can be read');
  const chunks = [];
  for await (const { data, type, timestamp } of new EncodedPacketSink(track).packets()) {
    chunks.push({ data, key: type === 'key', timestamp: Math.round(timestamp * 1e6) });
  }
  return { config, chunks };
}
