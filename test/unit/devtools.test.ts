import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DevTools } from '../../src/cli/browser/devtools.ts';

describe('a browser’s pipe', () => {
  it('gives each question its answer, in whichever order they come', async () => {
    const { devtools, asked, say } = open();
    const first = devtools.send('Target.createTarget', { url: 'about:blank' });
    const second = devtools.send('Page.enable', {}, 'a page');
    expect(asked()).toEqual([
      { id: 1, method: 'Target.createTarget', params: { url: 'about:blank' } },
      { id: 2, method: 'Page.enable', params: {}, sessionId: 'a page' },
    ]);
    say({ id: 2, result: {} }, { id: 1, result: { targetId: 'T' } });
    expect(await second).toEqual({});
    expect(await first).toEqual({ targetId: 'T' });
  });

  it('gives what was refused as an error, in the browser’s words', async () => {
    const { devtools, say } = open();
    const answer = devtools.send('Fetch.enable', {});
    say({ id: 1, error: { code: -32000, message: 'Not allowed' } });
    await expect(answer).rejects.toThrow('Not allowed');
  });

  it('tells events to whoever listens, and others to nobody', () => {
    const { devtools, say } = open();
    const heard: unknown[] = [];
    devtools.on('Page.lifecycleEvent', (event) => heard.push(event));
    say({ method: 'Network.loadingFailed', params: {} });
    say({ method: 'Page.lifecycleEvent', params: { name: 'load', loaderId: 'x' }, sessionId: 's' });
    expect(heard).toEqual([{ name: 'load', loaderId: 'x' }]);
  });

  it('reads messages wherever they are cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 8 }), (names, cuts) => {
        const { devtools, from } = open();
        const heard: string[] = [];
        devtools.on('Page.lifecycleEvent', ({ name }) => heard.push(name));
        const message = (name: string) => ({
          method: 'Page.lifecycleEvent',
          params: { name, loaderId: '' },
        });
        const bytes = Buffer.from(
          names.map((name) => `${JSON.stringify(message(name))}\0`).join(''),
        );
        for (const part of cutAt(bytes, cuts)) from.emit('data', part);
        expect(heard).toEqual(names);
      }),
      { numRuns: 30 },
    );
  });

  it('fails whatever waits when the browser closes it, and all that comes after', async () => {
    const { devtools, from } = open();
    const waiting = devtools.send('Page.enable', {});
    from.end();
    await expect(waiting).rejects.toThrow('closed its pipe');
    await devtools.closed;
    await expect(devtools.send('Page.enable', {})).rejects.toThrow('closed its pipe');
  });

  it('takes a browser that closes its own end only for one that is gone', async () => {
    const { devtools, to } = open();
    const waiting = devtools.send('Page.enable', {});
    to.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await expect(waiting).rejects.toThrow('closed its pipe');
  });

  it('takes a program that speaks otherwise for none', async () => {
    const { devtools, from } = open();
    const waiting = devtools.send('Browser.getVersion', {});
    from.write('I am no browser\0');
    await expect(waiting).rejects.toThrow('no JSON');
  });
});

function open() {
  const [to, from] = [new PassThrough(), new PassThrough()];
  const devtools = new DevTools(to, from);
  return {
    devtools,
    to,
    from,
    asked: () =>
      String(to.read())
        .split('\0')
        .filter(Boolean)
        .map((text) => JSON.parse(text) as unknown),
    say: (...messages: object[]) =>
      void from.emit(
        'data',
        Buffer.from(messages.map((each) => `${JSON.stringify(each)}\0`).join('')),
      ),
  };
}

function* cutAt(bytes: Buffer, cuts: readonly number[]): Generator<Buffer> {
  const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    yield bytes.subarray(from, to);
    from = to;
  }
}
