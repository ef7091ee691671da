import { counted } from '../../core/values/counted.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { formatFrameRate, secondsAt } from '../../core/timeline.ts';
import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { describeEncoder } from '../../film/encoding/describe-encoder.ts';
import { planFilm } from '../../film/encoding/film-plan.ts';
import { rangeLength, type RenderPlan } from '../../film/plan.ts';
import { create, fact } from '../ui/element.ts';
import type { ExportedFilm } from './film-export.ts';
import { formatBitrate, formatBytes, formatSeconds } from '../ui/format.ts';

/**
 * What a film will be.
 *
 * @param bytes how large its file
 */
export function describePlan(plan: RenderPlan, film: FilmPlan, bytes: Node): HTMLElement {
  const { size, encoder, bitrate, notes } = film;
  // Of a film that lasts as long as its sound, its loop is drawn once.
  const frames = film.length ?? rangeLength(plan.range);
  const seconds = secondsAt(frames, plan.fps);
  return create(
    'div',
    {},
    create(
      'dl',
      { className: 'facts' },
      fact('Film', `${size.width}×${size.height}, ${formatFrameRate(plan.fps)} fps`),
      fact('Length', `${counted(frames, 'frame')}, ${formatSeconds(seconds)}`),
      fact(
        'Codec',
        `${nameOfKind(film)}${bitrate > 0 ? `, at most about ${formatBitrate(bitrate)}` : ''}`,
      ),
      ...[describeEncoder(encoder) ?? []].flat().map((words) => fact('Encoder', words)),
      fact('Size', bytes),
    ),
    ...notes.map((note) => create('p', { className: 'hint' }, note)),
  );
}

/** What there is one codec for is called by its own name. */
function nameOfKind({ codec, container }: FilmPlan): string {
  const { label, codecs } = findContainer(container);
  return codecs.length === 1 ? label : `${findCodec(codec).label} in ${label}`;
}

/** What a film has become. */
export function describeFilm(
  { file, written, seconds }: ExportedFilm,
  plan: RenderPlan,
  quality: Node,
) {
  const { codec, size } = planFilm(plan);
  const duration = secondsAt(written.frames, plan.fps);
  return create(
    'dl',
    { className: 'facts' },
    fact('Film', `${size.width}×${size.height}, ${formatFrameRate(plan.fps)} fps`),
    fact('Length', `${counted(written.frames, 'frame')}, ${formatSeconds(duration)}`),
    fact('Codec', `${findCodec(codec).label} (${written.codecString})`),
    fact('Size', `${formatBytes(file.size)}, ${formatBitrate((8 * file.size) / duration)}`),
    fact('Quality', quality),
    fact('Took', `${formatSeconds(seconds)}, ${(written.frames / seconds).toFixed(0)} frames/s`),
  );
}
