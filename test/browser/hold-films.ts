import type { OpenPage } from './page.ts';

declare global {
  var goOn: (() => void) | undefined;
}

/** From here on no film of a page is done before the test says so, however fast the machine is; gives how to say it. */
export async function holdFilms({ page }: Pick<OpenPage, 'page'>): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const held = new Promise<void>((resolve) => (globalThis.goOn = resolve));
    const Own = VideoEncoder;
    globalThis.VideoEncoder = class extends Own {
      override async flush() {
        await held;
        return super.flush();
      }
    };
  });
  return () => page.evaluate(() => globalThis.goOn?.());
}
