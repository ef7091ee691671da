import type { Browser } from 'puppeteer-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { broken, picture } from '../cli/program.ts';
import { type App, eventually, handOver, lastFrame, openApp, PHOTO } from './app.ts';
import { tone } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { noise, toPng } from './pixels.ts';

let browser: Browser;
let app: App;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => app.close());

const small = { size: { width: 64, height: 48 } };
const nameShown = () => app.page.$eval('#picture-name', (element) => element.textContent);
const alertText = () => app.page.$eval('#alerts', (element) => element.textContent ?? '');

describe('a picture is opened', () => {
  it('first of all the built-in one', async () => {
    app = await openApp(browser, { spec: small });
    await eventually(async () => expect(await nameShown()).toBe('built-in picture · 64×48'));
    expect(app.errors).toEqual([]);
  });

  it('by the file dialog', async () => {
    app = await openApp(browser, PHOTO);
    await app.click('button', 'Open…');
    const [chooser] = await Promise.all([
      app.page.waitForFileChooser(),
      app.click('button', 'Choose a file…'),
    ]);
    await chooser.accept([picture('card-smooth.jpg')]);
    await eventually(async () => expect(await nameShown()).toBe('card-smooth.jpg · 32×24'));
  });

  it('as one of several, where several came', async () => {
    app = await openApp(browser, PHOTO);
    await handOver(app, 'drop', {
      bytes: toPng(noise({ width: 30, height: 20 }, 1)),
      names: ['a.png', 'b.png', 'c.png'],
    });
    await eventually(async () => expect(await nameShown()).toBe('3 pictures · 30×20'));
    expect(await app.page.$eval('#messages', (element) => element.textContent)).toContain(
      'Opened 3 pictures, the first of 30×20.',
    );
  });

  it('with the song that came with them, and without what is neither', async () => {
    app = await openApp(browser, PHOTO);
    await app.page.evaluate(
      (png, wav) => {
        const dataTransfer = new DataTransfer();
        for (const [name, bytes] of [
          ['song.wav', wav],
          ['a.png', png],
          ['notes.txt', [104, 105]],
          ['b.png', png],
          ['late.wav', wav],
        ] as const)
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer }));
      },
      [...toPng(noise({ width: 30, height: 20 }, 1))],
      [...tone()],
    );
    await eventually(async () => expect(await nameShown()).toBe('2 pictures · 30×20'));
    const said = (id: string) => app.page.$eval(id, ({ textContent }) => textContent ?? '');
    await eventually(async () =>
      expect(await said('#alerts')).toMatch(/^Left out: notes\.txt, late\.wav\. .*no picture/),
    );
    expect(await said('#messages')).toContain('song.wav, 1.5 s: it is heard with the film');
    // Both share its time.
    await eventually(async () => expect(await lastFrame(app)).toBe(44));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await lastFrame(app)).not.toBe(44));
    expect(app.errors).toEqual([]);
  });

  it('a song alone, which is heard with the picture that is there', async () => {
    app = await openApp(browser, { ...PHOTO, spec: { motions: [{ kind: 'zoom', to: 1.5 }] } });
    await handOver(app, 'drop', { bytes: tone(), names: ['song.wav'] });
    await eventually(async () => expect(await lastFrame(app)).toBe(44));
    expect(await nameShown()).toBe('photo.png · 64×48');
    expect(app.errors).toEqual([]);
  });

  it.each(['drop', 'paste'] as const)('by %s', async (event) => {
    app = await openApp(browser, PHOTO);
    await handOver(app, event, {
      bytes: toPng(noise({ width: 30, height: 20 }, 1)),
      names: ['noise.png'],
    });
    await eventually(async () => expect(await nameShown()).toBe('noise.png · 30×20'));
    expect(app.errors).toEqual([]);
  });

  it('by its address, when it is asked for', async () => {
    const body = toPng(noise({ width: 31, height: 20 }, 1));
    app = await openApp(browser, {
      spec: small,
      answers: { '/far/noise.png': { contentType: 'image/png', body } },
    });
    await app.click('button', 'Open…');
    await app.fill('Address of a picture', 'https://page.invalid/far/noise.png');
    await app.click('button', 'Load');
    await eventually(async () => expect(await nameShown()).toBe('noise.png · 31×20'));
  });

  it('from the address of the page, under the name that goes with it', async () => {
    const body = toPng(noise({ width: 33, height: 20 }, 1));
    app = await openApp(browser, {
      spec: small,
      query: '?picture=picture&name=my%20photo.jpg',
      answers: { '/picture': { contentType: 'image/png', body } },
    });
    await eventually(async () => expect(await nameShown()).toBe('my photo.jpg · 33×20'));
  });

  it('and the built-in one again', async () => {
    app = await openApp(browser, { ...PHOTO, spec: small });
    await handOver(app, 'drop', {
      bytes: toPng(noise({ width: 30, height: 20 }, 1)),
      names: ['noise.png'],
    });
    await eventually(async () => expect(await nameShown()).toBe('noise.png · 30×20'));
    await app.click('button', 'Open…');
    await app.click('button', 'Built-in picture');
    await eventually(async () => expect(await nameShown()).toContain('built-in picture'));
  });
});

describe('what can’t be opened is said, and nothing changes', () => {
  it('a broken picture', async () => {
    app = await openApp(browser, PHOTO);
    await app.click('button', 'Open…');
    const [chooser] = await Promise.all([
      app.page.waitForFileChooser(),
      app.click('button', 'Choose a file…'),
    ]);
    await chooser.accept([broken('truncated.png')]);
    await eventually(async () => expect(await alertText()).toContain('truncated.png'));
    expect(await alertText()).toContain('could not decode the picture');
    expect(await nameShown()).toBe('photo.png · 64×48');
    await app.click('button', 'Step forward');
    expect(await app.read('status', 'Frame counter')).toContain('1 / 239');
    // What was wrong with it isn't said of the next one.
    await handOver(app, 'drop', { bytes: new Uint8Array(), names: ['empty.png'] });
    await eventually(async () => expect(await alertText()).toContain('It is empty'));
    await handOver(app, 'drop', {
      bytes: toPng(noise({ width: 30, height: 20 }, 1)),
      names: ['noise.png'],
    });
    await eventually(async () => expect(await nameShown()).toBe('noise.png · 30×20'));
    await eventually(async () => expect(await alertText()).toBe(''));
  });

  it('an address that doesn’t answer', async () => {
    app = await openApp(browser, PHOTO);
    await app.click('button', 'Open…');
    await app.fill('Address of a picture', 'https://elsewhere.invalid/x.png');
    await app.click('button', 'Load');
    await eventually(async () => expect(await alertText()).toContain('can’t be read from here'));
  });

  it('a picture above the texture limit, with the size that fits', async () => {
    app = await openApp(browser, PHOTO);
    await handOver(app, 'drop', {
      bytes: toPng(noise({ width: 9000, height: 3 }, 1)),
      names: ['wide.png'],
    });
    await eventually(async () => expect(await alertText()).toContain('9000x3'));
    await app.click('button', 'Resample to 8192×2');
    await eventually(async () => expect(await nameShown()).toBe('wide.png · 9000×3'));
    expect(await app.read('textbox', 'Size')).toBe('8192x2');
  });

  it('a picture of another server in the address of the page', async () => {
    app = await openApp(browser, {
      spec: small,
      query: '?picture=https://elsewhere.invalid/x.png',
    });
    expect(await alertText()).toContain('another server');
    await eventually(async () => expect(await nameShown()).toBe('built-in picture · 64×48'));
  });
});
