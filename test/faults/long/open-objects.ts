/** How many there are of what has to be closed by hand. */
export interface Counts {
  encoders: number;
  frames: number;
  bitmaps: number;
  contexts: number;
}

declare global {
  var watched: () => { readonly open: Counts; readonly made: Counts };
}

/** Counts from here on what is opened and closed in this page, and which graphics contexts live. */
export function watchOpen(): void {
  const open: Counts = { encoders: 0, frames: 0, bitmaps: 0, contexts: 0 };
  const made: Counts = { ...open };
  const opened = (what: keyof Counts) => {
    open[what]++;
    made[what]++;
  };
  const closes = (
    of: { close: () => void },
    what: keyof Counts,
    isOpen: (one: never) => boolean,
  ) => {
    const { close } = of;
    of.close = function (this: never) {
      if (isOpen(this)) open[what]--;
      close.call(this);
    };
  };
  const watch = <T extends abstract new (...args: never[]) => object>(
    original: T,
    what: keyof Counts,
  ): T =>
    new Proxy(original, {
      construct(target, args, newTarget) {
        opened(what);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
  globalThis.VideoEncoder = watch(VideoEncoder, 'encoders');
  closes(VideoEncoder.prototype, 'encoders', ({ state }: VideoEncoder) => state !== 'closed');
  globalThis.VideoFrame = watch(VideoFrame, 'frames');
  closes(VideoFrame.prototype, 'frames', ({ format }: VideoFrame) => format !== null);
  const { createImageBitmap: decode } = globalThis;
  globalThis.createImageBitmap = async (...args: unknown[]) => {
    const bitmap = await decode(...(args as [ImageBitmapSource]));
    opened('bitmaps');
    return bitmap;
  };
  closes(ImageBitmap.prototype, 'bitmaps', ({ width }: ImageBitmap) => width > 0);

  /** A canvas has one, however often it is asked for. */
  const contexts: WeakRef<WebGL2RenderingContext>[] = [];
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
    const { getContext } = prototype as { getContext: (...args: unknown[]) => unknown };
    Object.assign(prototype, {
      getContext(this: unknown, ...args: unknown[]) {
        const context = getContext.apply(this as never, args);
        const isKnown = contexts.some((each) => each.deref() === context);
        if (context instanceof WebGL2RenderingContext && !isKnown) {
          contexts.push(new WeakRef(context));
          made.contexts++;
        }
        return context;
      },
    });
  }
  globalThis.watched = () => {
    const live = contexts.filter((each) => each.deref()?.isContextLost() === false);
    return { open: { ...open, contexts: live.length }, made };
  };
}
