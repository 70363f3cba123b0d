/** A question that is signed like our updates: a server with several views answers from the one that it changed. */
import { randomInt } from 'node:crypto';
import type { Bilingual } from '../../../../domain/bilingual.js';
import { NO_ANSWER } from '../../../../domain/control/finding-texts.js';
import { DNS_UPDATE_LIMITS } from '../../../../domain/control/look-limits.js';
import { wordsOfError } from '../../../../domain/told.js';
import { answerIn, questionMessage, type DnsAnswer, type DnsQuestion } from '../../dns-message.js';
import type { NameServer } from '../../name-server.js';
import { exchangeByTcp } from '../../tcp-exchange.js';
import { signMessage, verifyReply, type ReplySignature, type TsigError, type TsigKey } from './tsig.js';

/** Asks for what the server itself has. Undefined where it gives no answer that is genuine. Never rejects. */
export async function askSigned(
  server: NameServer,
  question: DnsQuestion,
  key: TsigKey,
): Promise<DnsAnswer | undefined> {
  try {
    const { reply, id, signature } = await exchangeSigned(server, question, key);
    return signature.state === 'genuine' ? answerIn(reply, id, question) : undefined;
  } catch {
    return undefined;
  }
}

/** How the server takes our key. `unsigned`: it neither signs nor says why; `authoritative`: it speaks for the zone. */
export type KeyTaken =
  | { readonly outcome: 'taken'; readonly authoritative: boolean }
  | { readonly outcome: 'unsigned' }
  | { readonly outcome: 'refused'; readonly error: TsigError }
  | { readonly outcome: 'silent'; readonly reason: Bilingual };

/** Asks for the SOA of `zone`. Never rejects. */
export async function tryKey(server: NameServer, key: TsigKey, zone: string): Promise<KeyTaken> {
  const question = { name: zone, type: 'SOA' } as const;
  try {
    const { reply, id, signature } = await exchangeSigned(server, question, key);
    if (signature.state === 'absent') return { outcome: 'unsigned' };
    if (signature.error !== 'none' || signature.state === 'forged')
      return { outcome: 'refused', error: signature.error };
    return { outcome: 'taken', authoritative: answerIn(reply, id, question)?.authoritative === true };
  } catch (error) {
    return { outcome: 'silent', reason: wordsOfError(error, NO_ANSWER) };
  }
}

interface SignedReply {
  readonly reply: Buffer;
  readonly id: number;
  readonly signature: ReplySignature;
}

async function exchangeSigned(server: NameServer, question: DnsQuestion, key: TsigKey): Promise<SignedReply> {
  const id = randomInt(65_536);
  const unsigned = questionMessage(id, question, { recursion: false, edns: false });
  const { message, mac } = signMessage(unsigned, key, nowInSeconds());
  const reply = await exchangeByTcp(server, message, { ms: DNS_UPDATE_LIMITS.timeoutMs });
  return { reply, id, signature: verifyReply(reply, key, mac, nowInSeconds()) };
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
