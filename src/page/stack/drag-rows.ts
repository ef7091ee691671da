/** Who goes less far has pressed, CSS px. */
const PRESS = 4;
/** So near to an end of the panel it scrolls, and so far at once, CSS px. */
const NEAR = 32;
const SCROLL = 10;

/** A row that others of its kind make room for. */
export interface MovableRow {
  readonly element: HTMLElement;
  moveTo(place: number): void;
}

interface Drag {
  readonly rows: readonly MovableRow[];
  readonly from: number;
  readonly pointer: number;
  readonly startY: number;
  /** From one row to the next. */
  readonly pitch: number;
  readonly panel: Element | null;
  readonly scrolled: number;
  to: number;
  isMoving: boolean;
}

/**
 * Lets rows be dragged among those of their kind: by a mouse at their names, by fingers at their grips, as beside these a finger
 * scrolls. Escape leaves all as it was.
 *
 * @param kin those of its kind that can be moved, in their order, itself among them
 */
export function bindRowDrag(list: HTMLElement, kin: (row: Element) => readonly MovableRow[]): void {
  let drag: Drag | undefined;
  let wasDragged = false;

  function show(dragged: Drag, by: number): void {
    const { rows, from, to, pitch } = dragged;
    for (const [n, { element }] of rows.entries()) {
      const isBetween = (n > from && n <= to) || (n < from && n >= to);
      const moved = n === from ? by : isBetween ? Math.sign(from - to) * pitch : 0;
      element.style.translate = moved === 0 ? '' : `0 ${moved}px`;
    }
  }

  function end(): Drag | undefined {
    const ended = drag;
    drag = undefined;
    if (!ended?.isMoving) return undefined;
    for (const { element } of ended.rows) element.style.translate = '';
    ended.rows[ended.from]?.element.classList.remove('dragged');
    list.classList.remove('dragging');
    return ended;
  }

  list.addEventListener('pointerdown', (event) => {
    wasDragged = false;
    const { target, pointerId, clientY } = event;
    if (event.button !== 0 || !event.isPrimary || !(target instanceof Element)) return;
    const holds = event.pointerType === 'touch' ? '.grip' : '.layer-name';
    const row = target.closest(holds) && target.closest('li');
    const rows = row ? kin(row) : [];
    const [first, second] = rows.map(({ element }) => element.getBoundingClientRect().top);
    if (first === undefined || second === undefined) return;
    const panel = list.closest('.panel');
    const from = rows.findIndex(({ element }) => element === row);
    drag = {
      rows,
      from,
      to: from,
      pointer: pointerId,
      startY: clientY,
      pitch: second - first,
      panel,
      scrolled: panel?.scrollTop ?? 0,
      isMoving: false,
    };
  });

  list.addEventListener('pointermove', ({ pointerId, clientY }) => {
    if (drag === undefined || drag.pointer !== pointerId) return;
    const { rows, from, startY, pitch, panel, scrolled } = drag;
    const row = rows[from]?.element;
    // It has been made anew meanwhile: of another film.
    if (!row?.isConnected) {
      end();
      return;
    }
    if (!drag.isMoving) {
      if (Math.abs(clientY - startY) < PRESS) return;
      drag.isMoving = true;
      list.setPointerCapture(pointerId);
      row.classList.add('dragged');
      list.classList.add('dragging');
    }
    if (panel) scrollNear(panel, clientY);
    const by = clientY - startY + (panel?.scrollTop ?? 0) - scrolled;
    drag.to = Math.max(0, Math.min(rows.length - 1, from + Math.round(by / pitch)));
    show(drag, by);
  });

  list.addEventListener('pointerup', () => {
    const ended = end();
    wasDragged = ended !== undefined;
    if (ended && ended.to !== ended.from) ended.rows[ended.from]?.moveTo(ended.to);
  });
  list.addEventListener('pointercancel', () => void end());
  list.addEventListener(
    'click',
    (event) => {
      if (!wasDragged) return;
      wasDragged = false;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag?.isMoving) return;
      event.stopPropagation();
      end();
    },
    true,
  );
}

function scrollNear(panel: Element, y: number): void {
  const { top, bottom } = panel.getBoundingClientRect();
  if (y < top + NEAR) panel.scrollBy(0, -SCROLL);
  else if (y > bottom - NEAR) panel.scrollBy(0, SCROLL);
}
