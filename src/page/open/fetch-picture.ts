import { StillmotionError } from '../../core/errors.ts';
import { LARGEST_FILE } from '../../core/picture/picture-size.ts';
import { type NamedPicture, sourceOf } from '../project/pictures.ts';
import type { Source } from '../project/source.ts';
import { isPrivateHost } from './private-host.ts';

/**
 * Fetches a picture; only when a person asks for it. Its server learns nothing but that: no cookies are
 * sent, nor where the page is, and nobody else is asked in its place.
 *
 * @throws StillmotionError `input-unreadable`
 */
export async function fetchPicture(
  address: string,
  name?: string,
): Promise<NamedPicture & { readonly url: string }> {
  const url = readPictureAddress(address, location.href);
  const response = await fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // Told apart from other failures, which `error` does not: it is not followed either way.
    redirect: 'manual',
  }).catch((cause: unknown) => {
    throw unreadable(
      url,
      'can’t be read from here: it isn’t there, or its server doesn’t let other sites read it (CORS). Save it and open the file.',
      cause,
    );
  });
  if (response.type === 'opaqueredirect') {
    throw unreadable(
      url,
      'leads to another address, which could be anybody’s. Open that one, or save the picture and open the file.',
    );
  }
  if (!response.ok) {
    throw unreadable(
      url,
      `answered ${response.status} ${response.statusText}; expected a picture.`,
    );
  }
  const blob = await readBody(response, LARGEST_FILE).catch((cause: unknown) => {
    throw unreadable(
      url,
      'broke off before its end. Try it again, or save it and open the file.',
      cause,
    );
  });
  if (blob === undefined)
    throw unreadable(url, `is larger than the ${LARGEST_FILE} bytes that a picture may have.`);
  return { blob, name: name ?? nameIn(url), url: url.href };
}

/** Fetches pictures of the page's own server, which its query names: they follow one another. */
export async function fetchServed(
  addresses: readonly string[],
  names: readonly string[],
): Promise<Source> {
  const pictures = await Promise.all(
    addresses.map(async (address, n): Promise<NamedPicture> => {
      const url = new URL(address, location.href);
      if (url.origin !== location.origin)
        throw new Error(`The picture ${address} is on another server; open it with “Open…”.`);
      const { blob, name } = await fetchPicture(url.href, names[n]);
      return { blob, name };
    }),
  );
  return { ...sourceOf(pictures), query: location.search };
}

/**
 * Reads the address of a picture. Who sends a link must not make a page ask for things in the network of
 * whoever opens it: nothing there is fetched but from where the page itself comes from.
 *
 * @param page the page's own address
 * @throws StillmotionError `input-unreadable`
 */
export function readPictureAddress(address: string, page: string): URL {
  const url = URL.canParse(address, page) ? new URL(address, page) : undefined;
  if (url === undefined) throw unreadable(address, 'is no address; expected https://…');
  const own = url.origin === new URL(page).origin;
  // The page's policy lets nothing else out.
  if (url.protocol !== 'https:' && !(own && url.protocol === 'http:'))
    throw unreadable(address, `begins with ${url.protocol}; expected https://…`);
  if (url.username !== '' || url.password !== '') {
    throw unreadable(
      url.host,
      'comes with a name or a password in its address, which no picture needs.',
    );
  }
  if (!own && isPrivateHost(url.hostname)) {
    throw unreadable(
      address,
      'is on this machine or in its own network, where the page asks for nothing. Open the file instead.',
    );
  }
  return url;
}

/**
 * @param limit bytes
 * @returns `undefined` when it is more than that, or says so; the rest is not waited for
 */
export async function readBody(response: Response, limit: number): Promise<Blob | undefined> {
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = Number(response.headers.get('content-length') ?? 0) > limit ? Infinity : 0;
  while (size <= limit) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return new Blob(parts);
    parts.push(value);
    size += value.byteLength;
  }
  await reader?.cancel();
  return undefined;
}

function nameIn({ pathname, host }: URL): string {
  const name = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name) || host;
  } catch {
    return name; // not UTF-8
  }
}

/** Characters of a long address that its message repeats. */
const SHOWN = 100;

function unreadable(address: URL | string, why: string, cause?: unknown): StillmotionError {
  const text = String(address);
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return new StillmotionError('input-unreadable', `${shown} ${why}`, { cause });
}
