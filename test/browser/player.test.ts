import { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { fromBase64 } from './base64.ts';
import { installDisplay } from './display.ts';
import { buildLibraryPage, LIBRARY_HTML, type LibraryPage } from './library-build.ts';
import { openPage, type OpenPage, sharedBrowser } from './page.ts';
import { noise, type Pixels, toPng } from './pixels.ts';
import { roll } from './reference.ts';

const picture = noise({ width: 48, height: 20 }, 7);

let browser: Browser;
let library: LibraryPage;
let user: OpenPage;
beforeAll(async () => {
  [browser, library] = await Promise.all([
    sharedBrowser(),
    buildLibraryPage('test/browser/player-page.ts'),
  ]);
  user = await openPage(browser, '/', {
    folder: library.folder,
    prepare: installDisplay,
    answers: {
      '/': { contentType: 'text/html', body: LIBRARY_HTML },
      '/picture.png': { contentType: 'image/png', body: toPng(picture) },
      '/broken.png': { contentType: 'image/png', body: 'not a picture' },
      '/wide.png': {
        contentType: 'image/png',
        body: toPng(noise({ width: 9000, height: 2 }, 3)),
      },
    },
  });
});
afterAll(() => user.page.browserContext().close());
beforeEach(() => {
  user.errors.length = 0;
});

/** Rolls by a pixel a frame where a test says nothing else. */
const open = (spec: SpecInput, name: string | null = '/picture.png') =>
  user.page.evaluate(
    (path, job) => globalThis.harness.open(path, job),
    name,
    'motions' in spec || 'motion' in spec ? spec : { ...spec, motion: { kind: 'roll', step: 1 } },
  );

/** Plays from frame 0 for several refreshes; says what the screen showed after each, at which time. */
async function watch(hertz: number, refreshes: number): Promise<{ time: number; seen: Pixels }[]> {
  const shots = await user.page.evaluate(
    (interval, count) => {
      // Drawn anew, as a canvas can be read only in the task that drew it.
      globalThis.player.seek(1);
      globalThis.player.seek(0);
      let seen = globalThis.harness.read();
      globalThis.player.play();
      return Array.from({ length: count }, () => {
        const before = globalThis.player.presented;
        const time = globalThis.display.refresh(interval);
        if (globalThis.player.presented > before) seen = globalThis.harness.read();
        return { time, seen };
      });
    },
    1000 / hertz,
    refreshes,
  );
  return shots.map(({ time, seen }) => ({ time, seen: rgb(seen) }));
}

/** @param rgba in base64 */
function rgb(rgba: string): Pixels {
  const data = fromBase64(rgba).filter((_, i) => i % 4 !== 3);
  return { width: picture.width, height: picture.height, data, channels: 3 };
}

/** By how many pixels the picture is rolled in what was seen. */
function rolledBy(seen: Pixels): number {
  for (let shift = 0; shift < picture.width; shift++) {
    if (Buffer.compare(roll(picture, shift, 'x').data, seen.data) === 0) return shift;
  }
  throw new Error('what was seen is not the picture, rolled');
}

const ask = <T>(work: () => T) => user.page.evaluate(work);

describe('a player', () => {
  it('is paused at frame 0 and draws nothing more', async () => {
    await open({});
    const { presented, waiting, frame } = await ask(() => ({
      presented: globalThis.player.presented,
      waiting: globalThis.display.waiting,
      frame: globalThis.player.frame,
    }));
    expect({ presented, waiting, frame }).toEqual({ presented: 1, waiting: 0, frame: 0 });
  });

  it.each([
    [5, 60],
    [5, 144],
    [60, 60],
    [60, 144],
    [24, 75],
  ])('of %d frames/s follows the clock on a screen of %d Hz', async (fps, hertz) => {
    await open({ fps: { numerator: fps, denominator: 1 } });
    const shots = await watch(hertz, Math.ceil(hertz / 2));
    const began = shots[0]?.time ?? 0;
    // A frame may come up to 2 ms early, as screens are never quite on time.
    const due = shots.map(({ time }) => Math.floor(((time - began + 2) * fps) / 1000));
    expect(shots.map(({ seen }) => rolledBy(seen))).toEqual(due);
    expect(await ask(() => globalThis.player.skipped)).toBe(0);
    expect(await ask(() => globalThis.player.presented)).toBe(new Set(due).size + 2);
  });

  it('on a slow screen leaves out frames and counts them', async () => {
    await open({ fps: { numerator: 60, denominator: 1 } });
    const shots = await watch(20, 10);
    expect(shots.map(({ seen }) => rolledBy(seen))).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(await ask(() => globalThis.player.skipped)).toBe(18);
  });

  it('plays backwards, at another speed, once, and there and back', async () => {
    await open({ frames: 4, fps: { numerator: 10, denominator: 1 } });
    const frames = async (setUp: () => void, refreshes: number) => {
      await ask(setUp);
      return user.page.evaluate((count) => {
        globalThis.player.play();
        return Array.from({ length: count }, () => {
          globalThis.display.refresh(100);
          return globalThis.player.frame;
        });
      }, refreshes);
    };
    expect(await frames(() => globalThis.player.setSpeed(-1), 5)).toEqual([0, 3, 2, 1, 0]);
    const twice = () => {
      globalThis.player.setSpeed(2);
      globalThis.player.seek(0);
    };
    expect(await frames(twice, 4)).toEqual([0, 2, 0, 2]);
    const thereAndBack = () => {
      globalThis.player.setSpeed(1);
      globalThis.player.setLoop('ping-pong');
      globalThis.player.seek(0);
    };
    expect(await frames(thereAndBack, 8)).toEqual([0, 1, 2, 3, 2, 1, 0, 1]);
    const once = () => {
      globalThis.player.setLoop('once');
      globalThis.player.seek(1);
    };
    expect(await frames(once, 5)).toEqual([1, 2, 3, 3, 3]);
    expect(await ask(() => globalThis.player.playing)).toBe(false);
    expect(await frames(() => {}, 2)).toEqual([0, 1]);
  });

  it('goes to the nearest frame that there is', async () => {
    await open({ frames: 10 });
    const frames = await ask(() =>
      [3, -1, 99, 2.6, NaN].map((frame) => {
        globalThis.player.seek(frame);
        return globalThis.player.frame;
      }),
    );
    expect(frames).toEqual([3, 0, 9, 3, 0]);
  });

  it('changes its job and keeps its frame; a refused one changes nothing', async () => {
    await open({ frames: 40 });
    const seen = await ask(async () => {
      globalThis.player.seek(30);
      await globalThis.player.setSpec({ motion: { kind: 'roll', step: -2 }, frames: 40 });
      return { frame: globalThis.player.frame };
    });
    expect(seen.frame).toBe(30);
    const shown = await ask(() => {
      globalThis.player.seek(5);
      return globalThis.harness.read();
    });
    expect(rolledBy(rgb(shown))).toBe(38);
    const refused = await ask(() =>
      globalThis.harness.codeOf(globalThis.player.setSpec({ frames: 0 })),
    );
    expect(refused).toBe('usage');
    expect(await ask(() => globalThis.player.plan.frameCount)).toBe(40);
  });

  it('keeps none of the graphics’ buffers of what it has shown before', async () => {
    const kept = await ask(async () => {
      const { prototype } = WebGL2RenderingContext;
      const own = Object.getOwnPropertyDescriptors(prototype);
      let count = 0;
      prototype.createBuffer = function () {
        count++;
        return own.createBuffer.value?.call(this) as WebGLBuffer;
      };
      prototype.deleteBuffer = function (buffer) {
        count--;
        own.deleteBuffer.value?.call(this, buffer);
      };
      try {
        const counts: number[] = [];
        await globalThis.harness.open('/picture.png', { frames: 20 });
        for (let n = 1; n <= 6; n++) {
          const blurred = { background: 'blur', canvas: { width: 40 + n, height: 40 } } as const;
          await globalThis.player.setSpec({ ...blurred, title: `film ${n}` });
          await globalThis.player.setSpec({
            size: { width: 20 + n, height: 10 },
            effects: [{ name: 'glow' }],
          });
          counts.push(count);
        }
        return counts;
      } finally {
        Object.defineProperties(prototype, own);
      }
    });
    expect(new Set(kept.slice(1))).toEqual(new Set([kept[0]]));
  });

  it('draws nothing anew for a change that no pixel shows', async () => {
    await open({});
    const { events, presented } = await ask(async () => {
      const seen: number[] = [];
      globalThis.player.on('plan', ({ fps }) => seen.push(fps.numerator));
      await globalThis.player.setSpec({
        motion: { kind: 'roll', step: 1 },
        fps: { numerator: 12, denominator: 1 },
        codec: 'vp9',
      });
      return { events: seen, presented: globalThis.player.presented };
    });
    expect(events).toEqual([12]);
    expect(presented).toBe(1);
  });

  it('gives slow graphics no frame before they have drawn the one before', async () => {
    await open({ fps: { numerator: 60, denominator: 1 } });
    const { held, after } = await ask(async () => {
      const { player, display } = globalThis;
      const gl = WebGL2RenderingContext.prototype;
      const own = Object.getOwnPropertyDescriptor(gl, 'getSyncParameter') ?? {};
      const until = async (done: () => boolean) => {
        while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
      };
      await until(() => !player.busy);
      gl.getSyncParameter = () => gl.UNSIGNALED;
      player.play();
      display.refresh(16);
      player.seek(1);
      await until(() => player.busy);
      const before = player.presented;
      for (let n = 0; n < 10; n++) display.refresh(16);
      const given = player.presented - before;
      Object.defineProperty(gl, 'getSyncParameter', own);
      await until(() => !player.busy);
      display.refresh(16);
      display.refresh(16);
      return { held: given, after: player.presented - before };
    });
    expect(held).toBe(0);
    expect(after).toBeGreaterThan(0);
  });

  it('shows a coarse preview while it moves, and every pixel at rest', async () => {
    await open({});
    const seen = await ask(async () => {
      const { player, harness, display } = globalThis;
      const canvas = document.querySelector('canvas');
      const widths: unknown[] = [];
      player.setCoarseness(2);
      player.play();
      player.seek(7);
      widths.push(canvas?.width);
      const small = player.peek(7, 1);
      player.pause();
      while (canvas?.width !== player.plan.layout.canvas.width)
        await new Promise((resolve) => setTimeout(resolve, 5));
      widths.push(canvas?.width);
      player.setCoarseness(1);
      player.seek(6);
      player.seek(7);
      display.refresh(16);
      return { widths, small: small?.width, pixels: harness.read() };
    });
    expect(seen).toMatchObject({ widths: [24, 48], small: 1 });
    expect(rolledBy(rgb(seen.pixels))).toBe(7);
  });

  it('refuses a broken picture and shows on what it had', async () => {
    await open({});
    const code = await ask(async () => {
      const image = await (await fetch('/broken.png')).blob();
      return globalThis.harness.codeOf(globalThis.player.setImage(image));
    });
    expect(code).toBe('picture-undecodable');
    const shown = await ask(() => {
      globalThis.player.seek(7);
      return globalThis.harness.read();
    });
    expect(rolledBy(rgb(shown))).toBe(7);
  });

  it('refuses a canvas that the browser doesn’t give, and shows on what it had', async () => {
    await open({ frames: 40 });
    const refuse = (spec: SpecInput) =>
      user.page.evaluate(async (job) => {
        const { player, harness } = globalThis;
        player.seek(7);
        const code = await harness.codeOf(player.setSpec(job));
        // At once, in the task that refused it.
        const pixels = harness.read();
        return { code, pixels, width: player.plan.layout.canvas.width };
      }, spec);
    const huge = await refuse({ size: { width: 6000, height: 6000 } });
    expect([huge.code, huge.width]).toEqual(['frame-too-large', 48]);
    expect(rolledBy(rgb(huge.pixels))).toBe(7);
    // One that is given less when its textures stand already.
    const giveAtMost = (pixels: number) =>
      user.page.evaluate((most) => {
        const { prototype } = WebGL2RenderingContext;
        const given = Object.getOwnPropertyDescriptor(prototype, 'drawingBufferWidth');
        if (given === undefined) throw new Error('no drawing buffer to be had');
        const get = function (this: WebGL2RenderingContext) {
          return Math.min(most, Number(given.get?.call(this)));
        };
        Object.defineProperty(prototype, 'drawingBufferWidth', { ...given, get });
        const giveAll = () => void Object.defineProperty(prototype, 'drawingBufferWidth', given);
        Object.assign(globalThis, { giveAll });
      }, pixels);
    const giveAll = () => ask(() => (globalThis as unknown as { giveAll(): void }).giveAll());
    await giveAtMost(50);
    const large = await refuse({ size: { width: 60, height: 20 } });
    await giveAll();
    expect([large.code, large.width]).toEqual(['frame-too-large', 48]);
    expect(rolledBy(rgb(large.pixels))).toBe(7);
    // None: so it is where the graphics are on their way down.
    await giveAtMost(0);
    const last = await refuse({ size: { width: 60, height: 20 } });
    await giveAll();
    expect([last.code, last.width]).toEqual(['graphics-lost', 48]);
  });

  it('says when a picture is above the texture limit, and takes it smaller', async () => {
    await open({});
    const answers = await ask(async () => {
      const { player, harness } = globalThis;
      const image = await (await fetch('/wide.png')).blob();
      const whole = await harness.codeOf(player.setImage(image));
      await player.setImage(image, { size: { width: 4500, height: 1 } });
      const first = player.plan.image.width;
      await player.setSpec({ size: { width: 300, height: 1 } });
      return [whole, first, player.plan.image.width, player.plan.picture.width];
    });
    expect(answers).toEqual(['picture-too-large', 4500, 300, 9000]);
  });

  it('stands still in a hidden page and goes on at the same frame', async () => {
    await open({ fps: { numerator: 10, denominator: 1 } });
    const frames = await ask(() => {
      const { player, display } = globalThis;
      const hide = (hidden: boolean) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      player.play();
      display.refresh(16);
      display.refresh(1200);
      hide(true);
      const whileHidden = display.waiting;
      display.refresh(60_000);
      hide(false);
      display.refresh(16);
      const back = player.frame;
      display.refresh(100);
      return { whileHidden, back, next: player.frame, playing: player.playing };
    });
    expect(frames).toEqual({ whileHidden: 0, back: 12, next: 13, playing: true });
  });

  it('shows no frame that a shader would take for ever with, and those around it all the same', async () => {
    const source = `vec4 effect(vec2 uv) { vec4 sum = image(uv);
      if (frame == 5.0) while (sum.r < 2.0) while (sum.g < 2.0)
        sum = fract(sin(exp(sin(exp(sin(sum + 0.1))))) * 43.7);
      return sum; }`;
    // So many pixels that no renderer without a GPU makes them in time.
    const canvas = { width: 320, height: 240 };
    await open({ canvas, effects: [{ source, file: 'five.glsl' }] });
    const drawn = await ask(() => {
      const { player } = globalThis;
      return [4, 5, 6].map((frame) => {
        const { presented } = player;
        player.seek(frame);
        return player.presented - presented;
      });
    });
    expect(drawn).toEqual([1, 0, 1]);
    expect(await user.page.evaluate(() => globalThis.harness.events)).toEqual([
      expect.stringMatching(/^error .*five\.glsl frame 5 would take about/),
    ]);
  });

  it('tries a shader over several pictures of ten bits, whose passes hold more than bytes', async () => {
    const spec: SpecInput = {
      pictures: [{}, {}],
      format: 'webm',
      codec: 'vp9',
      depth: 10,
      // What compares neighbours is drawn into a texture of its own.
      effects: [{ source: 'vec4 effect(vec2 uv) { return image(uv) + fwidth(uv.x); }' }],
    };
    const error = await user.page.evaluate(async (job) => {
      const { createPlayer, fetchBlob } = globalThis.harness;
      const canvas = document.createElement('canvas');
      document.body.replaceChildren(canvas);
      const image = await fetchBlob('/picture.png');
      const player = await createPlayer(canvas, [image, image], job);
      const gl = canvas.getContext('webgl2');
      const { deep } = player.plan;
      const found = gl?.getError();
      player.dispose();
      return { deep, found };
    }, spec);
    expect(error).toEqual({ deep: true, found: 0 });
    expect(user.errors).toEqual([]);
  });

  it('keeps no program of every shader that it has drawn with, and draws on with those it has', async () => {
    await open({});
    const { living, before, after } = await ask(async () => {
      const { player, harness } = globalThis;
      const gl = document.querySelector('canvas')?.getContext('webgl2');
      if (!gl) throw new Error('no graphics');
      const made = new Set<WebGLProgram>();
      const create = gl.createProgram.bind(gl);
      gl.createProgram = () => {
        const each = create();
        made.add(each);
        return each;
      };
      const red = (n: number) => `vec4 effect(vec2 uv) { return vec4(${n}.0 / 255.0, 0, 0, 1); }`;
      const show = async (n: number) => {
        await player.setSpec({ effects: [{ source: red(n) }] });
        player.seek(n % 2);
        return harness.read();
      };
      const seen = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let n = 0; n < 60; n++) seen.push(await show(n));
      return {
        living: [...made].filter((each) => gl.isProgram(each)).length,
        before: seen[7],
        after: await show(7),
      };
    });
    expect(living).toBeGreaterThan(1);
    expect(living).toBeLessThan(60);
    expect(rgb(before ?? '').data[0]).toBe(7);
    expect(after).toBe(before);
    expect(user.errors).toEqual([]);
  });

  it('comes back after its graphics were lost, and plays on', async () => {
    await open({ fps: { numerator: 10, denominator: 1 } });
    const shown = await ask(async () => {
      const { player, display, harness } = globalThis;
      player.play();
      display.refresh(16);
      display.refresh(500);
      const graphics = await harness.lose();
      display.refresh(100);
      player.seek(9);
      await graphics.restore();
      display.refresh(16);
      display.refresh(100);
      return { pixels: harness.read(), frame: player.frame, playing: player.playing };
    });
    expect(rolledBy(rgb(shown.pixels))).toBe(10);
    expect(shown).toMatchObject({ frame: 10, playing: true });
  });

  it('makes on a living context what a loss has interrupted', async () => {
    await open({});
    const shown = await ask(async () => {
      const { player, harness } = globalThis;
      const before = player.setSpec({ title: 'x' });
      const graphics = await harness.lose();
      const after = player.setSpec({ motion: { kind: 'roll', step: 3 } });
      await graphics.restore();
      await Promise.all([before, after]);
      player.seek(4);
      return harness.read();
    });
    expect(rolledBy(rgb(shown))).toBe(12);
  });

  it('leaves its canvas to another one, made before or after it is disposed of', async () => {
    const show = (frame: number) =>
      user.page.evaluate((index) => {
        globalThis.player.seek(index);
        return globalThis.harness.read();
      }, frame);
    const other = { size: { width: 30, height: 10 }, title: 'gone' };
    await user.page.evaluate(
      (first) =>
        globalThis.harness.openTwice('/picture.png', first, {
          frames: 40,
          motion: { kind: 'roll', step: 1 },
        }),
      other,
    );
    expect(rolledBy(rgb(await show(3)))).toBe(3);
    await user.page.evaluate(async (job) => {
      const { createPlayer, fetchBlob } = globalThis.harness;
      const canvas = document.querySelector('canvas');
      if (canvas === null) throw new Error('no canvas');
      globalThis.player.dispose();
      (await createPlayer(canvas, null, job)).dispose();
      globalThis.player = await createPlayer(canvas, await fetchBlob('/picture.png'), {
        motion: { kind: 'roll', step: 1 },
      });
    }, other);
    expect(rolledBy(rgb(await show(5)))).toBe(5);
    expect(user.errors).toEqual([]);
  });

  it('leaves nothing waiting when it is disposed of', async () => {
    await open({});
    const waiting = await ask(() => {
      globalThis.player.play();
      globalThis.player.dispose();
      return globalThis.display.waiting;
    });
    expect(waiting).toBe(0);
    expect(user.errors).toEqual([]);
  });
});
