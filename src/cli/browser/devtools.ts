import type { Readable, Writable } from 'node:stream';
import { Connection, type ConnectionTransport } from 'puppeteer-core';

/**
 * puppeteer's client of the Chrome DevTools Protocol, through the pipes of `--remote-debugging-pipe`, and nothing else of
 * puppeteer: its browsers and pages are a megabyte of modules, and set up what we don't use.
 */
export function connect(to: Writable, from: Readable): DevTools {
  let tell = () => {};
  const closed = new Promise<void>((resolve) => (tell = resolve));
  // Deadlines are ours alone: its own would count the time in which we stood still.
  const connection = new Connection(
    '',
    createTransport(to, from, () => tell()),
    0,
    0,
  );
  return { connection, closed };
}

export interface DevTools {
  readonly connection: Connection;
  /** When nothing is answered any more. */
  readonly closed: Promise<void>;
}

/** Messages in the pipe end with it. */
const END = 0;

/** JSON, a message behind the other; what a dying browser has not read breaks nothing. */
function createTransport(to: Writable, from: Readable, onClosed: () => void): ConnectionTransport {
  let begun: Buffer[] = [];
  let isClosed = false;
  const transport: ConnectionTransport = {
    send(message) {
      to.write(`${message}\0`);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      // First who is told what ended: what waits for answers is told less.
      onClosed();
      transport.onclose?.();
    },
  };
  const take = (part: Buffer) => {
    let start = 0;
    for (let end = part.indexOf(END); end >= 0 && !isClosed; end = part.indexOf(END, start)) {
      begun.push(part.subarray(start, end));
      const text = Buffer.concat(begun).toString();
      begun = [];
      start = end + 1;
      // Another program, or a browser that is broken.
      if (isMessage(text)) transport.onmessage?.(text);
      else transport.close();
    }
    if (start < part.length) begun.push(part.subarray(start));
  };
  const close = () => transport.close();
  from.on('data', take);
  from.on('end', close);
  from.on('close', close);
  // ECONNRESET or EPIPE, at any time.
  from.on('error', close);
  to.on('error', close);
  return transport;
}

function isMessage(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}');
}
