import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { broken, it, picture } from '../../cli/program.ts';
import { wrapBrowser } from '../hooked.ts';

/** Names and addresses that Node looks up or connects to, a line each. */
const SPY = `
  const { appendFileSync } = require('node:fs');
  const dns = require('node:dns');
  const net = require('node:net');
  const tell = (what) => appendFileSync(process.env.SPIED, what + '\\n');
  const { lookup } = dns;
  dns.lookup = (name, ...rest) => (tell('lookup ' + name), lookup(name, ...rest));
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...args) {
    tell('connect ' + JSON.stringify(args));
    return connect.apply(this, args);
  };`;

describe('no surprise network', () => {
  it.for([
    ['a film', picture('card-smooth.jpg'), 0],
    ['a picture with scripts and outside links', broken('picture.svg'), 1],
  ] as const)('of %s: all requests are for our page', async ([, path, expected], { place }) => {
    const log = `${place.outside}/net.json`;
    const spied = `${place.outside}/spied`;
    const spy = `${place.outside}/spy.cjs`;
    await writeFile(spied, '');
    await writeFile(spy, SPY);
    const browser = await wrapBrowser(place, ['unset NODE_OPTIONS'], [`--log-net-log=${log}`]);
    const film = ['render', path, '--frames', '60', '--gl', 'swiftshader', '-o', 'x.mp4'];
    const env = { NODE_OPTIONS: `--require ${spy}`, SPIED: spied };
    const { code } = await place.run([...film, '--browser', browser], { env });
    expect(code).toBe(expected);
    expect(await readFile(spied, 'utf8')).toBe('');
    const text = await readFile(log, 'utf8');
    expect(text).toContain('"logEventTypes"');
    // Requests for our page are answered through the pipe before the network sees them.
    const urls = [...text.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url ?? '');
    expect(urls.filter((url) => /^(https?|wss?|ftp):/.test(url) && !isOurs(url))).toEqual([]);
    expect([...text.matchAll(/"address(?:_list)?":\["?([^"\]]*)/g)]).toEqual([]);
  });
});

function isOurs(url: string): boolean {
  return url.startsWith('https://stillmotion.invalid/');
}
