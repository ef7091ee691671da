// A film as a Blob, with progress and cancel: npx vite examples, then open /export.html
import { exportVideo } from 'stillmotion';

const controller = new AbortController();
const progress = document.querySelector('progress');
const video = document.querySelector('video');
document.querySelector('button').onclick = () => controller.abort(new Error('cancelled'));

const film = await exportVideo(
  null,
  { size: { width: 320, height: 320 }, motions: [{ kind: 'roll', step: 4 }], quality: 'high' },
  {
    signal: controller.signal,
    onProgress: (done, total) => (progress.value = done / total),
  },
);
video.src = URL.createObjectURL(film);
