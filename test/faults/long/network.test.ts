import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { broken, it, picture, type Place } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { wrapBrowser } from '../hooked.ts';
import { count } from '../tries.ts';

/** Names and addresses that Node looks up or connects to, a line each. */
const SPY = `
  const { appendFileSync } = require('node:fs');
  const dns = require('node:dns');
  const net = require('node:net');
  const { syncBuiltinESMExports } = require('node:module');
  const tell = (what) => appendFileSync(process.env.SPIED, what + '\\n');
  for (const resolver of [dns, dns.promises]) {
    for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']) {
      const original = resolver[name];
      resolver[name] = (host, ...rest) => (tell('lookup ' + host), original(host, ...rest));
    }
  }
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    tell('connect ' + JSON.stringify(args));
    return connect.apply(this, args);
  };
  syncBuiltinESMExports();`;

describe('no surprise network', () => {
  it.for([
    ['a film', picture('card-smooth.jpg'), 0],
    ['a picture with scripts and outside links', broken('picture.svg'), 1],
  ] as const)('of %s: all requests are for our page', async ([, path, expected], { place }) => {
    const log = `${place.outside}/net.json`;
    const browser = await wrapBrowser(place, ['unset NODE_OPTIONS'], [`--log-net-log=${log}`]);
    const film = ['render', path, '--frames', '60', '--gl', 'swiftshader', '-o', 'x.mp4'];
    const { code, spied } = await runSpied(place, [...film, '--browser', browser]);
    expect(code).toBe(expected);
    expect(spied).toBe('');
    const text = await readFile(log, 'utf8');
    expect(text).toContain('"logEventTypes"');
    // Requests for our page are answered through the pipe before the network sees them.
    const urls = [...text.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url ?? '');
    expect(urls.filter((url) => /^(https?|wss?|ftp):/.test(url) && !isOurs(url))).toEqual([]);
    expect([...text.matchAll(/"address(?:_list)?":\["?([^"\]]*)/g)]).toEqual([]);
  });

  it('where an address is given for a file: it is refused before anything begins', async ({
    place,
    task,
  }) => {
    const begun = `${place.outside}/begun`;
    const browser = await wrapBrowser(place, [`: > ${begun}`]);
    // Each kind of address in one place, and one of them in each place.
    const [address = ''] = ADDRESSES;
    const commands = [
      ...ADDRESSES.map((other) => ['render', other]),
      ['still', address],
      ['play', address, '--no-open'],
      ['render', '--spec', address],
      ['render', '--browser', address],
      ['render', '-o', `${address}.mp4`],
    ];
    for (const command of commands) {
      const asked = command.includes('--browser') || command[0] === 'play';
      const args = asked ? command : [...command, '--browser', browser];
      const outcome = await runSpied(place, args);
      const says = /Expected the path of a file on this machine.*Download it first/;
      expectExplained(outcome, { code: 'usage', says });
      expect(outcome.spied).toBe('');
    }
    expect(await place.files()).toEqual([]);
    expect(existsSync(begun)).toBe(false);
    count({ task }, commands.length);
  });

  it('where a spec names an address: no field of it holds one', async ({ place }) => {
    for (const name of ['picture', 'font', '$schema']) {
      const spec = JSON.stringify({ [name]: 'https://127.0.0.1:9/x.json' });
      await writeFile(place.path('spec.json'), spec);
      const outcome = await runSpied(place, ['render', '--spec', 'spec.json']);
      expectExplained(outcome, { code: 'usage', says: name });
      expect(outcome.spied).toBe('');
    }
  });

  it('is what the spy would see', async ({ place }) => {
    const script =
      'fetch("http://127.0.0.1:59321/").catch(() => require("dns").lookup("x", () => {}))';
    const { spied } = await runSpied(place, ['-e', script], process.execPath);
    expect(spied).toMatch(/^connect .*127\.0\.0\.1.*\nlookup x\n/s);
  });
});

const ADDRESSES = [
  'https://example.org/a.jpg',
  'http://127.0.0.1:9/a.jpg',
  'HTTP://example.org/a.jpg',
  'ftp://example.org/a.jpg',
  'file:///etc/hostname',
];

/** Runs the program (or another) and gives what Node looked up and connected to. */
async function runSpied(place: Place, args: readonly string[], command?: string) {
  const [spied, spy] = [`${place.outside}/spied`, `${place.outside}/spy.cjs`];
  await writeFile(spied, '');
  await writeFile(spy, SPY);
  const env = { NODE_OPTIONS: `--require ${spy}`, SPIED: spied };
  const outcome = await place.run(args, { env, ...(command !== undefined && { command }) });
  return { ...outcome, spied: await readFile(spied, 'utf8') };
}

function isOurs(url: string): boolean {
  return url.startsWith('https://stillmotion.invalid/');
}
