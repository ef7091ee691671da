// A page that writes a film as vectors, and says what bytes it has.
import {
  loadKernel,
  refuses,
  type RolledFilm,
  writeRolled,
} from '../../src/codecs/h264-rolled/index.ts';
import { makeImage } from '../rolled-image.ts';

declare global {
  var rolledPage: typeof api;
}

const api = {
  refusal: async (film: RolledFilm) => {
    await loadKernel();
    return refuses(film);
  },
  write: (film: RolledFilm) => {
    const image = makeImage(film.size, 30);
    return [...writeRolled(film, [image, image]).chunks].map(({ data }) => [...data]);
  },
};
globalThis.rolledPage = api;
