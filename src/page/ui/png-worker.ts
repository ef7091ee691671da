// Writes PNGs beside the page: on a page's own thread browsers begin when it has nothing else to do, or after a second.

/** What is asked for: pixels, RGBA, and where the picture goes, or why there is none. */
export interface PngRequest {
  readonly width: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly answer: MessagePort;
}

async function write({ width, data }: PngRequest): Promise<Blob> {
  const image = new ImageData(data, width);
  const canvas = new OffscreenCanvas(width, image.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('a worker gives no canvas to draw on');
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob();
}

addEventListener('message', ({ data }: MessageEvent<PngRequest>) => {
  write(data).then(
    (picture) => data.answer.postMessage(picture, []),
    (error: unknown) => data.answer.postMessage(String(error), []),
  );
});
