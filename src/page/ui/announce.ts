import { create } from './element.ts';

// What is done where it is seen at once, and by people who don't see it has to be heard.

const place = create('p', { className: 'hidden', role: 'status' });

/** It has to stand in the page before it says something: readers of the screen tell of changes alone. */
export function placeAnnouncements(parent: HTMLElement): void {
  parent.append(place);
}

export function announce(text: string): void {
  place.textContent = text;
}

/** @param to place, from 0 on */
export function announceMove(label: string, to: number, count: number): void {
  announce(`${label}: ${to + 1} of ${count}`);
}
