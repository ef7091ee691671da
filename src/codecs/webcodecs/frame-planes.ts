import type { Planes } from '../../core/planes/flat-places.ts';

/** What decoders give, and frames of ours are made of. */
const FORMAT = /^(?<kind>I420|I444|NV12)(?<deep>P10)?$/;

/** Whether such a frame can be looked at: of a canvas's pixels nobody knows what the encoder makes of them. */
export function hasPlanes({ format }: VideoFrame): boolean {
  return FORMAT.test(format ?? '');
}

/** The samples of a frame, which may be closed then. */
export async function copyPlanes(frame: VideoFrame): Promise<Planes> {
  const { visibleRect, format } = frame;
  const { kind, deep } = FORMAT.exec(format ?? '')?.groups ?? {};
  if (visibleRect === null || kind === undefined)
    throw new Error(`a frame came as ${format ?? 'nothing that can be read'}`);
  const bytes = new Uint8Array(frame.allocationSize());
  const [luma, blue, red] = await frame.copyTo(bytes);
  if (luma === undefined || blue === undefined) throw new Error('a frame came without planes');
  const samples = deep ? new Uint16Array(bytes.buffer) : bytes;
  const isPaired = kind === 'NV12';
  const planeAt = ({ offset, stride }: PlaneLayout, step: 1 | 2, nth: number) => ({
    samples,
    offset: offset / samples.BYTES_PER_ELEMENT + nth,
    stride: stride / samples.BYTES_PER_ELEMENT,
    step,
  });
  const { width, height } = visibleRect;
  return {
    width,
    height,
    peak: deep ? 1023 : 255,
    isHalved: kind !== 'I444',
    planes: [
      planeAt(luma, 1, 0),
      planeAt(blue, isPaired ? 2 : 1, 0),
      isPaired ? planeAt(blue, 2, 1) : planeAt(red ?? blue, 1, 0),
    ],
  };
}
