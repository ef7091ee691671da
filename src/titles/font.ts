import { StillmotionError } from '../core/errors.ts';
import { unpack } from '../core/streams/packed.ts';

export const TITLE_FAMILY = 'Stillmotion DejaVu Sans';

/**
 * Loads the bundled font, so that a title looks the same on a machine without fonts. It comes with the
 * first title, as a module: that is found wherever the rest of us is, however it was bundled or moved.
 *
 * @throws StillmotionError `font-unavailable`
 */
export function loadTitleFont(): Promise<void> {
  // A failure is tried again.
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Loads it while something else is done; whether it came is said by `loadTitleFont`. */
export function prefetchTitleFont(): void {
  loadTitleFont().catch(() => {});
}

let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  const scope = globalThis as unknown as { fonts?: FontFaceSet };
  const fonts = scope.fonts ?? document.fonts;
  try {
    const { default: packed } = await import('dejavu-fonts-ttf/ttf/DejaVuSans.ttf?packed');
    fonts.add(await new FontFace(TITLE_FAMILY, await unpack(packed)).load());
  } catch (cause) {
    throw new StillmotionError(
      'font-unavailable',
      `The title's font could not be loaded (${cause instanceof Error ? cause.message : String(cause)}). It is a module of its own beside the program: serve that, too, or leave out the title.`,
      { cause },
    );
  }
}
