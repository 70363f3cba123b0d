/** Writes that come again with the same `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): done once, answered alike. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type {
  GivenAnswer,
  IdempotentRequests,
  KeyedRequest,
} from '../client/accounts/idempotent-requests.js';
import type { Principal } from '../domain/accounts/principal.js';
import { IDEMPOTENT_REQUESTS } from '../domain/accounts/request-limits.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { ApiProblem } from './problem.js';

export interface Replayed {
  readonly answer: GivenAnswer;
  /** It was given before: nothing was done now. */
  readonly isReplayed: boolean;
}

/** A write that its caller knows again; undefined where no key came. */
export function keyedRequest(request: FastifyRequest, principal: Principal): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? { principal, key, digest: digestOf(request) } : undefined;
}

/**
 * Does the work, unless it was done before. Throws what the work throws, after which the same key may come again: nothing came
 * of it. Throws ApiProblem: `StillUnderWay` while somebody is at it; `KeyUsedBefore` for another request.
 */
export async function onceByKey(
  requests: IdempotentRequests,
  keyed: KeyedRequest,
  work: () => Promise<GivenAnswer>,
): Promise<Replayed> {
  const standing = await requests.begin(keyed);
  switch (standing.is) {
    case 'answered':
      return { answer: standing.answer, isReplayed: true };
    case 'under-way':
      throw underWay();
    case 'other':
      throw usedBefore();
    case 'ours':
      try {
        const answer = await work();
        await standing.work.answered(answer);
        return { answer, isReplayed: false };
      } catch (error) {
        // Where this fails too, the claim runs out by itself.
        await standing.work.released().catch(() => undefined);
        throw error;
      }
  }
}

/** Method, address and content, whatever the order of its keys. Files count by their bytes. */
function digestOf(request: FastifyRequest): Buffer {
  const { method, url, body } = request;
  return createHash('sha256')
    .update(canonicalJson([method, url, body === undefined ? null : withoutBytes(body)]))
    .digest();
}

function withoutBytes(body: unknown): unknown {
  if (body instanceof Uint8Array) return createHash('sha256').update(body).digest('hex');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? withoutBytes(value) : value,
    ]),
  );
}

function underWay(): ApiProblem {
  return new ApiProblem(
    'StillUnderWay',
    {
      zh: '带有此幂等键的同一请求仍在处理:稍后以同一个键再次发出,即得到它的答复',
      en: 'The same request with this key is still under way: send it again with the same key to have its answer',
    },
    {
      field: 'Idempotency-Key',
      headers: { 'retry-after': String(IDEMPOTENT_REQUESTS.askAgainAfterSeconds) },
    },
  );
}

function usedBefore(): ApiProblem {
  return new ApiProblem(
    'KeyUsedBefore',
    { zh: '此幂等键已用于另一个请求', en: 'This idempotency key was used for a different request' },
    {
      field: 'Idempotency-Key',
      accepted: { zh: '再次发出同一请求,或换一个键', en: 'the same request again, or another key' },
    },
  );
}
