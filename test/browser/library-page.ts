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
    const { duration, videoWidth: width, videoHeight: height } = await loadFilm(film);
    return { type: film.type, bytes: film.size, progress, duration, width, height };
  },
  /**
   * A film with a second of a tone at half of what a file can hold; gives what is heard of it in the middle, dB
   * beside the tone as it is.
   */
  async exportWithSound(spec: SpecInput) {
    const film = await exportVideo(null, spec, { sound: makeTone(1) });
    const { readyState, duration } = await loadFilm(film);
    const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(
      await film.arrayBuffer(),
    );
    const middle = decoded.getChannelData(0).subarray(23_520, 24_480);
    const squares = middle.reduce((sum, sample) => sum + sample ** 2, 0) / middle.length;
    return {
      readyState,
      duration,
      heard: decoded.duration,
      loudness: 10 * Math.log10(8 * squares),
    };
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

async function loadFilm(film: Blob): Promise<HTMLVideoElement> {
  const video = document.body.appendChild(document.createElement('video'));
  video.src = URL.createObjectURL(film);
  await new Promise((resolve, reject) => {
    video.addEventListener('loadedmetadata', resolve);
    video.addEventListener('error', () => reject(new Error(video.error?.message)));
  });
  return video;
}

/** 1000 Hz, as a WAV of 16 bits. */
function makeTone(seconds: number): Blob {
  const rate = 48_000;
  const samples = Int16Array.from({ length: seconds * rate }, (_, n) =>
    Math.round(16_384 * Math.sin((2 * Math.PI * 1000 * n) / rate)),
  );
  const head = new DataView(new ArrayBuffer(44));
  const letters = (at: number, text: string) =>
    new TextEncoder().encode(text).forEach((letter, n) => head.setUint8(at + n, letter));
  letters(0, 'RIFF');
  head.setUint32(4, 36 + samples.byteLength, true);
  letters(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, 2 * rate, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  letters(36, 'data');
  head.setUint32(40, samples.byteLength, true);
  return new Blob([head, samples]);
}
