/** Server-sent events read by `fetch`, which can say for which account; what is said beside them is in api/events of the server. */
import { API_BASE, requestHeaders } from '../api/client.js';

export interface HeardEvent {
  readonly name: string;
  readonly data: unknown;
}

/** As the server's `retry:` says it; milliseconds. */
const AGAIN_MS = 3_000;

export interface Listening {
  readonly path: '/v1/events' | '/v1/inbox/events';
  readonly hear: (event: HeardEvent) => void;
  readonly signal: AbortSignal;
}

/** Listens until the signal: comes back by itself where it is cut off, from where it was. Never throws. */
export async function listen({ path, hear, signal }: Listening): Promise<void> {
  let last: string | undefined;
  while (!isOver(signal)) {
    try {
      for await (const { id, ...event } of eventsOf(path, last, signal)) {
        last = id ?? last;
        if (event.name !== '') hear(event);
      }
    } catch {
      // Cut off, or refused for now: asked again below.
    }
    await pause(AGAIN_MS, signal);
  }
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function* eventsOf(
  path: Listening['path'],
  last: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<HeardEvent & { readonly id: string | undefined }> {
  const response = await fetch(`${API_BASE}${path}`, {
    headers: { ...requestHeaders('GET'), ...(last !== undefined && { 'last-event-id': last }) },
    signal,
  });
  if (!response.ok || !response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield eventIn(block);
  }
}

/** HTML, section 9.2.6: fields of one event, a line each. */
function eventIn(block: string): HeardEvent & { readonly id: string | undefined } {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field !== '') fields.set(field, value);
  }
  const data = fields.get('data');
  const name = fields.get('event') ?? '';
  return { id: fields.get('id'), name, data: data === undefined ? null : (JSON.parse(data) as unknown) };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
