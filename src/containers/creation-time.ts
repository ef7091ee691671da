import type { FilmTags } from '../core/film-tags.ts';

/** Seconds from 1904, where MP4 begins to count, to 1970. */
const MP4_EPOCH = -2_082_844_800;

/**
 * Muxers stamp their files with the time of day, and the same job must give the same bytes: while one is made, it is the
 * time that was given for the film, or the one that MP4 writes as 0, which is not set.
 */
export function atCreation<T>({ created }: FilmTags = {}, make: () => T): T {
  const time = created === undefined ? MP4_EPOCH * 1000 : Date.parse(created);
  const { now } = Date;
  Date.now = () => time;
  try {
    return make();
  } finally {
    Date.now = now;
  }
}
