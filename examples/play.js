// A film on a canvas, with controls of your own: npx vite examples, then open /play.html
import { createPlayer } from 'stillmotion';

const canvas = document.querySelector('canvas');
const [frame, step, picture] = document.querySelectorAll('input');

const player = await createPlayer(canvas, null, {
  size: { width: 640, height: 640 },
  motions: [{ kind: 'roll', step: 2 }],
  title: 'Frame {f:3d}',
});

const showPlan = ({ frameCount }) => (frame.max = frameCount - 1);
showPlan(player.plan);
player.on('plan', showPlan);
player.on('frame', (index) => (frame.value = index));

document.querySelector('button').onclick = () => (player.playing ? player.pause() : player.play());
frame.oninput = () => player.seek(frame.valueAsNumber);
step.onchange = () =>
  player.setSpec({ ...player.plan.spec, motions: [{ kind: 'roll', step: step.valueAsNumber }] });
picture.onchange = () => player.setImage(picture.files[0]).catch((error) => alert(error.message));
