import { once } from 'node:events';
import { copyFile, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { askRaw, fetchFrom, PAGE, SCRIPT, SECRET, startPlayer } from './player.ts';
import { count } from '../faults/tries.ts';
import { it, picture } from './program.ts';

const CARD = picture('card.png');

/** What is asked for, how, and the answer. */
const TARGETS: readonly (readonly [what: string, form: string, status: number])[] = [
  ['no token', '/', 404],
  ['the picture without the token', '/picture', 404],
  ['the page by its file', '/index.html', 404],
  ['another token', '/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/', 404],
  ['a part of the token', '{part}/', 404],
  ['the token in other letters', '{upper}/', 404],
  ['the token without a slash behind it', '{base}', 404],
  ['the token twice', '{base}{base}/', 404],
  ['an empty path', '', 400],
  ['a path without a slash', 'index.html', 400],
  ['..', '{base}/../../secret.txt', 404],
  ['.. and back', '{base}/../{token}/', 404],
  ['..;', '{base}/..;/secret.txt', 404],
  ['%2e%2e', '{base}/%2e%2e/%2e%2e/secret.txt', 404],
  ['%252e%252e', '{base}/%252e%252e/secret.txt', 404],
  ['overlong UTF-8', '{base}/%c0%ae%c0%ae/secret.txt', 404],
  ['an encoded slash', '{base}/..%2f..%2fsecret.txt', 404],
  ['an encoded slash to a file that is there', '{base}/assets%2findex.js', 404],
  ['an encoded letter of a file that is there', '{base}/%69ndex.html', 404],
  ['a backslash', '{base}/..\\..\\secret.txt', 404],
  ['a backslash to a file that is there', '{base}/assets\\index.js', 404],
  ['an encoded backslash', '{base}/..%5c..%5csecret.txt', 404],
  ['NUL', '{base}/index.html\0.png', 400],
  ['an encoded NUL', '{base}/index.html%00.png', 404],
  ['two slashes', '{base}//index.html', 404],
  ['an absolute path', '{base}//etc/passwd', 404],
  ['a link out of the folder', '{base}/linked.txt', 404],
  ['a linked folder', '{base}/linked/secret.txt', 404],
  ['a folder', '{base}/assets/', 404],
  ['the program beside the page', '{base}/../cli.js', 404],
  ['file:', 'file:///etc/passwd', 404],
  ['file: below the token', '{base}/file:///etc/passwd', 404],
  ['a proxy’s request', 'http://127.0.0.1:{port}{base}/', 404],
  ['a picture named in the query', '{base}/picture?name=../secret.txt', 404],
  ['an inherited name', '{base}/__proto__', 404],
  ['*', '*', 404],
];

describe('nothing exposed: what the player lets in', () => {
  it('finds nothing at any other place', async ({ place, task }) => {
    const { url, base } = await startPlayer(place);
    for (const [what, form, status] of TARGETS) {
      const target = form
        .replaceAll('{part}', base.slice(0, -1))
        .replaceAll('{upper}', swapCase(base))
        .replaceAll('{base}', base)
        .replaceAll('{token}', base.slice(1))
        .replaceAll('{port}', url.port);
      const answer = await askRaw(url, target);
      expect([what, answer.status]).toEqual([what, status]);
      for (const kept of [SECRET, PAGE, SCRIPT]) expect(answer.text).not.toContain(kept);
      expect((await askRaw(url, `${base}/`)).status).toBe(200);
    }
    count({ task }, TARGETS.length);
  });

  it('refuses other names for itself', async ({ place }) => {
    const { url, port, base } = await startPlayer(place, [CARD]);
    for (const host of [
      `localhost:${port}`,
      `evil.test:${port}`,
      `127.0.0.1:${port}`,
      url.hostname,
      `[::1]:${port}`,
      '',
    ]) {
      const answer = await askRaw(url, `${base}/`, { headers: { Host: host } });
      expect([host, answer.status]).toEqual([host, 421]);
    }
  });

  it('refuses what other pages ask for', async ({ place }) => {
    const { url, base } = await startPlayer(place, [CARD]);
    const statusOf = async (site: string) =>
      (await askRaw(url, `${base}/picture`, { headers: { 'Sec-Fetch-Site': site } })).status;
    expect(await statusOf('cross-site')).toBe(403);
    expect(await statusOf('same-site')).toBe(403);
    expect(await statusOf('same-origin')).toBe(200);
    expect(await statusOf('none')).toBe(200);
  });

  it('refuses other methods', async ({ place }) => {
    const { url, base } = await startPlayer(place, [CARD]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const answer = await askRaw(url, `${base}/picture`, { method });
      expect([method, answer.status]).toEqual([method, 405]);
      expect(answer.text).toContain('Allow: GET, HEAD\r\n');
    }
    // Node hangs up on whoever takes it for a proxy.
    expect((await askRaw(url, 'example.com:443', { method: 'CONNECT' })).status).toBeUndefined();
    expect((await askRaw(url, `${base}/`, { method: 'NONSENSE' })).status).toBe(400);
  });

  it('refuses huge headers and targets', async ({ place }) => {
    const { url, base } = await startPlayer(place);
    const headers = { 'X-Long': 'x'.repeat(100_000) };
    expect((await askRaw(url, `${base}/`, { headers })).status).toBe(431);
    expect((await askRaw(url, `${base}/${'x'.repeat(100_000)}`)).status).toBe(431);
    expect((await askRaw(url, `${base}/`)).status).toBe(200);
  });

  it('refuses a request without a host, and one with two lengths', async ({ place }) => {
    const { url, base } = await startPlayer(place);
    const nameless = { headers: { Host: undefined } };
    expect((await askRaw(url, `${base}/`, nameless)).status).toBe(400);
    const smuggling = { headers: { 'Content-Length': '4', 'Transfer-Encoding': 'chunked' } };
    expect((await askRaw(url, `${base}/`, smuggling)).status).toBe(400);
  });

  it('serves the picture as it was at the start, whatever becomes of its file', async ({
    place,
  }) => {
    await copyFile(CARD, place.path('photo.png'));
    const { url } = await startPlayer(place, ['photo.png']);
    await rm(place.path('photo.png'));
    await symlink(join(place.outside, 'secret.txt'), place.path('photo.png'));
    const served = await fetchFrom(new URL('picture', url));
    expect(Buffer.from(await served.arrayBuffer()).equals(await readFile(CARD))).toBe(true);
  });

  it('outlives visitors who hang up midway', async ({ place }) => {
    await writeFile(place.path('large.png'), Buffer.alloc(20_000_000, 7));
    const { url, port, base } = await startPlayer(place, ['large.png']);
    for (let visit = 0; visit < 5; visit++) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${base}/picture HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
      await once(socket, 'data');
      socket.resetAndDestroy();
    }
    const served = await fetchFrom(new URL('picture', url));
    expect((await served.arrayBuffer()).byteLength).toBe(20_000_000);
  });
});

/** So that only a comparison which minds the case tells it from the text. */
function swapCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const upper = letter.toUpperCase();
    return letter === upper ? letter.toLowerCase() : upper;
  });
}
