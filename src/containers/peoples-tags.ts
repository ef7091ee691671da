import type { TAG_NAMES } from '../core/film-tags.ts';

/** What people are shown of a film, as PNG calls it (ISO/IEC 15948, 11.3.4.2). */
export const PEOPLES_TAGS = [
  ['title', 'Title'],
  ['artist', 'Author'],
  ['description', 'Description'],
  ['comment', 'Comment'],
  ['created', 'Creation Time'],
] as const satisfies readonly (readonly [(typeof TAG_NAMES)[number], string])[];
