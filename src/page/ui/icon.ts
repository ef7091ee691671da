/** Signs of what a film is made of, as lines in 20 by 20. */
export const ICONS = {
  stack: 'M10 3l7 4-7 4-7-4zM3 11l7 4 7-4',
  pictures: 'M3 4h14v12H3zM3 14l5-5 4 4 2-2 3 3',
  motions: 'M3 10h11M10 5l5 5-5 5',
  effects: 'M10 2l2 6 6 2-6 2-2 6-2-6-6-2 6-2z',
  transitions: 'M3 7h13l-4-4M17 13H4l4 4',
  text: 'M4 6V4h12v2M10 4v12M8 16h4',
  code: 'M7 4c-3 0-1 5-4 6 3 1 1 6 4 6M13 4c3 0 1 5 4 6-3 1-1 6-4 6',
  frame: 'M6 2v12h12M2 6h12v12',
  seen: 'M2 10q8-9 16 0q-8 9-16 0M10 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5',
  unseen: 'M2 9q8 7 16 0M4 11l-1.5 2.5M10 12.5v3M16 11l1.5 2.5',
  time: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14M10 6v4l3 2',
} as const;
export type IconName = keyof typeof ICONS;

/** At the head of an element, seen and not read out. */
export function prependIcon(element: Element, name: IconName): void {
  element.insertAdjacentHTML(
    'afterbegin',
    `<svg viewBox="0 0 20 20" aria-hidden="true"><path class="line" d="${ICONS[name]}" /></svg>`,
  );
}
