/** A film as its file holds it: frames in the order in which they are shown. */
export interface FilmFile {
  /** As WebCodecs takes it. */
  readonly config: VideoDecoderConfig;
  readonly frames: number;
  /** What the file, not the stream in it, says of its colours; left out: nothing. */
  readonly colorSpace?: VideoColorSpaceInit | undefined;
  /** When a frame is shown, s; of the number after the last, when that ends. */
  timeOf(frame: number): number;
  /** How long its sound lasts, s; left out: it has none. */
  readonly sound?: number | undefined;
  /** The key frame at which decoding begins for a frame, counted from 0 as that is. */
  keyFrameFor(frame: number): number;
  read(frame: number): Promise<EncodedFrame>;
}

export interface EncodedFrame {
  readonly data: Uint8Array;
  /** Its alpha, encoded as a picture by itself; left out: it is opaque. */
  readonly alpha?: Uint8Array | undefined;
  readonly key: boolean;
}
