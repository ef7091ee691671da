import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, type Asked } from '../../src/cli/server/answer.ts';
import { anyText } from '../any-text.ts';

const HOST = '127.0.0.1:4321';
const PAGE = { contentType: 'text/html; charset=utf-8', bytes: Buffer.from('<p>é</p>') };
const SITE = { host: HOST, files: new Map([['/token/', PAGE]]) };

const ask = (asked: Partial<Asked>) =>
  answer({ method: 'GET', url: '/token/', headers: { host: HOST }, ...asked }, SITE);

describe('a request', () => {
  it('for a file is answered with it', () => {
    expect(ask({})).toMatchObject({
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': 9 },
      body: PAGE.bytes,
    });
  });

  it('may carry a query, which is for the page', () => {
    expect(ask({ url: '/token/?picture=picture&name=../x' }).status).toBe(200);
  });

  it.each(['same-origin', 'none'])('from %s is answered', (site) => {
    expect(ask({ headers: { host: HOST, 'sec-fetch-site': site } }).status).toBe(200);
  });

  it.each(['cross-site', 'same-site', 'Same-Origin', ''])('from %j is refused', (site) => {
    expect(ask({ headers: { host: HOST, 'sec-fetch-site': site } }).status).toBe(403);
  });

  it.each([
    undefined,
    '',
    'localhost:4321',
    '127.0.0.1',
    '127.0.0.1:4322',
    `evil.test`,
    `${HOST}.`,
  ])('to the host %j is refused', (host) => {
    expect(ask({ headers: { host } }).status).toBe(421);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get', undefined])(
    'with the method %s is refused',
    (method) => {
      expect(ask({ method })).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD' } });
    },
  );

  it('for any other path finds nothing', () => {
    const near = fc
      .tuple(fc.nat({ max: 7 }), anyText({ minLength: 1, maxLength: 12 }))
      .map(([at, text]) => `/token/`.slice(0, at) + text + `/token/`.slice(at));
    const pieces = fc.constantFrom('/', '.', '..', 'token', '%2F', '%2e', '\\', '?', '#', ';', 'é');
    const paths = fc.array(pieces, { maxLength: 12 }).map((all) => `/${all.join('')}`);
    fc.assert(
      fc.property(fc.oneof(near, paths, fc.string()), (url) => {
        fc.pre(url.split('?')[0] !== '/token/');
        expect(ask({ url }).status).toBe(404);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
});

describe('every answer', () => {
  it.each<[string, Partial<Asked>]>([
    ['a file', {}],
    ['another host', { headers: { host: 'evil.test' } }],
    ['another page', { headers: { host: HOST, 'sec-fetch-site': 'cross-site' } }],
    ['another method', { method: 'POST' }],
    ['nothing there', { url: '/' }],
  ])('keeps other pages out: %s', (_, asked) => {
    const { headers } = ask(asked);
    expect(headers).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    const policy = String(headers['Content-Security-Policy']);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|\*|https?:/);
    expect(Object.keys(headers).join()).not.toMatch(/access-control/i);
  });
});
