import { StillmotionError } from '../core/errors.ts';
import { rangeLength, type RenderPlan } from '../film/plan.ts';
import type { QUALITY_NAMES } from '../film/spec.ts';
import type { FrameRate } from '../core/timeline.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';
import { type Codec, type CodecName, CODECS, type Level } from './codecs.ts';

type QualityName = (typeof QUALITY_NAMES)[number];

/** How many times the standard bits a quality gets. */
const QUALITIES: Readonly<Record<QualityName, number>> = { draft: 0.4, standard: 1, high: 3 };

/** A key frame at least this often, so that players seek well. */
const KEY_FRAME_SECONDS = 5;
/** A film of more frames than this has GOPs in pairs: two encoders can share it evenly. */
const SHORT_FILM = 24;

/** How a film is encoded. */
export interface EncodingPlan {
  readonly codec: CodecName;
  /** The film's size: the canvas, rounded to what the codec takes, px. */
  readonly size: Size;
  /** As WebCodecs and MP4 name the codec, e.g. `avc1.64001f`. */
  readonly codecString: string;
  /** Bits a second. */
  readonly bitrate: number;
  readonly fps: FrameRate;
  /** Every how many frames a key frame comes. */
  readonly keyFrameInterval: number;
  readonly notes: readonly string[];
}

/** @throws StillmotionError `frame-too-large` outside the codec's limits. */
export function planEncoding({ spec, layout, fps, range }: RenderPlan): EncodingPlan {
  const codec = CODECS[spec.codec];
  const size = roundUp(layout.canvas, codec.multiple);
  const rate = fps.numerator / fps.denominator;
  const level = levelFor(codec, size, rate);
  if (level === undefined) throw outsideLimits(codec, layout.canvas);
  return {
    codec: spec.codec,
    size,
    codecString: codec.codecString(level.id),
    bitrate: spec.bitrate ?? bitrateFor(codec, size, rate, spec.quality),
    fps,
    keyFrameInterval: keyFrameInterval(rangeLength(range), rate),
    notes: describeRounding(codec, layout.canvas, size),
  };
}

/** An odd side lies between two even ones; the larger loses nothing of the picture. */
function roundUp({ width, height }: Size, multiple: number): Size {
  const up = (side: number) => Math.ceil(side / multiple) * multiple;
  return { width: up(width), height: up(height) };
}

function keyFrameInterval(frames: number, rate: number): number {
  const seekable = Math.max(1, Math.floor(KEY_FRAME_SECONDS * rate));
  const pairs = Math.ceil(frames / (2 * seekable));
  return frames > SHORT_FILM ? Math.ceil(frames / (2 * pairs)) : seekable;
}

function describeRounding({ label }: Codec, canvas: Size, film: Size): string[] {
  if (isSameSize(canvas, film)) return [];
  return [
    `${label} takes only even sizes: ${formatSize(canvas)} becomes ${formatSize(film)}, the edge pixels stand twice.`,
  ];
}

/** The lowest level that the film fits into; above the last one's rate, the last one whose frame fits; `undefined` outside all. */
function levelFor(codec: Codec, size: Size, rate: number): Level | undefined {
  if (Math.min(size.width, size.height) < codec.smallest) return undefined;
  const frame = codec.measure(size);
  const fitting = codec.levels.filter((level) => frame <= level.frame);
  return fitting.find(({ second }) => frame * rate <= second) ?? fitting.at(-1);
}

/** Slow films get more bits a frame, as their neighbours have less in common: the rate's root. */
function bitrateFor(codec: Codec, size: Size, rate: number, quality: QualityName): number {
  const perFrame = codec.bitsPerPixel * size.width * size.height * QUALITIES[quality];
  return Math.round(Math.max(50_000, perFrame * 30 * Math.sqrt(rate / 30)));
}

function outsideLimits(codec: Codec, size: Size): StillmotionError {
  const largest = codec.levels.at(-1)?.frame ?? 0;
  const others = Object.values(CODECS)
    .filter((other) => accepts(other, size))
    .map(({ label }) => label);
  return new StillmotionError(
    'frame-too-large',
    `${codec.label} can't encode ${formatSize(size)}: it takes sides of at least ${codec.smallest} px and at most ${largest} ${codec.unit} a frame. ` +
      `The nearest size that fits is ${formatSize(nearestFit(codec, size))}; ` +
      (others.length === 0
        ? 'no other codec here takes it either.'
        : `${others.join(' and ')} can encode it as it is.`),
  );
}

function accepts(codec: Codec, size: Size): boolean {
  const { width, height } = size;
  return (
    Math.min(width, height) >= codec.smallest &&
    codec.measure(size) <= (codec.levels.at(-1)?.frame ?? 0) &&
    width % codec.multiple === 0 &&
    height % codec.multiple === 0
  );
}

/** The largest size of the same shape inside the limits, or the smallest where it is too small. */
function nearestFit(codec: Codec, { width, height }: Size): Size {
  const whole = (side: number) =>
    Math.max(codec.smallest, Math.floor(side / codec.multiple) * codec.multiple);
  const scaled = (longer: number): Size => {
    const scale = longer / Math.max(width, height);
    return { width: whole(Math.round(width * scale)), height: whole(Math.round(height * scale)) };
  };
  for (let longer = Math.max(width, height); longer > codec.smallest; longer--) {
    const size = scaled(longer);
    if (accepts(codec, size)) return size;
  }
  return { width: codec.smallest, height: codec.smallest };
}
