import type { QualityName } from '../core/quality.ts';
import type { Sampling } from '../core/sampling.ts';
import type { Size } from '../core/size.ts';

/** A step of a codec's scale of decoder abilities; the first that a film fits into is named in it. */
export interface Level {
  readonly id: string;
  /** Luma samples, or macroblocks for H.264, in one frame. */
  readonly frame: number;
  /** The same in a second. */
  readonly second: number;
  /** Width and height at most, px. */
  readonly sides: Size;
  /** Bits a second at most. */
  readonly bits: number;
}

/** What every codec says of itself. */
interface NamedCodec {
  /** On the command line and in a spec. */
  readonly name: string;
  readonly label: string;
  /** Sizes must be multiples of this, px. */
  readonly multiple: 1 | 2;
  /** The shortest side, px. */
  readonly smallest: number;
  /** It keeps what is transparent: `edges`, where a pixel is or isn't. */
  readonly alpha?: 'whole' | 'edges';
  /** Its samples may have ten bits. */
  readonly deep?: true;
}

/** A codec that the browser encodes; what else it takes, its encoder is asked. */
export interface VideoCodec extends NamedCodec {
  readonly takes: 'planes';
  readonly levels: readonly Level[];
  /** The frame of the levels that decoders everywhere take: full HD. */
  readonly commonFrame: number;
  /** What a frame counts for in the levels' columns. */
  readonly measure: (size: Size) => number;
  readonly unit: string;
  /** @param depth bits a sample; left out: 8 */
  readonly codecString: (
    level: string,
    sampling?: Sampling,
    depth?: 10,
    transparent?: boolean,
  ) => string;
  /** Besides 4:2:0. */
  readonly samplings?: readonly Sampling[];
  /** Browsers encode it where the machine has an encoder of it, and not everywhere. */
  readonly inHardwareAlone?: true;
  /** What its encoders are told besides size and rate. */
  readonly encoderOptions?: Partial<VideoEncoderConfig>;
  /** Layers of frames that others refer to or not, as WebCodecs names them; tried first. */
  readonly scalabilityMode?: string;
  /** Quantizers, where its encoder takes them: the coarsest, and by quality (docs/quality.md). */
  readonly quantizers: Readonly<Record<QualityName | 'coarsest', number>>;
  /** What `VideoEncoder.encode` calls them. */
  readonly quantizerKey: 'avc' | 'vp9' | 'av1' | 'hevc';
  /** How an encoder that takes none keeps to one by itself, by quality. */
  readonly steady?: Readonly<Record<QualityName, Steady>>;
  /** Bits a pixel and frame at standard quality and 30 frames/s, where an encoder does neither. */
  readonly bitsPerPixel: number;
}

/** Which bit rate keeps an encoder's quantizer at an end of its range; see `SteadyRate`. */
export interface Steady {
  /** More than films can take, or none. */
  readonly bitsPerPixel: number;
  readonly contentHint?: string;
  readonly scalabilityMode?: string;
  readonly rehearsed?: boolean;
  /** Where no end is good enough: it is brought near this quantizer frame by frame. */
  readonly held?: number;
}

/** A codec of pictures: each frame is one by itself. */
export interface ImageCodec extends NamedCodec {
  readonly takes: 'rgba';
  readonly mime: string;
  /** The longest side, px. */
  readonly largest: number;
  /** Every sample stays as it is drawn. */
  readonly lossless?: true;
  /** What the browser's encoder is told, up to 1, where there is a choice. */
  readonly qualities?: Readonly<Record<QualityName, number>>;
}

/** No codec at all: frames as they are, for whatever takes them over. */
export interface RawCodec extends NamedCodec {
  readonly takes: 'frames';
  /** Pixels are sRGB, four bytes each; planes are BT.709 in limited range, 4:2:0. */
  readonly samples: 'pixels' | 'planes';
}

/** No frames at all, but what they are drawn from: for a file that draws them where it is opened. */
export interface SceneCodec extends NamedCodec {
  readonly takes: 'scene';
}

export type Codec = VideoCodec | ImageCodec | RawCodec | SceneCodec;

/** What frames count for in a level's columns, by pixels. */
export function countPixels({ width, height }: Size): number {
  return width * height;
}
