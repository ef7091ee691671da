import { asNumber } from '../../core/fraction.ts';
import { counted } from '../../core/values/counted.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { formatSize } from '../../core/size.ts';
import type { WrittenSound } from './sound.ts';
import { describeProof, type FilmProof } from '../../verify/proof.ts';
import { describeFilm } from './describe-film.ts';
import type { DrawnBy, FilmReport } from './film-report.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { STDOUT } from '../files/output-place.ts';
import { announce, announceJson, printJson, writeLines } from '../terminal/say.ts';
import type { FilmEncoder } from '../../core/film-plan.ts';

export interface Style {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Says also how a film was made. */
  readonly verbose?: boolean;
}

export interface StillReport {
  readonly plan: RenderPlan;
  readonly frame: number;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
}

/** @param before what a JSON object says first */
export function reportFilm(
  report: FilmReport,
  { json, quiet, verbose }: Style,
  before: object = {},
): void {
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
      encoderReason: reasonOf(film.encoder),
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
    writeLines(stream, describeFilm(report, nameOf(output), verbose === true));
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

function reasonOf({ reason, besides: more }: FilmEncoder): string {
  return more === undefined ? reason : `${reason.replace(/\.$/, '')}; ${more}.`;
}

function asJson({ codec, sampleRate, channels, duration, copied, changes }: WrittenSound) {
  return { codec, sampleRate, channels, seconds: round(duration), copied, changes };
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
