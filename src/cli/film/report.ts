import { asNumber } from '../../core/fraction.ts';
import { counted } from '../../core/values/counted.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { FilmStart } from '../../headless/protocol.ts';
import { formatSize, isSameSize } from '../../core/size.ts';
import { SOUND_CODECS } from '../../core/sound/sound.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { formatFrameRate } from '../../core/timeline.ts';
import { findCodec } from '../../codecs/index.ts';
import type { Written } from '../../containers/container.ts';
import type { WrittenSound } from './sound.ts';
import { describeProof, type FilmProof } from '../../verify/proof.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { STDOUT } from '../files/output-place.ts';
import { announce, announceJson, printJson, writeLines } from '../terminal/say.ts';
import type { Session } from '../session/session.ts';

export interface Style {
  readonly json: boolean;
  readonly quiet: boolean;
}

export type DrawnBy = Pick<Session, 'browser' | 'renderer' | 'backend' | 'reproducible'>;

export interface FilmReport {
  readonly plan: RenderPlan;
  readonly start: FilmStart;
  readonly written: Written;
  readonly sound: WrittenSound | undefined;
  /** What was found of the file; `undefined` where nobody looked. */
  readonly proof: FilmProof | undefined;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
  /** From the first frame to the whole file, s. */
  readonly renderSeconds: number;
  /** What the look at it took, s. */
  readonly verifySeconds: number | undefined;
  /** Of the whole command, s. */
  readonly seconds: number;
}

export interface StillReport {
  readonly plan: RenderPlan;
  readonly frame: number;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
}

/** @param before what a JSON object says first */
export function reportFilm(report: FilmReport, { json, quiet }: Style, before: object = {}): void {
  const { plan, start, written, sound, proof, output, bytes, session, seconds } = report;
  const stream = besides(output);
  const { film } = start;
  const framesPerSecond = written.frames / report.renderSeconds;
  if (json) {
    printJson(stream, {
      ...before,
      spec: plan.spec,
      output,
      bytes,
      frames: written.frames,
      fps: asNumber(plan.fps),
      loops: plan.spec.loops,
      width: film.size.width,
      height: film.size.height,
      seconds: round(seconds),
      framesPerSecond: round(framesPerSecond),
      codec: written.codecString,
      bitrate: film.bitrate,
      ...(film.quantizer !== undefined && { quantizer: film.quantizer }),
      ...(film.layers && { layers: film.layers }),
      format: film.container,
      engine: start.engine,
      ...(start.engineReason && { engineReason: start.engineReason }),
      encoder: film.encoder.name,
      encoderReason: film.encoder.reason,
      capture: start.capture,
      captureReason: start.captureReason,
      colorSpace: written.colorSpace,
      browser: session.browser,
      renderer: session.renderer,
      backend: session.backend,
      reproducible: session.reproducible,
      keyFrames: written.keyFrames,
      ...(sound && { sound: asJson(sound) }),
      ...(proof && { verified: { ...proof, seconds: round(report.verifySeconds ?? 0) } }),
      notes: [...plan.notes, ...film.notes],
    });
  } else if (!quiet) {
    const { numerator, denominator } = plan.fps;
    const length = (written.frames * denominator) / numerator;
    // A page holds no frames, so that there is nothing to be told of how they were made.
    const holdsFrames = film.encoder.name !== 'scene';
    writeLines(stream, [
      `${nameOf(output)}: ${formatSize(film.size)}, ${counted(written.frames, 'frame')} at ${formatFrameRate(plan.fps)} fps${describeHold(plan)}, ${length.toFixed(3)} s, ${formatBytes(bytes)}`,
      `  picture  ${describePicture(plan)}`,
      `  codec    ${findCodec(film.codec).label} (${written.codecString})${film.transparent ? ' with alpha' : ''}${describeQuantizer(film)}, ${describeColor(written.colorSpace)}${holdsFrames ? `, ${countKeyFrames(written)}` : ''}`,
      ...(sound ? [`  sound    ${describeSound(sound, length)}`] : []),
      ...(proof ? [`  verified ${describeProof(proof)}`] : []),
      `  frames   ${start.engine}${start.engineReason && `: ${start.engineReason}`}`,
      ...(holdsFrames
        ? [
            `  encoder  ${film.encoder.name}: ${film.encoder.reason}`,
            `  capture  ${start.capture}: ${start.captureReason}`,
          ]
        : []),
      `  browser  ${session.browser}, ${session.renderer}`,
      `  speed    ${holdsFrames ? `${framesPerSecond.toFixed(0)} frames/s; ` : ''}${seconds.toFixed(2)} s in all`,
    ]);
  }
}

