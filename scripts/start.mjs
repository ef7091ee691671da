// `npm start`: from a fresh clone to the notebook's film.
import { prepare, run } from './setup.mjs';

prepare();
run('dist/cli.js', ['render', '--preset', 'notebook', ...process.argv.slice(2)]);
console.log(`
Try next:
  node dist/cli.js render photo.jpg             any picture, one seamless loop, photo.mp4
  node dist/cli.js render photo.jpg --step -4 --size 1280x720 --title "Frame {f:3d}"
  node dist/cli.js still --preset notebook --frame 99 -o frame.png
  node dist/cli.js render --help                everything else`);
