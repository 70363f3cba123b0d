/** Questions as they go out, and answers as they are taken: bounded, and with every bit of their code. */
import {
  CHECKING_DISABLED,
  decode,
  encode,
  RECURSION_DESIRED,
  type Answer,
  type DecodedPacket,
  type OptAnswer,
  type RecordType,
} from 'dns-packet';
import type { Bilingual } from '../../domain/bilingual.js';
import { SILENCE } from '../../domain/control/finding-texts.js';
import { ToldError } from '../../domain/told.js';
import { DNS_ANSWER_RECORDS, DNS_UDP_PAYLOAD_BYTES } from '../../domain/control/look-limits.js';
import { plainName } from './record-values.js';

export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

export interface QuestionOptions {
  /** Asks a resolver to answer even what fails DNSSEC validation (RFC 4035, section 3.2.2). */
  readonly checkingDisabled?: boolean;
  /** False: asks for what the server itself has, never for what it would have to ask others. */
  readonly recursion?: boolean;
  /** False: without EDNS, for servers that do not know it (RFC 6891, section 7). */
  readonly edns?: boolean;
  /** Asks for signatures as well (DO; RFC 4035, section 3.2.1). */
  readonly signatures?: boolean;
}

export interface DnsAnswer {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `BADVERS`, …: all twelve bits of it (RFC 6891, section 6.1.3). */
  readonly rcode: string;
  /** Does the server speak for the name's zone (AA)? */
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  /** Such as the addresses of name servers (glue). */
  readonly additionals: readonly Answer[];
}

/** What a question to one server came to. */
export type DnsReply =
  | ({ readonly outcome: 'answered' } & Omit<DnsAnswer, 'truncated'>)
  /** `unasked`: the look has no messages or no time left (look-budget.ts). */
  | { readonly outcome: 'silent' | 'unasked'; readonly reason: Bilingual };

/** IANA, "DNS RCODEs". */
const RCODES: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  11: 'DSOTYPENI',
  16: 'BADVERS',
  17: 'BADKEY',
  18: 'BADTIME',
  19: 'BADMODE',
  20: 'BADNAME',
  21: 'BADALG',
  22: 'BADTRUNC',
  23: 'BADCOOKIE',
};

const HEADER_OCTETS = 12;
const LABEL_OCTETS = 63;
const NAME_OCTETS = 253;

/** Throws ToldError where the name can't be written in a question: a stranger's CNAME may lead to anything. */
export function questionMessage(
  id: number,
  { name, type }: DnsQuestion,
  { checkingDisabled = false, recursion = true, edns = true, signatures = false }: QuestionOptions = {},
): Buffer {
  const plain = plainName(name);
  const labels = name === ROOT ? [] : plain.split('.').map((label) => Buffer.byteLength(label));
  const fits = labels.every((octets) => octets > 0 && octets <= LABEL_OCTETS);
  if (!fits || Buffer.byteLength(plain) > NAME_OCTETS) throw new ToldError(SILENCE.unaskable);
  return encode({
    type: 'query',
    id,
    flags: (recursion ? RECURSION_DESIRED : 0) | (checkingDisabled ? CHECKING_DISABLED : 0),
    questions: [{ name: plain || ROOT, type, class: 'IN' }],
    additionals: edns ? [{ ...OPT, flags: signatures ? DNSSEC_OK : 0, options: [] }] : [],
  });
}

/** The root of all names. */
export const ROOT = '.';

/** RFC 3225, section 3. */
const DNSSEC_OK = 0x8000;

const OPT = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: DNS_UDP_PAYLOAD_BYTES,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
} as const;

/** Undefined where the message answers another question. Throws ToldError where it answers ours and can't be used. */
export function answerIn(message: Buffer, id: number, question: DnsQuestion): DnsAnswer | undefined {
  if (message.length < HEADER_OCTETS || message.readUInt16BE(0) !== id || !isResponse(message))
    return undefined;
  // Before anything is decoded: the counts are a stranger's, and so is the work that they ask for.
  const records = [6, 8, 10].reduce((sum, at) => sum + message.readUInt16BE(at), 0);
  if (records > DNS_ANSWER_RECORDS) throw new ToldError(SILENCE.tooManyRecords(records, DNS_ANSWER_RECORDS));
  const packet = decoded(message);
  if (!packet) return bareRefusal(message);
  return isAbout(packet, question) ? answerOf(packet) : undefined;
}

function isResponse(message: Buffer): boolean {
  return (message.readUInt8(2) & 0x80) !== 0;
}

function decoded(message: Buffer): DecodedPacket | undefined {
  if (message.readUInt16BE(4) > 1) return undefined;
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}

/** Old servers refuse with a header that announces a question, and then leave it out. */
function bareRefusal(message: Buffer): DnsAnswer {
  const code = message.readUInt8(3) & 0xf;
  if (code === 0) throw new ToldError(SILENCE.unreadable);
  const nothing = {
    authoritative: false,
    truncated: false,
    answers: [],
    authorities: [],
    additionals: [],
  };
  return { rcode: nameOfCode(code), ...nothing };
}

/** Some servers leave the question out when they refuse. */
function isAbout({ questions }: DecodedPacket, question: DnsQuestion): boolean {
  const echoed = questions?.[0];
  if (!echoed) return true;
  return echoed.type === question.type && plainName(echoed.name) === plainName(question.name);
}

function answerOf(packet: DecodedPacket): DnsAnswer {
  const opt = packet.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
  return {
    rcode: nameOfCode(((opt?.extendedRcode ?? 0) << 4) | ((packet.flags ?? 0) & 0xf)),
    authoritative: packet.flag_aa,
    truncated: packet.flag_tc,
    answers: (packet.answers ?? []).filter(isOfTheInternet),
    authorities: (packet.authorities ?? []).filter(isOfTheInternet),
    additionals: (packet.additionals ?? []).filter(isOfTheInternet),
  };
}

function isOfTheInternet(record: Answer): boolean {
  return record.type !== 'OPT' && record.class === 'IN';
}

function nameOfCode(code: number): string {
  return RCODES[code] ?? `RCODE ${code}`;
}