/** What a look at a film has found. */
export function reportProof(film: string, proof: FilmProof, { json, quiet }: Style): void {
  if (json) announceJson({ film, ...proof });
  else if (!quiet)
    announce(
      `${film}: ${counted(proof.frames, 'frame')}, as drawn`,
      `  verified ${describeProof(proof)}`,
      ...(proof.sound === undefined ? [] : [`  sound    ${proof.sound.toFixed(3)} s`]),
    );
}

export function reportStill(report: StillReport, { json, quiet }: Style): void {
  const { plan, frame, output, bytes, session } = report;
  const stream = besides(output);
  const { canvas } = plan.layout;
  if (json) {
    const { browser, renderer, backend } = session;
    printJson(stream, {
      spec: plan.spec,
      output,
      bytes,
      frame,
      ...canvas,
      browser,
      renderer,
      backend,
      notes: plan.notes,
    });
  } else if (!quiet) {
    writeLines(stream, [
      `${nameOf(output)}: frame ${frame}, ${formatSize(canvas)}, ${formatBytes(bytes)}`,
      `  browser  ${session.browser}, ${session.renderer}`,
    ]);
  }
}

function describeQuantizer({ quantizer, layers }: FilmPlan): string {
  if (quantizer === undefined) return '';
  const top = layers && layers.top !== quantizer ? `, every other ${layers.top}` : '';
  const others = layers
    ? ` (key frames ${layers.key}, one of ${layers.period} behind them ${layers.ground}${top}; ${layers.plain} where the picture is plain, its key frames ${layers.plainKey}${layers.isMeasured ? ', finer in frames that would stand out' : ''})`
    : '';
  return `, quantizer ${quantizer}${others}`;
}

function countKeyFrames({ keyFrames }: Written): string {
  return counted(keyFrames.length, 'key frame');
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

function asJson({ codec, sampleRate, channels, duration, copied, changes }: WrittenSound) {
  return { codec, sampleRate, channels, seconds: round(duration), copied, changes };
}

/** What `--hold` and `--loops` make of a film, if anything. */
function describeHold({ spec: { fps, hold, loops } }: RenderPlan): string {
  const held = hold === 1 ? '' : ` (${formatFrameRate(fps)}, each held for ${hold})`;
  return loops === 1 ? held : `${held} in ${loops} loops`;
}

function describeColor({ primaries, transfer, matrix, fullRange }: VideoColorSpaceInit): string {
  if (matrix === 'rgb') return 'sRGB';
  const names = primaries === transfer ? primaries : `${primaries}, transfer ${transfer}`;
  const range = fullRange ? 'full' : 'limited';
  return `${names?.replace('bt709', 'BT.709') ?? 'unknown colours'} ${range} range`;
}

function describePicture({ picture, crop, image, show }: RenderPlan): string {
  if (show !== undefined)
    return `${counted(show.slots.length, 'picture')}, the first of ${formatSize(picture)}`;
  const cut = crop ? `, cropped to ${formatSize(crop)}` : '';
  const resampled = isSameSize(crop ?? picture, image) ? '' : `, resampled to ${formatSize(image)}`;
  return formatSize(picture) + cut + resampled;
}

export function round(value: number): number {
  return Number(value.toFixed(3));
}

/** Where a report goes: nothing but the film comes out of stdout where the film does. */
export function besides(output: string): NodeJS.WritableStream {
  return output === STDOUT ? process.stderr : process.stdout;
}

export function nameOf(output: string): string {
  return output === STDOUT ? 'stdout' : output;
}
