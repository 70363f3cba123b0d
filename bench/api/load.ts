/** Requests over connections that stay open, many at once: how many a second, and how long each took. */
import { Agent, request as send } from 'node:http';
import { percentile } from '../statistics.js';
import { forEach } from '../throughput.js';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly authorization?: string;
  readonly body?: string;
}

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** `runs` of `work`, `concurrency` at once. */
export async function loadOf(
  work: (index: number) => Promise<unknown>,
  { runs, concurrency }: { readonly runs: number; readonly concurrency: number },
): Promise<Load> {
  const took: number[] = [];
  const startedAt = performance.now();
  await forEach(
    Array.from({ length: runs }, (_, index) => index),
    concurrency,
    async (index) => {
      const began = performance.now();
      await work(index);
      took.push(performance.now() - began);
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: runs / seconds, p50Ms: percentile(took, 0.5), p99Ms: percentile(took, 0.99) };
}

/** Asks one server; close it at the end. */
export class Asker {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    concurrency: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  }

  /** The body of the answer. Throws unless it is a success. */
  async ask({ method, path, authorization, body }: Asked): Promise<string> {
    return await new Promise((resolve, reject) => {
      const sent = send(new URL(path, this.url), {
        method,
        agent: this.#agent,
        headers: {
          ...(authorization !== undefined && { authorization }),
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path} was answered with ${statusCode}: ${text.slice(0, 500)}`));
        });
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
