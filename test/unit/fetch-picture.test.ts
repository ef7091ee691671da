import { describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import { readBody, readPictureAddress } from '../../src/page/open/fetch-picture.ts';

const PAGE = 'https://player.example/some/where/?picture=x#frame=3';

describe("a picture's address", () => {
  it.each([
    ['https://pictures.example/a%20b.png', 'https://pictures.example/a%20b.png'],
    ['https://8.8.8.8/x.png', 'https://8.8.8.8/x.png'],
    ['//pictures.example/x.png', 'https://pictures.example/x.png'],
    ['picture', 'https://player.example/some/where/picture'],
  ])('%s is read', (address, url) => {
    expect(readPictureAddress(address, PAGE).href).toBe(url);
  });

  it.each([
    ['', 'http://localhost:8080/', 'http://localhost:8080/'],
    ['of an own host', 'http://127.0.0.1:8080/x.png', 'http://127.0.0.1:8080/page/'],
    ['of an own name', 'https://nas.local/x.png', 'https://nas.local/page/'],
  ])('a private one %s is read where the page comes from there', (_, address, page) => {
    expect(readPictureAddress(address, page).href).toBe(address);
  });

  it.each([
    ['https://127.0.0.1/x.png', PAGE, /on this machine or in its own network.*Open the file/],
    ['https://2130706433/x.png', PAGE, /in its own network/],
    ['https://[::ffff:10.0.0.1]/', PAGE, /in its own network/],
    ['https://router/', PAGE, /in its own network/],
    ['https://127.0.0.1:8081/x.png', 'http://127.0.0.1:8081/', /in its own network/],
    ['https://nas.local/x.png', 'http://nas.local/', /in its own network/],
    ['file:///etc/passwd', PAGE, /begins with file:; expected https/],
    ['data:image/png;base64,xx', PAGE, /begins with data:/],
    ['blob:https://player.example/1', PAGE, /begins with blob:/],
    ['javascript:alert(1)', PAGE, /begins with javascript:/],
    ['http://pictures.example/x.png', PAGE, /begins with http:; expected https/],
    ['ftp://pictures.example/x.png', PAGE, /begins with ftp:/],
    ['http://[', PAGE, /is no address/],
    ['http://1.2.3.4.5/', PAGE, /is no address/],
  ])('%s from %s is refused', (address, page, says) => {
    expect(refusalOf(address, page)).toMatch(says);
  });

  it('with a password is refused, and the password is not said again', () => {
    const message = refusalOf('https://me:secret@pictures.example/x.png', PAGE);
    expect(message).toMatch(/^pictures\.example comes with a name or a password/);
    expect(refusalOf('https://me@pictures.example/x.png', PAGE)).toMatch(/a name or a password/);
  });
});

describe("a picture's body", () => {
  it('is read whole up to the limit', async () => {
    const blob = await readBody(new Response(endless(5)), 5 * 1000);
    expect(blob?.size).toBe(5000);
    expect((await readBody(new Response(null), 10))?.size).toBe(0);
  });

  it('is left where it says that it is too large', async () => {
    const response = new Response(endless(1), { headers: { 'content-length': '5001' } });
    expect(await readBody(response, 5000)).toBeUndefined();
  });

  it('is left where it turns out to be too large, also without an end', async () => {
    let sent = 0;
    const body = endless(Infinity, () => (sent += 1000));
    expect(await readBody(new Response(body), 5000)).toBeUndefined();
    expect(sent).toBeLessThan(10_000);
  });
});

function refusalOf(address: string, page: string): string {
  try {
    return readPictureAddress(address, page).href;
  } catch (error) {
    if (!(error instanceof StillmotionError)) throw error;
    expect(error.code).toBe('input-unreadable');
    return error.message;
  }
}

/** A stream of so many times a thousand bytes. */
function endless(count: number, onSend = () => {}): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- <= 0) return controller.close();
      onSend();
      controller.enqueue(new Uint8Array(1000));
    },
  });
}
