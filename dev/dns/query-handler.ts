/** Answers one DNS query: header flags, EDNS (RFC 6891), truncation; as the authoritative server or as a resolver. */
import {
  AUTHORITATIVE_ANSWER,
  CHECKING_DISABLED,
  decode,
  encode,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
  type Answer,
  type DecodedPacket,
  type OptAnswer,
  type Packet,
  type Question,
} from 'dns-packet';
import { DNS_UDP_PAYLOAD_BYTES } from '../../domain/control/look-limits.js';
import { toWireAnswer } from './record-codec.js';
import {
  NAME_SERVER,
  resolve,
  startOfAuthority,
  type Resolution,
  type ResolutionSettings,
} from './resolution.js';
import { ROOT_ZONE, type ZoneStore } from './zone-store.js';
import { RCODE } from './wire.js';

export interface QueryHandlerSettings extends ResolutionSettings {
  readonly role: 'authoritative' | 'resolver';
}

export type Transport = 'udp' | 'tcp';

interface Outcome {
  readonly rcode: number;
  readonly resolution?: Resolution;
}

const PLAIN_UDP_BYTES = 512;
const BAD_EDNS_VERSION = 16;

/** Throws where the message can't be decoded. */
export function answerQuery(
  store: ZoneStore,
  settings: QueryHandlerSettings,
  message: Buffer,
  transport: Transport,
): Buffer {
  const query = decode(message);
  const opt = query.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
  const response = responseTo(query, opt, outcomeOf(store, settings, query, opt), store, settings);
  return fitted(response, transport === 'tcp' ? 65_535 : udpLimit(opt));
}

function outcomeOf(
  store: ZoneStore,
  settings: QueryHandlerSettings,
  query: DecodedPacket,
  opt?: OptAnswer,
): Outcome {
  const [question, ...others] = query.questions ?? [];
  if (!question || others.length > 0) return { rcode: RCODE.FORMERR };
  if (opt && opt.ednsVersion !== 0) return { rcode: BAD_EDNS_VERSION };
  if (question.class !== 'IN' || question.type === 'AXFR' || question.type === 'IXFR')
    return { rcode: RCODE.REFUSED };
  const name = lowerName(question);
  if (settings.role === 'resolver' && !query.flag_cd && store.hasBrokenDnssec(name))
    return { rcode: RCODE.SERVFAIL };
  const resolution = resolve(store, settings, name, question.type);
  return { rcode: resolution.exists ? RCODE.NOERROR : RCODE.NXDOMAIN, resolution };
}

function responseTo(
  query: DecodedPacket,
  opt: OptAnswer | undefined,
  { rcode, resolution }: Outcome,
  store: ZoneStore,
  settings: QueryHandlerSettings,
): Packet {
  const asked = query.questions?.[0];
  const answers = (resolution?.answers ?? []).map((record) =>
    // The owner's spelling is the question's (some resolvers vary the case as a defence).
    toWireAnswer(asked && record.name === lowerName(asked) ? { ...record, name: asked.name } : record),
  );
  const endsInAlias = resolution?.answers.at(-1)?.type === 'CNAME' && asked?.type !== 'CNAME';
  const isNegative = resolution !== undefined && (resolution.answers.length === 0 || endsInAlias);
  return {
    type: 'response',
    id: query.id,
    flags: headerFlags(query, settings.role) | (rcode & 0xf),
    questions: query.questions,
    answers,
    authorities: isNegative ? [toWireAnswer(startOfAuthority(store, resolution.zone))] : [],
    additionals: [...glueFor(resolution, settings), ...(opt ? [optAnswer(rcode)] : [])],
  };
}

function headerFlags(query: DecodedPacket, role: QueryHandlerSettings['role']): number {
  const echoed = (query.flags ?? 0) & (RECURSION_DESIRED | CHECKING_DISABLED);
  return echoed | (role === 'resolver' ? RECURSION_AVAILABLE : AUTHORITATIVE_ANSWER);
}

function glueFor(resolution: Resolution | undefined, settings: ResolutionSettings): Answer[] {
  const isNamed = resolution?.answers.some(({ type, value }) => type === 'NS' && value === NAME_SERVER);
  if (!isNamed) return [];
  return [toWireAnswer({ name: NAME_SERVER, type: 'A', value: settings.serverAddress, ttlSeconds: 5 })];
}

function optAnswer(rcode: number): Answer {
  return {
    type: 'OPT',
    name: ROOT_ZONE,
    udpPayloadSize: DNS_UDP_PAYLOAD_BYTES,
    extendedRcode: rcode >> 4,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

function udpLimit(opt?: OptAnswer): number {
  return Math.min(DNS_UDP_PAYLOAD_BYTES, Math.max(PLAIN_UDP_BYTES, opt?.udpPayloadSize ?? 0));
}

/** RFC 2181, section 9: what does not fit is announced as truncated, and asked for again by TCP. */
function fitted(response: Packet, limit: number): Buffer {
  const whole = encode(response);
  if (whole.length <= limit) return whole;
  const opt = (response.additionals ?? []).filter(({ type }) => type === 'OPT');
  const flags = (response.flags ?? 0) | TRUNCATED_RESPONSE;
  return encode({ ...response, flags, answers: [], authorities: [], additionals: opt });
}

function lowerName(question: Question): string {
  return question.name.toLowerCase().replace(/(?<=.)\.$/, '');
}
