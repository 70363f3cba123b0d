/**
 * What resolvers said of zones, addresses and CAA, believed for as long as its zone's owner lets a resolver believe it: the
 * looks of many orders, and the many looks of one, ask the same. Never the record itself, and never a CAA record: what an
 * order waits for, and what may forbid it, is asked at every look.
 */
import type { Answer } from 'dns-packet';
import { HEARD_ANSWER_LIMITS } from '../../domain/control/look-limits.js';
import type { DnsQuestion, DnsReply, QuestionOptions } from './dns-message.js';
import type { NameServer } from './name-server.js';
import { plainName } from './record-values.js';

interface Heard {
  readonly reply: DnsReply;
  readonly until: number;
}

const BELIEVED: readonly string[] = ['SOA', 'NS', 'A', 'AAAA', 'CAA'];

/** Bounded: the oldest are forgotten first. `clock`: milliseconds of any clock that only goes forward. */
export class HeardAnswers {
  readonly #heard = new Map<string, Heard>();

  constructor(readonly clock: () => number = () => performance.now()) {}

  /** Undefined where it has to be asked. */
  find(server: NameServer, question: DnsQuestion, options: QuestionOptions): DnsReply | undefined {
    const heard = this.#heard.get(keyOf(server, question, options));
    return heard && heard.until > this.clock() ? heard.reply : undefined;
  }

  keep(server: NameServer, question: DnsQuestion, options: QuestionOptions, reply: DnsReply): void {
    const key = keyOf(server, question, options);
    this.#heard.delete(key);
    const ms = believedFor(question, options, reply);
    if (ms === 0) return;
    this.#heard.set(key, { reply, until: this.clock() + ms });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > HEARD_ANSWER_LIMITS.answers && oldest !== undefined) this.#heard.delete(oldest);
  }
}

function keyOf({ host, port }: NameServer, { name, type }: DnsQuestion, options: QuestionOptions): string {
  return JSON.stringify([host, port, plainName(name), type, options]);
}

function believedFor({ type }: DnsQuestion, { recursion }: QuestionOptions, reply: DnsReply): number {
  // Without recursion a server tells of its own copy: what that lacks is asked at every look.
  if (!BELIEVED.includes(type) || recursion === false || reply.outcome !== 'answered') return 0;
  if (reply.rcode !== 'NOERROR' && reply.rcode !== 'NXDOMAIN') return 0;
  const isThere = reply.answers.some((answer) => answer.type === type);
  if (isThere && type === 'CAA') return 0;
  const ttls = [...reply.answers.map(ttlOf), ...(isThere ? [] : [negativeTtl(reply.authorities)])];
  return Math.min(HEARD_ANSWER_LIMITS.longestMs, Math.min(...ttls) * 1_000);
}

/** RFC 2308, section 5: the lesser of the SOA record's own TTL and its MINIMUM; without one a "no" is not kept. */
function negativeTtl(authorities: readonly Answer[]): number {
  const soa = authorities.find((record) => record.type === 'SOA');
  return soa ? Math.min(ttlOf(soa), soa.data.minimum ?? 0) : 0;
}

function ttlOf(record: Answer): number {
  return 'ttl' in record ? (record.ttl ?? 0) : 0;
}
