import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** What is served at one path, held in memory. */
export interface ServedFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** All that a server answers from. */
export interface Site {
  /** Who it is: the only `Host` it answers to. */
  readonly host: string;
  /** By whole path, the token included: what isn't here can't be asked for. */
  readonly files: ReadonlyMap<string, ServedFile>;
}

/** The part of a request that decides. */
export interface Asked {
  readonly method?: string | undefined;
  /** The request's target as it came, nothing in it decoded or put in order. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // regl compiles its draw commands, which counts as eval.
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  // The finished film.
  'media-src blob:',
  "connect-src 'self' blob:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** No other page may read, frame or time what is here, nor learn its address. */
const PROTECTION: OutgoingHttpHeaders = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** What `Sec-Fetch-Site` says of our own page and of the address bar; older browsers send none. */
const OWN_SITES: readonly unknown[] = ['same-origin', 'none', undefined];

/** Answers a request from the site's files, or says why not. Never touches the file system. */
export function answer({ method = '', url = '', headers }: Asked, { host, files }: Site): Answer {
  // Another name for this address is how a page of somebody else's would reach it (DNS rebinding).
  if (headers.host !== host) return refusal(421, 'Open the address exactly as it was printed.');
  if (!OWN_SITES.includes(headers['sec-fetch-site'])) {
    return refusal(403, 'Another page asked for this. Paste the address into the address bar.');
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return refusal(405, 'Only GET and HEAD are answered.', { Allow: 'GET, HEAD' });
  }
  const [path = ''] = url.split('?', 1);
  const file = files.get(path);
  if (file === undefined) return refusal(404, 'There is nothing at this address.');
  return respond(200, file);
}

function refusal(status: number, why: string, headers: OutgoingHttpHeaders = {}): Answer {
  const file = { contentType: 'text/plain; charset=utf-8', bytes: Buffer.from(`${why}\n`) };
  return respond(status, file, { ...headers, Connection: 'close' });
}

function respond(
  status: number,
  { contentType, bytes }: ServedFile,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return {
    status,
    headers: {
      ...PROTECTION,
      ...headers,
      'Content-Type': contentType,
      'Content-Length': bytes.byteLength,
    },
    body: bytes,
  };
}
