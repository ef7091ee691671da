import { counted } from '../core/counted.ts';
import type { ErrorCode, StillmotionError } from '../core/errors.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { FilmStart } from '../protocol.ts';
import { formatSize } from '../core/size.ts';
import { SOUND_CODECS } from '../core/sound.ts';
import { formatFrameRate, type FrameRange } from '../core/timeline.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { findCodec } from '../codecs/index.ts';
import type { Written } from '../containers/container.ts';
import type { WrittenSound } from './sound.ts';
import { describeProof, type FilmProof } from '../verify/proof.ts';
import { formatBytes } from './format-bytes.ts';
import { STDOUT } from './output-place.ts';
import { printable, printableJson } from './printable.ts';
import type { Session } from './session.ts';

interface Style {
  readonly json: boolean;
  readonly quiet: boolean;
}

type DrawnBy = Pick<Session, 'browser' | 'renderer' | 'backend' | 'reproducible'>;

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

/** Something a person should know while it works. */
export function note(text: string, quiet: boolean): void {
  if (!quiet) writeLines(process.stderr, [`note: ${text}`]);
}

/** What is told in several lines: a shader's, or one a film. */
const IN_LINES: readonly ErrorCode[] = [
  'shader-failed',
  'shader-unsupported',
  'rows-refused',
  'films-failed',
];

/** What went wrong, in one line; the code is for programs. Lines of a shader or a list stand below it. */
export function complain(message: string, code: ErrorCode): void {
  const [first = '', ...more] = IN_LINES.includes(code) ? message.split('\n') : [message];
  writeLines(process.stderr, [`stillmotion: ${first} [${code}]`, ...more]);
}

/** Where a fault of ours is, for those who look for it. */
export function trace(stack: string): void {
  writeLines(process.stderr, stack.split('\n'));
}

/** The one thing that a command says on stdout, in its lines. */
export function announce(...lines: readonly string[]): void {
  writeLines(process.stdout, lines);
}

export function announceJson(value: unknown): void {
  printJson(process.stdout, value);
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
      fps: plan.fps.numerator / plan.fps.denominator,
      loops: plan.spec.loops,
      width: film.size.width,
      height: film.size.height,
      seconds: round(seconds),
      framesPerSecond: round(framesPerSecond),
      codec: written.codecString,
      bitrate: film.bitrate,
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
    writeLines(stream, [
      `${nameOf(output)}: ${formatSize(film.size)}, ${counted(written.frames, 'frame')} at ${formatFrameRate(plan.fps)} fps${describeHold(plan)}, ${length.toFixed(3)} s, ${formatBytes(bytes)}`,
      `  picture  ${describePicture(plan)}`,
      `  codec    ${findCodec(film.codec).label} (${written.codecString}), ${describeColor(written.colorSpace)}, ${countKeyFrames(written)}`,
      ...(sound ? [`  sound    ${describeSound(sound)}`] : []),
      ...(proof ? [`  verified ${describeProof(proof)}`] : []),
      `  frames   ${start.engine}${start.engineReason && `: ${start.engineReason}`}`,
      `  encoder  ${film.encoder.name}: ${film.encoder.reason}`,
      `  capture  ${start.capture}: ${start.captureReason}`,
      `  browser  ${session.browser}, ${session.renderer}`,
      `  speed    ${framesPerSecond.toFixed(0)} frames/s; ${seconds.toFixed(2)} s in all`,
    ]);
  }
}

/** A part of a film, which was made now. */
export interface ShardReport {
  readonly shard: { readonly index: number; readonly count: number };
  readonly range: FrameRange;
  readonly film: FilmPlan;
  readonly gops: number;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
  /** s */
  readonly seconds: number;
}

export function reportShard(report: ShardReport, { json, quiet }: Style): void {
  const { shard, range, film, gops, output, bytes, session, seconds } = report;
  const stream = besides(output);
  const frames = range.last - range.first + 1;
  const { browser, renderer, backend } = session;
  if (json)
    printJson(stream, {
      output,
      bytes,
      shard: shard.index,
      shards: shard.count,
      ...(frames > 0 && { range }),
      frames,
      gops,
      filmFrames: film.range.last - film.range.first + 1,
      seconds: round(seconds),
      browser,
      renderer,
      backend,
    });
  else if (!quiet) {
    const which = frames > 0 ? `, frames ${range.first}-${range.last}` : '';
    writeLines(stream, [
      `${nameOf(output)}: shard ${shard.index} of ${shard.count}${which}, ${counted(gops, 'GOP')}, ${formatBytes(bytes)}, ${seconds.toFixed(2)} s`,
      `  browser  ${browser}, ${renderer}`,
    ]);
  }
}

