import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/cli/browser/devtools.ts';

describe('a browser’s pipe', () => {
  it('gives each question its answer, in whichever order they come', async () => {
    const { connection, asked, say } = open();
    const first = connection.send('Target.createTarget', { url: 'about:blank' });
    const second = connection.send('Target.getTargets');
    expect(asked()).toMatchObject([
      { id: 1, method: 'Target.createTarget', params: { url: 'about:blank' } },
      { id: 2, method: 'Target.getTargets' },
    ]);
    say({ id: 2, result: { targetInfos: [] } }, { id: 1, result: { targetId: 'T' } });
    expect(await second).toEqual({ targetInfos: [] });
    expect(await first).toEqual({ targetId: 'T' });
  });

  it('reads messages wherever they are cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 8 }), (names, cuts) => {
        const { connection, from } = open();
        const heard: string[] = [];
        connection.on('Target.targetDestroyed', ({ targetId }) => heard.push(targetId));
        const message = (targetId: string) => ({
          method: 'Target.targetDestroyed',
          params: { targetId },
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
    const { connection, closed, from } = open();
    const waiting = connection.send('Target.getTargets');
    from.end();
    await expect(waiting).rejects.toThrow(/closed/i);
    await closed;
    await expect(connection.send('Target.getTargets')).rejects.toThrow(/closed/i);
  });

  it('takes a browser that closes its own end only for one that is gone', async () => {
    const { connection, closed, to } = open();
    const waiting = connection.send('Target.getTargets');
    to.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await expect(waiting).rejects.toThrow(/closed/i);
    await closed;
  });

  it('takes a program that speaks otherwise for none', async () => {
    const { connection, closed, from } = open();
    const waiting = connection.send('Browser.getVersion');
    from.write('I am no browser\0');
    await expect(waiting).rejects.toThrow(/closed/i);
    await closed;
  });
});

function open() {
  const [to, from] = [new PassThrough(), new PassThrough()];
  return {
    ...connect(to, from),
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
