import type { PngRequest } from './png-worker.ts';

/** Writes PNGs in a worker. */
export interface PngWriter {
  /** @param data RGBA, opaque, the top row first; given away */
  write(width: number, data: Uint8ClampedArray<ArrayBuffer>): Promise<Blob>;
  close(): void;
}

export function createPngWriter(): PngWriter {
  const worker = new Worker(new URL('./png-worker.ts', import.meta.url), { type: 'module' });
  return {
    write: (width, data) =>
      new Promise((done, fail) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data: answer }: MessageEvent<Blob | string>) =>
          typeof answer === 'string' ? fail(new Error(answer)) : done(answer);
        worker.onerror = ({ message }) => fail(new Error(message));
        const request: PngRequest = { width, data, answer: port2 };
        worker.postMessage(request, [port2, data.buffer]);
      }),
    close: () => worker.terminate(),
  };
}
