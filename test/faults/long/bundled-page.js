// An application of somebody's: a film with a title and one without, as SHA-256, or what was thrown.
import { exportVideo, StillmotionError } from 'stillmotion';

const JOB = { size: { width: 160, height: 120 }, frames: 5 };

/** Quicker to draw than the built-in one. */
function drawPicture() {
  const canvas = new OffscreenCanvas(64, 48);
  const drawing = canvas.getContext('2d');
  drawing.fillStyle = '#c04020';
  drawing.fillRect(8, 8, 24, 32);
  return canvas.convertToBlob();
}

async function hash(spec) {
  const film = await exportVideo(await drawPicture(), spec);
  const digest = await crypto.subtle.digest('SHA-256', await film.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function makeFilms() {
  return { titled: await hash({ ...JOB, title: 'Frame {f}' }), bare: await hash(JOB) };
}

const tell = (answer) => (document.title = JSON.stringify(answer));
makeFilms().then(tell, (error) =>
  tell({
    code: error instanceof StillmotionError ? error.code : 'untyped',
    failure: String(error),
  }),
);
