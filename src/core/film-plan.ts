import type { FilmTags } from './film-tags.ts';
import type { QualityName } from './quality.ts';
import type { Sampling } from './sampling.ts';
import type { Size } from './size.ts';
import type { FrameRange, Timeline } from './timeline.ts';

/**
 * `rolled`: we do (`codecs/h264-rolled`); `webcodecs`: the browser; `pictures`: the browser, a picture a frame;
 * `raw`: nothing, frames stay as they are; `scene`: nothing, what they are drawn from stays as it is.
 */
export type EncoderName = 'rolled' | 'webcodecs' | 'pictures' | 'raw' | 'scene';

/** What writes a film, and why. */
export interface FilmEncoder {
  readonly name: EncoderName;
  /** For people. */
  readonly reason: string;
  /** Nobody would ask why it isn't another. */
  readonly isExpected?: true;
  /** What else is to be said of it, in the middle of a sentence. */
  readonly besides?: string;
}

/** What a group of pictures of next to no detail is known by. */
export interface PlainBounds {
  /** Its key frame takes less, bits a pixel. */
  readonly bits: number;
  /** Its frames are better, dB: else it has come to detail behind its key frame. */
  readonly psnr: number;
}

/** What brings an encoder to an end of its quantizers, and keeps it there. */
export interface SteadyRate {
  /** Bits a second that it is told, more or less than it can spend. */
  readonly told: number;
  /** What it takes the frames for, as WebCodecs names it: that says where its quantizers end. */
  readonly contentHint?: string;
  readonly scalabilityMode?: string;
  /** It is shown the first frame once more, beforehand: its first key frame is coarser than any other. */
  readonly rehearsed: boolean;
  /** Near which quantizer it is held by what it is told before each frame; left out: it stays at an end by itself. */
  readonly held?: number;
  /** What the frame behind a key frame is told to take, of that one's bits, where it is held. */
  readonly behindKey?: number;
}

/** Frames of a group of pictures that are quantized otherwise than the rest. */
export interface Layers {
  /** As WebCodecs names them. */
  readonly mode: string;
  /** A frame of the ground, to which all others refer, comes at every so-manyth one behind the key frame. */
  readonly period: number;
  /** Quantizers of the key frame, of the ground, and of every other frame, to which none refers. */
  readonly key: number;
  readonly ground: number;
  readonly top: number;
  /** Of a group that begins with a picture of no detail, and has no layers: of its key frame, and of all others. */
  readonly plainKey: number;
  readonly plain: number;
  /** The frames of such a group are decoded, and it is made again where one stands out. */
  readonly isMeasured: boolean;
}

/** A film as codecs and containers have to know it; everything is decided once. */
export interface FilmPlan extends Timeline {
  /** By its name, see `codecs/index.ts`. */
  readonly codec: string;
  /** By its name, see `containers/index.ts`. */
  readonly container: string;
  /** The canvas, rounded to what the codec takes, px. */
  readonly size: Size;
  /** As WebCodecs and MP4 name the codec, e.g. `avc1.64001f`. */
  readonly codecString: string;
  readonly encoder: FilmEncoder;
  /** Bits a second; 0 where what writes it keeps to none. */
  readonly bitrate: number;
  /** The quality that all this comes from; `undefined` where a bit rate or a quantizer was asked for. */
  readonly quality: QualityName | undefined;
  /** How its colours are sampled; left out: chroma at half the size, 4:2:0. */
  readonly sampling?: Sampling;
  /** Bits a sample; left out: 8. */
  readonly depth?: 10;
  /**
   * By what every frame is quantized, or those between `layers`, on the codec's scale; left out: by what its encoder makes
   * of the bit rate.
   */
  readonly quantizer?: number;
  /** By what key frames are, where that is another; `layers` have their own. */
  readonly keyQuantizer?: number;
  /**
   * Which groups of pictures have next to no detail: the frames of such a group are decoded, and it is made again where one
   * stands out. Left out: none are looked at, or they are known otherwise (`layers`).
   */
  readonly plain?: PlainBounds;
  /** Groups of pictures with flat colours are decoded, and made again where these are off. */
  readonly keepsFlat?: true;
  /** In which layers of time its encoder gets it; left out: in none. */
  readonly layers?: Layers;
  /** How an encoder that takes no quantizer is brought to keep to one; left out: it isn't. */
  readonly steady?: SteadyRate;
  /** Which frames of the timeline it holds; the film itself begins at 0 s. */
  readonly range: FrameRange;
  /** What has no background stays transparent; left out: its frames are opaque. */
  readonly transparent?: true;
  /** Every frame shows the same: one GOP is made, and the film is that again and again. */
  readonly still: boolean;
  /**
   * Some frames show what the one before shows. They are `encoded`, as all others, or `written` by us, where they have been
   * encoded a few times; left out: there are none, or they are encoded in any case.
   */
  readonly repeats?: 'encoded' | 'written';
  /** How many times it holds them; they are encoded once. */
  readonly loops: number;
  /** Its file says that it is played once; left out: for ever, or as often as it loops. Only where a file says that. */
  readonly once?: true;
  /** How many frames its file holds, where the last loop is cut; left out: all of them. */
  readonly length?: number;
  /**
   * A key frame stands at every multiple of so many frames, counted from frame 0 of the timeline, and at the
   * range's first: so ranges, shards and resumed runs are cut alike.
   */
  readonly keyFrameInterval: number;
  /** What its file says of itself, where that has a place for it. */
  readonly tags?: FilmTags | undefined;
  /** What a person should know about these decisions, a sentence each. */
  readonly notes: readonly string[];
}
