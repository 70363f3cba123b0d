/** A cloud played after its documents: its adapter keeps every promise, and what it makes of whatever may be answered instead. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { DnsService } from '../../../activities/dns/dns-provider.js';
import { ANSWER_BYTES } from '../../../domain/answer-limits.js';
import { OrderFailure, type FailureType } from '../../../domain/failures.js';
import { ZONES } from '../../support/peers/zones.js';
import type { DnsPeer } from './peer.js';
import type { RecordedAnswer, RecordedServer } from './recorded/server.js';
import { DNS_CONFORMANCE } from './suite.js';

export interface Refusal {
  readonly what: string;
  readonly answer: RecordedAnswer;
  readonly type: FailureType;
  readonly says: RegExp;
  readonly retryAfterMs?: number;
}

/** Whatever service it is: a proxy's page, a page with a success, more than is read. */
const BEYOND_MEASURE: readonly Refusal[] = [
  {
    what: 'a page of a proxy',
    answer: { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } },
    type: 'DnsProviderUnavailable',
    says: /failed by itself at|is not as it documents/,
  },
  {
    what: 'a page instead of an answer',
    answer: { status: 200, body: '<html>Please log in</html>', headers: { 'content-type': 'text/html' } },
    type: 'DnsProviderUnavailable',
    says: /is not as it documents/,
  },
  {
    what: 'an answer beyond all measure',
    answer: { status: 200, body: JSON.stringify({ long: 'x'.repeat(2 * ANSWER_BYTES.dns) }) },
    type: 'DnsProviderUnavailable',
    says: /is too long/,
  },
];

/** Throws where the service made a success of it. */
async function refusalOf(
  recorded: RecordedServer,
  service: DnsService,
  answer: RecordedAnswer,
): Promise<OrderFailure> {
  recorded.instead.push(answer);
  try {
    await service.publish({ type: 'TXT', name: `_refused.${ZONES.parent}`, value: 'ours' });
  } catch (error) {
    if (error instanceof OrderFailure) return error;
    throw error;
  } finally {
    recorded.instead.length = 0;
  }
  throw new Error('It was published.');
}

export interface PlayedCloud<Played extends RecordedServer> {
  readonly start: () => Promise<Played>;
  readonly peerOf: (played: Played) => DnsPeer;
  readonly refusals: readonly Refusal[];
}

/** What a test of it runs, one by one. */
export interface Promised {
  readonly promise: string;
  readonly holds: () => Promise<void>;
}

/** To be called within `describe`; recorded cloud and peer are there once its tests run. */
export function playedCloud<Played extends RecordedServer>({
  start,
  peerOf,
  refusals,
}: PlayedCloud<Played>): {
  readonly recorded: Played;
  readonly peer: DnsPeer;
  readonly promises: readonly Promised[];
} {
  let recorded: Played;
  let peer: DnsPeer;
  beforeAll(async () => {
    recorded = await start();
    peer = peerOf(recorded);
  });
  afterAll(() => recorded.stop());
  afterEach(() => {
    recorded.clockOff = 0;
  });

  const kept = DNS_CONFORMANCE.map(({ promise, holds }) => ({ promise, holds: () => holds(peer) }));
  const refused = [...refusals, ...BEYOND_MEASURE].map(({ what, answer, type, says, retryAfterMs }) => ({
    promise: `${what}: ${type}`,
    holds: async () => {
      const failure = await refusalOf(recorded, peer.service(), answer);
      expect(failure).toMatchObject({ type });
      expect(failure.options.retryAfterMs).toBe(retryAfterMs);
      expect(failure.words.en).toMatch(says);
    },
  }));
  return {
    get recorded() {
      return recorded;
    },
    get peer() {
      return peer;
    },
    promises: [...kept, ...refused],
  };
}
