import type { Readable, Writable } from 'node:stream';

/** A command or an event that says no more than its name. */
type Nothing = Readonly<Record<string, never>>;

/**
 * The part of the Chrome DevTools Protocol that is used here, and what its commands take and give
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
export interface Commands {
  'Browser.close': { takes: Nothing; gives: Nothing };
  'Browser.getVersion': { takes: Nothing; gives: { readonly product: string } };
  'DOM.setFileInputFiles': {
    takes: { readonly files: readonly string[]; readonly objectId: string };
    gives: Nothing;
  };
  'Fetch.enable': { takes: Nothing; gives: Nothing };
  'Fetch.failRequest': {
    takes: { readonly requestId: string; readonly errorReason: 'BlockedByClient' | 'Failed' };
    gives: Nothing;
  };
  'Fetch.fulfillRequest': {
    takes: {
      readonly requestId: string;
      readonly responseCode: number;
      readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
      /** Base64. */
      readonly body: string;
    };
    gives: Nothing;
  };
  'Page.enable': { takes: Nothing; gives: Nothing };
  'Page.navigate': {
    takes: { readonly url: string };
    gives: { readonly errorText?: string; readonly loaderId?: string };
  };
  'Page.setLifecycleEventsEnabled': { takes: { readonly enabled: true }; gives: Nothing };
  'Runtime.callFunctionOn': {
    takes: {
      readonly functionDeclaration: string;
      readonly objectId: string;
      readonly arguments: readonly { readonly value: unknown }[];
      readonly awaitPromise?: boolean;
      readonly returnByValue?: boolean;
    };
    gives: Evaluated;
  };
  'Runtime.evaluate': { takes: { readonly expression: string }; gives: Evaluated };
  'Target.attachToTarget': {
    takes: { readonly targetId: string; readonly flatten: true };
    gives: { readonly sessionId: string };
  };
  'Target.createTarget': {
    takes: { readonly url: string };
    gives: { readonly targetId: string };
  };
  'Target.getTargets': {
    takes: Nothing;
    gives: {
      readonly targetInfos: readonly { readonly targetId: string; readonly type: string }[];
    };
  };
  'Target.setDiscoverTargets': { takes: { readonly discover: true }; gives: Nothing };
}

/** What a browser tells by itself. */
export interface Events {
  'Fetch.requestPaused': { readonly requestId: string; readonly request: { readonly url: string } };
  'Page.lifecycleEvent': { readonly name: string; readonly loaderId: string };
  'Target.targetCrashed': object;
}

/** What came of a piece of script. */
export interface Evaluated {
  readonly result: { readonly objectId?: string; readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** What comes through the pipe: an answer has the number of what was asked, an event its name. */
interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
}

/** Messages in the pipe end with it. */
const END = 0;

/**
 * Talks to a browser through the pipes of `--remote-debugging-pipe`: JSON, a message behind the other. A client of
 * our own, as ours asks for a dozen things, and loading one that can do all took longer than the browser's start.
 */
export class DevTools {
  readonly #to: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (parameters: never) => void>();
  #begun: Buffer[] = [];
  #last = 0;
  #failure: Error | undefined;
  #tell: () => void = () => {};
  /** When nothing is answered any more. */
  readonly closed: Promise<void>;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    this.closed = new Promise((resolve) => (this.#tell = resolve));
    const close = () => this.#close(new Error('the browser has closed its pipe'));
    from.on('data', (part: Buffer) => this.#take(part));
    from.on('end', close);
    from.on('close', close);
    // What a dying browser has not read comes as ECONNRESET or EPIPE, at any time.
    from.on('error', close);
    to.on('error', close);
  }

  /** @param session of a page; left out: the browser itself */
  send<M extends keyof Commands>(
    method: M,
    params: Commands[M]['takes'],
    session?: string,
  ): Promise<Commands[M]['gives']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params, sessionId: session })}\0`);
    });
  }

  /** Has an event heard, of whichever page; once for each. */
  on<E extends keyof Events>(event: E, listener: (parameters: Events[E]) => void): void {
    this.#listeners.set(event, listener);
  }

  #take(part: Buffer): void {
    let start = 0;
    for (let end = part.indexOf(END); end >= 0; end = part.indexOf(END, start)) {
      this.#begun.push(part.subarray(start, end));
      const text = Buffer.concat(this.#begun).toString();
      this.#begun = [];
      start = end + 1;
      this.#hear(text);
    }
    if (start < part.length) this.#begun.push(part.subarray(start));
  }

  #hear(text: string): void {
    const message = readMessage(text);
    if (message === undefined) {
      this.#close(new Error('what came through its pipe is no JSON'));
      return;
    }
    const { id, method, params } = message;
    if (id === undefined) {
      this.#listeners.get(method ?? '')?.(params as never);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result as never);
  }

  #close(failure: Error): void {
    this.#failure ??= failure;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
    this.#tell();
  }
}

function readMessage(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}
