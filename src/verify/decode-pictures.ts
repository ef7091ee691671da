import { StillmotionError } from '../core/errors.ts';
import type { Size } from '../core/size.ts';

/** A picture of a film, as a decoder gives it: RGBA, straight, a byte each, the top row first. */
export interface DecodedPicture extends Size {
  readonly bytes: Uint8Array;
  /** How long it stands, s; left out where its file doesn't say. */
  readonly duration: number | undefined;
}

/** Pictures in one file, or one picture. */
export interface PictureFile {
  readonly frames: number;
  decode(frame: number): Promise<DecodedPicture>;
  close(): void;
}

/**
 * Opens a file of pictures that are shown one after the other.
 *
 * @throws StillmotionError `codec-unsupported`, `decoding-failed`
 */
export async function openPictures(file: Blob, type: string): Promise<PictureFile> {
  if (typeof ImageDecoder === 'undefined' || !(await ImageDecoder.isTypeSupported(type)))
    throw new StillmotionError(
      'codec-unsupported',
      `This browser has no decoder for ${type}: the film can't be compared here.`,
    );
  const decoder = new ImageDecoder({
    data: file.stream(),
    type,
    preferAnimation: true,
    premultiplyAlpha: 'none',
  });
  try {
    await decoder.completed;
    const frames = decoder.tracks.selectedTrack?.frameCount ?? 0;
    return {
      frames,
      decode: (frame) => decodePicture(decoder, frame),
      close: () => decoder.close(),
    };
  } catch (cause) {
    decoder.close();
    throw failed(cause);
  }
}

async function decodePicture(decoder: ImageDecoder, frameIndex: number): Promise<DecodedPicture> {
  const { image } = await decoder.decode({ frameIndex }).catch((cause: unknown) => {
    throw failed(cause);
  });
  try {
    const { displayWidth: width, displayHeight: height, duration } = image;
    const options = { format: 'RGBA' } as const;
    const bytes = new Uint8Array(image.allocationSize(options));
    await image.copyTo(bytes, options);
    return { width, height, bytes, duration: duration === null ? undefined : duration / 1e6 };
  } finally {
    image.close();
  }
}

function failed(cause: unknown): StillmotionError {
  const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
  return new StillmotionError('decoding-failed', `The pictures can't be decoded: ${why}.`, {
    cause,
  });
}
