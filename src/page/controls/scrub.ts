/** How far a pointer goes for a step, px. */
const PER_STEP = 4;
/** Who goes less far has clicked. */
const CLICK = 3;

/**
 * Lets a mouse drag a label to and fro to change its number; a click goes to its field, as of any label. Fingers scroll there.
 *
 * @param stepBy changes it by so many steps
 * @param canBe whether it can be changed now
 */
export function bindScrub(
  label: HTMLElement,
  stepBy: (steps: number) => void,
  canBe: () => boolean,
): void {
  label.classList.add('scrub');
  label.title = 'Drag to change it; with Shift, ten times as fast';
  let begun: number | undefined;
  let stepped = 0;
  let isDrag = false;

  label.onpointerdown = ({ pointerType, button, clientX, pointerId }) => {
    isDrag = false;
    if (pointerType === 'touch' || button !== 0 || !canBe()) return;
    label.setPointerCapture(pointerId);
    begun = clientX;
    stepped = 0;
  };
  label.onpointermove = ({ clientX, shiftKey }) => {
    if (begun === undefined) return;
    isDrag ||= Math.abs(clientX - begun) > CLICK;
    const steps = isDrag ? Math.trunc((clientX - begun) / PER_STEP) - stepped : 0;
    if (steps === 0) return;
    stepped += steps;
    stepBy(steps * (shiftKey ? 10 : 1));
  };
  label.onlostpointercapture = () => (begun = undefined);
  label.onclick = (event) => {
    if (isDrag) event.preventDefault();
  };
}
