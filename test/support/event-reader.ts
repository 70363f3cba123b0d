/** A reader of server-sent events as browsers have one: takes lines as they come, remembers the last id, can stop reading. */
import { request, type IncomingMessage } from 'node:http';
import { until } from './until.js';

export interface Heard {
  readonly event: string;
  readonly data: { readonly [key: string]: unknown; readonly orderId?: string; readonly event?: string };
}

export class EventReader {
  readonly heard: Heard[] = [];
  readonly comments: string[] = [];
  lastEventId = '';
  retry: number | undefined;
  ended = false;
  #buffer = '';

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.#take(chunk));
    response.on('close', () => (this.ended = true));
    response.on('error', () => (this.ended = true));
  }

  /** Resolves with the answer's head, whatever its status is. */
  static async open(
    url: string,
    {
      after,
      headers = {},
    }: { readonly after?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<EventReader> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(url, {
        headers: {
          accept: 'text/event-stream',
          ...(after !== undefined && { 'last-event-id': after }),
          ...headers,
        },
        agent: false,
      });
      asked.on('response', resolve).on('error', reject).end();
    });
    return new EventReader(response);
  }

  get numbers(): string[] {
    return this.heard.flatMap(({ data }) => (data.event === undefined ? [] : [data.event]));
  }

  async has(count: number): Promise<void> {
    await until(`${count} events, not ${this.numbers.length}`, () =>
      Promise.resolve(this.numbers.length >= count),
    );
  }

  async begun(): Promise<this> {
    await until('the first event', () => Promise.resolve(this.heard.length > 0));
    return this;
  }

  close(): void {
    this.response.destroy();
  }

  #take(chunk: string): void {
    const blocks = (this.#buffer + chunk).split('\n\n');
    this.#buffer = blocks.pop() ?? '';
    for (const block of blocks) this.#takeBlock(block.split('\n'));
  }

  #takeBlock(lines: readonly string[]): void {
    let event = 'message';
    const data: string[] = [];
    for (const line of lines) {
      const [, field = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (field === '') this.comments.push(value);
      else if (field === 'event') event = value;
      else if (field === 'id') this.lastEventId = value;
      else if (field === 'data') data.push(value);
      else if (field === 'retry') this.retry = Number(value);
    }
    if (data.length > 0) this.heard.push({ event, data: JSON.parse(data.join('\n')) as Heard['data'] });
  }
}
