/** One request over HTTP to a service that we depend on, and its answer: within a time, up to a size, without redirects. */
import { readUpTo, textOf } from '../domain/limited-reading.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Blob | string;
  /** Milliseconds, for the whole answer. */
  readonly timeoutMs: number;
  /** Bytes of the answer's body, after decompression. */
  readonly mostBytes: number;
}

export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** False where there was more than `mostBytes`: `text` is its beginning. */
  readonly whole: boolean;
}

/** Rejects with whatever `fetch` rejects with; `causeOf` puts it in words. */
export async function exchange(url: URL, request: HttpRequest): Promise<HttpAnswer> {
  const { method, headers, body, timeoutMs, mostBytes } = request;
  const response = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const read = await readUpTo(response.body, mostBytes);
  const { ok, status, headers: told } = response;
  return { ok, status, headers: told, text: textOf(read), whole: read.whole };
}

/** fetch wraps what happened; its code is short and carries no secret. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code ?? error.name;
}

/** Milliseconds. RFC 9110, section 10.2.3: seconds or an HTTP date. Undefined where there is neither. */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
