import { findCodec } from '../../codecs/index.ts';
import type { Written } from '../../containers/container.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { formatSize, isSameSize } from '../../core/size.ts';
import { SOUND_CODECS } from '../../core/sound/sound.ts';
import { formatFrameRate } from '../../core/timeline.ts';
import { counted } from '../../core/values/counted.ts';
import { describeEncoder } from '../../film/encoding/describe-encoder.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { describeProof } from '../../verify/proof.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import type { FilmReport } from './film-report.ts';
import type { WrittenSound } from './sound.ts';

/**
 * What a film has become, a line a fact.
 *
 * @param name of its file
 * @param all says also what only those ask for who look into how it was made
 */
export function describeFilm(report: FilmReport, name: string, all: boolean): string[] {
  const { plan, start, written, sound, proof, bytes, session, seconds } = report;
  const { film } = start;
  const { numerator, denominator } = plan.fps;
  const length = (written.frames * denominator) / numerator;
  const { takes } = findCodec(film.codec);
  const speed =
    takes === 'scene' ? '' : `${(written.frames / report.renderSeconds).toFixed(0)} frames/s; `;
  const facts: readonly (readonly [string, string | undefined, isForAll?: true])[] = [
    ['picture', describePicture(plan)],
    ['codec', describeCodec(film, written)],
    ['quality', describeQuality(plan, film, all)],
    ['colours', describeColor(written.colorSpace), true],
    ['keys', takes === 'planes' ? counted(written.keyFrames.length, 'key frame') : undefined, true],
    ['sound', sound && describeSound(sound, length)],
    ['verified', proof && describeProof(proof)],
    ['encoder', describeEncoder(film.encoder, all)],
    ['frames', nameWith(start.engine, start.engineReason), true],
    [
      'capture',
      takes === 'planes' ? nameWith(start.capture, start.captureReason) : undefined,
      true,
    ],
    ['browser', `${session.browser}, ${session.renderer}`],
    ['speed', `${speed}${seconds.toFixed(2)} s in all`],
  ];
  return [
    `${name}: ${formatSize(film.size)}, ${counted(written.frames, 'frame')} at ${formatFrameRate(plan.fps)} fps${describeHold(plan)}, ${length.toFixed(3)} s, ${formatBytes(bytes)}`,
    ...facts.flatMap(([label, fact, isForAll]) =>
      fact === undefined || (isForAll && !all) ? [] : [`  ${label.padEnd(8)} ${fact}`],
    ),
  ];
}

function nameWith(name: string, reason: string): string {
  return reason === '' ? name : `${name}: ${reason}`;
}

function describeCodec({ codec, transparent }: FilmPlan, { codecString }: Written): string {
  const { label, takes } = findCodec(codec);
  if (takes === 'scene')
    return 'none: the page holds the picture and the job, and draws its frames';
  const name = takes === 'planes' ? `${label} (${codecString})` : label;
  return transparent ? `${name} with alpha` : name;
}

/** What decides how near frames come to what was drawn; `undefined` where they are that. */
function describeQuality(
  { spec }: RenderPlan,
  { codec, quality, quantizer, layers }: FilmPlan,
  all: boolean,
): string | undefined {
  if (spec.quality === 'lossless') return 'lossless: every sample as it was drawn';
  if (spec.bitrate !== undefined) return `${spec.bitrate} bit/s`;
  if (spec.quantizer !== undefined) return `quantizer ${spec.quantizer}`;
  if (quality === undefined && findCodec(codec).takes !== 'planes') return undefined;
  const finer =
    layers &&
    `; key frames ${layers.key}; one frame of ${layers.period} behind them ${layers.ground}` +
      (layers.top === quantizer ? '' : `, every other ${layers.top}`) +
      `; ${layers.plain} where the picture is plain, its key frames ${layers.plainKey}` +
      (layers.isMeasured ? ', and finer in frames that would stand out' : '');
  const by = all && quantizer !== undefined ? `: quantizer ${quantizer}${finer ?? ''}` : '';
  return `${spec.quality}${by}`;
}

/** @param length of the film, s, with which it ends */
function describeSound(sound: WrittenSound, length: number): string {
  const { codec, sampleRate, channels, duration, copied, changes } = sound;
  const how = copied
    ? 'copied as it is'
    : ['decoded and encoded again', changes.join(', ')].filter(Boolean).join(': ');
  // Packets that are copied end within one of the film's end.
  const heard = copied && duration > length + 0.1 ? `${length.toFixed(3)} of its ` : '';
  return `${SOUND_CODECS[codec]}, ${sampleRate} Hz, ${counted(channels, 'channel')}, ${heard}${duration.toFixed(3)} s, ${how}`;
}

/** What `--hold`, `--loops` and `--once` make of a film, if anything. */
function describeHold({ spec: { fps, hold, loops, once } }: RenderPlan): string {
  const held = hold === 1 ? '' : ` (${formatFrameRate(fps)}, each held for ${hold})`;
  if (once === true) return `${held}, played once`;
  return loops === 1 ? held : `${held} in ${loops} loops`;
}

function describeColor({ primaries, transfer, matrix, fullRange }: VideoColorSpaceInit): string {
  if (matrix === 'rgb') return 'sRGB';
  const names = primaries === transfer ? primaries : `${primaries}, transfer ${transfer}`;
  const range = fullRange ? 'full' : 'limited';
  const by = matrix === 'smpte170m' ? ' by the matrix of BT.601' : '';
  return `${names?.replace('bt709', 'BT.709') ?? 'unknown'}${by}, ${range} range`;
}

function describePicture({ picture, crop, image, show }: RenderPlan): string {
  if (show !== undefined)
    return `${counted(show.slots.length, 'picture')}, the first of ${formatSize(picture)}`;
  const cut = crop ? `, cropped to ${formatSize(crop)}` : '';
  const resampled = isSameSize(crop ?? picture, image) ? '' : `, resampled to ${formatSize(image)}`;
  return formatSize(picture) + cut + resampled;
}
