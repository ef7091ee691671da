import { once } from 'node:events';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect } from 'vitest';
import { readHash } from '../../src/film/carried/link.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { addressOf, askRaw, fetchFrom, packPlayer, PAGE, SCRIPT, startPlayer } from './player.ts';
import { eventually, expectNothingLeft, it, kill, picture } from './program.ts';
import { expectExplained, expectRefusedHere } from './refusal.ts';

const CARD = picture('card.png');
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

describe.concurrent('the player', () => {
  it('prints one line, and serves the page and the picture there', async ({ place }) => {
    const { running, url, base } = await startPlayer(place, [CARD]);
    expect(running.stdout()).toBe(`${url}\n`);

    const page = await fetchFrom(url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toBe(PAGE);
    const script = await fetchFrom(new URL('assets/index.js', url));
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe(SCRIPT);

    expect(url.searchParams.get('name')).toBe('card.png');
    const source = new URL(url.searchParams.get('picture') ?? '', url);
    expect(source.href).toBe(`${url.origin}${base}/picture`);
    const served = await fetchFrom(source);
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await served.arrayBuffer()).equals(await readFile(CARD))).toBe(true);
  });

  it('serves several pictures, each by its place, and what is said of them', async ({ place }) => {
    await mkdir(place.path('photos'));
    await copyFile(CARD, place.path('photos/b.png'));
    await copyFile(picture('card.gif'), place.path('photos/a.gif'));
    const { url, base } = await startPlayer(place, ['photos', CARD, '--each', '2']);
    expect(url.searchParams.getAll('picture')).toEqual(['picture/0', 'picture/1', 'picture/2']);
    expect(url.searchParams.getAll('name')).toEqual(['a.gif', 'b.png', 'card.png']);
    const draft = readHash(url.hash).draft;
    // Folders of this machine are nobody's business.
    expect(draft).toMatchObject({
      pictures: [{ file: 'a.gif' }, { file: 'b.png' }, { file: 'card.png' }],
    });
    expect(draft['each']).toBeDefined();
    for (const [n, path] of [picture('card.gif'), CARD, CARD].entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are named
      const served = await fetchFrom(new URL(`picture/${n}`, url));
      expect(served.headers.get('content-type')).toBe('application/octet-stream');
      // oxlint-disable-next-line no-await-in-loop -- see above
      expect(Buffer.from(await served.arrayBuffer()).equals(await readFile(path))).toBe(true);
    }
    for (const other of ['picture', 'picture/3', 'picture/', 'picture/photos/b.png', 'picture/0/'])
      // oxlint-disable-next-line no-await-in-loop -- a few requests
      expect((await askRaw(url, `${base}/${other}`, {})).status).toBe(404);
  });

  it('answers HEAD with the length alone', async ({ place }) => {
    const { url, base } = await startPlayer(place);
    const { status, text } = await askRaw(url, `${base}/`, { method: 'HEAD' });
    expect(status).toBe(200);
    expect(text).toContain(`Content-Length: ${PAGE.length}\r\n`);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  it('without a picture serves none', async ({ place }) => {
    const { url } = await startPlayer(place);
    expect(url.search).toBe('');
    expect((await fetchFrom(new URL('picture', url))).status).toBe(404);
  });

  it.for(['a b&c=d#e.png', '100%25.png', 'Grün.png', "it's+(1).png"])(
    'hands the name %s over',
    async (name, { place }) => {
      await copyFile(CARD, place.path(name));
      const { url } = await startPlayer(place, [name]);
      expect(url.searchParams.get('name')).toBe(name);
      expect(url.hash).toMatch(/^#spec=/);
    },
  );

  it('hands the spec over in the hash', async ({ place }) => {
    await writeFile(place.path('job.json'), '{"fps":{"numerator":24,"denominator":1}}');
    const options = [
      '--spec',
      'job.json',
      '--step',
      '-2',
      '--title',
      'a & b #{f}',
      '--codec',
      'vp9',
    ];
    const { url } = await startPlayer(place, options);
    const motion = { kind: 'roll', step: -2 } as const;
    const fps = { numerator: 24, denominator: 1 };
    const expected = { motion, fps, title: 'a & b #{f}', codec: 'vp9' } as const;
    expect(parseSpec(readHash(url.hash).draft)).toEqual(parseSpec(expected));
  });

  it('takes the port that it is given', async ({ place }) => {
    const port = await freePort();
    const player = await startPlayer(place, ['--port', String(port)]);
    expect(player.port).toBe(port);
    expect((await fetchFrom(player.url)).status).toBe(200);
  });

  it('is under another token of at least 128 bits each time', async ({ place }) => {
    const player = await packPlayer(place);
    const start = () => addressOf(player.start(['play', '--no-open']));
    const [first, second] = await Promise.all([start(), start()]);
    // 22 letters of 6 bits.
    for (const { base } of [first, second]) expect(base).toMatch(/^\/[\w-]{22,}$/);
    expect(first.base).not.toBe(second.base);
    expect(first.port).not.toBe(second.port);
    expect((await askRaw(first.url, `${second.base}/`)).status).toBe(404);
  });
});

describe('a signal', () => {
  it.for(Object.keys(CODES) as (keyof typeof CODES)[])(
    '%s ends the player, also while somebody is connected',
    async (signal, { place }) => {
      const { running, url, port, base } = await startPlayer(place, [CARD]);
      const visitor = connect(port, '127.0.0.1');
      visitor.on('error', () => {}); // hung up on, which is what is asked for
      visitor.write(`GET ${base}/ HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
      await once(visitor, 'data');
      kill(running.pid, signal);
      const { code, stderr } = await running.ended;
      expect(code).toBe(CODES[signal]);
      const said = [
        'note: Ctrl\\+C ends the player\\.',
        `stillmotion: Stopped by ${signal}.* \\[cancelled\\]`,
      ];
      expect(stderr).toMatch(new RegExp(`^${said.join('\n')}\n$`));
      await expectNothingLeft(place);
      await eventually(() => expect(visitor.closed).toBe(true));
      await expect(askRaw(url, `${base}/`)).rejects.toThrow('ECONNREFUSED');
    },
  );
});

describe('the browser', () => {
  it('is opened with the address', async ({ place, skip }) => {
    skip(process.platform !== 'linux', 'the opener of this platform can not be replaced');
    await place.script('xdg-open', 'printf %s "$#:$1" > opened');
    const player = await packPlayer(place);
    const env = { PATH: `${place.outside}${delimiter}${process.env['PATH']}` };
    const { url } = await addressOf(player.start(['play', CARD], { env }));
    await eventually(async () => {
      expect(await readFile(place.path('opened'), 'utf8')).toBe(`1:${url}`);
    });
  });

  it('goes on when Ctrl+C ends the player', async ({ place, skip }) => {
    skip(process.platform !== 'linux', 'the opener of this platform can not be replaced');
    await place.script('xdg-open', 'echo $$ > opened', 'exec sleep 600');
    const player = await packPlayer(place);
    const env = { PATH: `${place.outside}${delimiter}${process.env['PATH']}` };
    const { running } = await addressOf(player.start(['play'], { env, group: true }));
    const opened = await eventually(async () => {
      const pid = Number(await readFile(place.path('opened'), 'utf8'));
      expect(pid).toBeGreaterThan(1);
      return pid;
    });
    kill(-running.pid, 'SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(place.processes()).toEqual([opened]);
  });

  it('is left alone with --no-open', async ({ place, skip }) => {
    skip(process.platform !== 'linux', 'the opener of this platform can not be replaced');
    await place.script('xdg-open', 'printf %s "$1" > opened');
    const player = await packPlayer(place);
    const env = { PATH: `${place.outside}${delimiter}${process.env['PATH']}` };
    const { running } = await addressOf(player.start(['play', CARD, '--no-open'], { env }));
    kill(running.pid, 'SIGTERM');
    await running.ended;
    expect(await place.files()).toEqual([]);
  });

  it.for<[string, string | undefined, RegExp]>([
    ['there is none', undefined, /there is no xdg-open here/],
    ['it fails', 'exit 3', /xdg-open ended with exit code 3/],
  ])('is not needed: %s', async ([, line, says], { place, skip }) => {
    skip(process.platform !== 'linux', 'the opener of this platform can not be replaced');
    const folder = join(place.outside, 'empty');
    await mkdir(folder);
    if (line !== undefined) await place.script('xdg-open', line);
    const player = await packPlayer(place);
    const env = { PATH: line === undefined ? folder : place.outside };
    const { running, url } = await addressOf(player.start(['play'], { env }));
    await eventually(() => expect(running.stderr()).toMatch(says));
    expect(running.stderr()).toMatch(/note: No browser was opened .*; open the address above/);
    expect((await fetchFrom(url)).status).toBe(200);
  });
});

describe('a player that can not be', () => {
  it('on a port that another program has', async ({ place }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String(portOf(other));
    const says = new RegExp(`port ${port} .*another program has it.*--port`);
    const args = ['play', '--no-open', '--port', port];
    await expectRefusedHere(place, args, { code: 'port-unavailable', says });
    other.close();
  });

  it.for<[string, string[], string, string | RegExp]>([
    [
      'a picture that is not there',
      ['nothing.png'],
      'input-unreadable',
      /nothing\.png.*no such file/,
    ],
    ['a folder', ['.'], 'input-unreadable', /folder/],
    ['a step that is no number', ['--step', 'x'], 'usage', /--step.*"x"/],
    ['a title that is none', ['--title', '{x}'], 'usage', /\{x\}/],
    ['a spec that is not there', ['--spec', 'missing.json'], 'usage', 'missing.json'],
    ['a port that is no number', ['--port', 'http'], 'usage', /http.*0 to 65535/],
    ['a port that is too high', ['--port', '65536'], 'usage', /65536.*0 to 65535/],
    ['an output', ['-o', 'x.mp4'], 'usage', /-o/],
    ['several, one of which is not there', [CARD, 'b.png'], 'input-unreadable', /b\.png/],
  ])('with %s', async ([, args, code, says], { place }) => {
    await expectRefusedHere(place, ['play', '--no-open', ...args], { code, says });
  });

  it('without its page', async ({ place }) => {
    const player = await packPlayer(place);
    await rm(join(place.outside, 'package', 'dist', 'page', 'index.html'));
    const run = await player.run(['play', '--no-open']);
    expectExplained(run, { code: 'page-missing', says: /index\.html.*npm run build/ });
  });

  it('without any page', async ({ place }) => {
    const player = await packPlayer(place);
    await rm(join(place.outside, 'package', 'dist', 'page'), { recursive: true });
    const run = await player.run(['play', '--no-open']);
    expectExplained(run, { code: 'page-missing', says: /dist.page.*npm run build/ });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}
