// `npm start`: from a fresh clone to the notebook's film.
import { prepare, run } from './setup.mjs';

prepare();
run('dist/cli.js', ['render', '--preset', 'notebook', ...process.argv.slice(2)]);
console.log(`
Try next:
  npx stillmotion render photo.jpg              any picture, one seamless loop, photo.mp4
  npx stillmotion render photo.jpg --step -4 --size 1280x720 --title "Frame {f:3d}"
  npx stillmotion still --preset notebook --frame 99 -o frame.png
  npx stillmotion render --help                 everything else`);
