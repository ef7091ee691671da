// A page as a user of the library would write it: built from the published entry point.
import {
  exportVideo,
  MemorySink,
  exportVideoTo,
  type SpecInput,
  StillmotionError,
} from 'stillmotion';

declare global {
  var published: typeof api;
}

const api = {
  /** The README's example: image → MP4 Blob. */
  async export(picture: string | null, spec: SpecInput) {
    const blob = picture === null ? null : await (await fetch(picture)).blob();
    const progress: [number, number][] = [];
    const film = await exportVideo(blob, spec, {
      onProgress: (done, total) => progress.push([done, total]),
    });
    const video = document.body.appendChild(document.createElement('video'));
    video.src = URL.createObjectURL(film);
    await new Promise((resolve, reject) => {
      video.addEventListener('loadedmetadata', resolve);
      video.addEventListener('error', () => reject(new Error(video.error?.message)));
    });
    const { duration, videoWidth: width, videoHeight: height } = video;
    return { type: film.type, bytes: film.size, progress, duration, width, height };
  },
  /** Stops after some frames; gives what was thrown and whether the sink was told. */
  async cancel(after: number) {
    const controller = new AbortController();
    const sink = new MemorySink();
    const failure = await exportVideoTo(
      sink,
      null,
      { size: { width: 64, height: 64 }, frames: 5000 },
      {
        signal: controller.signal,
        onProgress: (done) => {
          if (done === after) controller.abort(new Error('enough'));
        },
      },
    ).then(
      () => 'finished',
      (error: unknown) => String(error),
    );
    return { failure, bytes: sink.bytes.byteLength };
  },
  async fail(spec: SpecInput) {
    return exportVideo(null, spec).then(
      () => 'finished',
      (error: unknown) => (error instanceof StillmotionError ? error.code : String(error)),
    );
  },
};
globalThis.published = api;