/** A film of shards. */
export interface MergeReport {
  readonly film: FilmPlan;
  readonly written: Written;
  readonly bytes: number;
  readonly output: string;
  readonly shards: number;
  readonly from: { readonly browser: string; readonly renderer: string };
  /** s */
  readonly seconds: number;
}

export function reportMerge(report: MergeReport, { json, quiet }: Style): void {
  const { film, written, bytes, output, shards, from, seconds } = report;
  const stream = besides(output);
  if (json)
    printJson(stream, {
      output,
      bytes,
      shards,
      frames: written.frames,
      fps: film.fps.numerator / film.fps.denominator,
      width: film.size.width,
      height: film.size.height,
      codec: written.codecString,
      format: film.container,
      keyFrames: written.keyFrames,
      seconds: round(seconds),
      ...from,
    });
  else if (!quiet)
    writeLines(stream, [
      `${nameOf(output)}: ${formatSize(film.size)}, ${counted(written.frames, 'frame')} at ${formatFrameRate(film.fps)} fps, ${formatBytes(bytes)}, of ${counted(shards, 'shard')} in ${seconds.toFixed(2)} s`,
      `  browser  ${from.browser}, ${from.renderer}`,
    ]);
}

/** A film of a list. */
interface Listed {
  readonly where: string;
  readonly place: { readonly path: string };
}

/** Says in JSON what has become of a film of a list that was not made now; for people there is one line in the end. */
export function reportListed(
  { where, place }: Listed,
  state: 'kept' | 'failed',
  error: StillmotionError | undefined,
  { json }: Style,
): void {
  if (!json) return;
  const why = error && { code: error.code, message: error.message };
  printJson(process.stdout, { film: where, state, output: place.path, ...(why && { error: why }) });
}

/** The same of one that was made. */
export function reportListedFilm({ where }: Listed, report: FilmReport, { json }: Style): void {
  if (json) reportFilm(report, { json, quiet: false }, { film: where, state: 'made' });
}

export function reportBatch(
  {
    made,
    kept,
    failed,
    seconds,
  }: { made: number; kept: number; failed: readonly string[]; seconds: number },
  { json, quiet }: Style,
): void {
  if (json || quiet) return;
  const parts = [
    `${counted(made, 'film')} made in ${seconds.toFixed(1)} s`,
    ...(kept > 0 ? [`${kept} as made before`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  writeLines(process.stdout, [parts.join(', ')]);
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

function countKeyFrames({ keyFrames }: Written): string {
  return counted(keyFrames.length, 'key frame');
}

function describeSound({ codec, sampleRate, channels, duration, copied }: WrittenSound): string {
  const how = copied ? 'copied as it is' : 'decoded and encoded again';
  return `${SOUND_CODECS[codec]}, ${sampleRate} Hz, ${counted(channels, 'channel')}, ${duration.toFixed(3)} s, ${how}`;
}

function asJson({ codec, sampleRate, channels, duration, copied }: WrittenSound) {
  return { codec, sampleRate, channels, seconds: round(duration), copied };
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

function describePicture({ picture, image, show }: RenderPlan): string {
  if (show !== undefined)
    return `${counted(show.slots.length, 'picture')}, the first of ${formatSize(picture)}`;
  const from = formatSize(picture);
  const to = formatSize(image);
  return from === to ? from : `${from}, resampled to ${to}`;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

/** The one way of text to a terminal. */
function writeLines(stream: NodeJS.WritableStream, lines: readonly string[]): void {
  stream.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

function printJson(stream: NodeJS.WritableStream, value: unknown): void {
  stream.write(`${printableJson(value)}\n`);
}

/** Where a report goes: nothing but the film comes out of stdout where the film does. */
function besides(output: string): NodeJS.WritableStream {
  return output === STDOUT ? process.stderr : process.stdout;
}

function nameOf(output: string): string {
  return output === STDOUT ? 'stdout' : output;
}
