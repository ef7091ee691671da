import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';

/** The built page, as static files below a path of a server of this machine. */
export interface PageServer {
  readonly port: number;
  /** All that was asked for, by its path. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** Answers where it has something at a path. */
export type Answering = (path: string, response: ServerResponse) => boolean;

/** @param answers what is there beside the page */
export async function servePage(
  under = '/',
  answers: Answering = () => false,
): Promise<PageServer> {
  const files = await listPageFiles();
  const asked: PageServer['asked'] = [];
  const answer = async (path: string, response: ServerResponse) => {
    if (answers(path, response)) return;
    const file = files.get(path.replace(under, '/').replace(/\/$/, '/index.html'));
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.contentType }).end(await file.read());
  };
  const server = createServer(({ url = '', headers }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    asked.push({ path, headers });
    void answer(path, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
