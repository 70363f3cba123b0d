/** A question that is signed like our updates: a server with several views answers from the one that it changed. */
import { randomInt } from 'node:crypto';
import { DNS_UPDATE_LIMITS } from '../../../domain/control/look-limits.js';
import { answerIn, questionMessage, type DnsAnswer, type DnsQuestion } from '../dns-message.js';
import type { NameServer } from '../name-server.js';
import { exchangeByTcp } from '../tcp-exchange.js';
import { signMessage, verifyReply, type TsigKey } from './tsig.js';

/** Asks for what the server itself has. Undefined where it gives no answer that is genuine. Never rejects. */
export async function askSigned(
  server: NameServer,
  question: DnsQuestion,
  key: TsigKey,
): Promise<DnsAnswer | undefined> {
  try {
    const id = randomInt(65_536);
    const unsigned = questionMessage(id, question, { recursion: false, edns: false });
    const { message, mac } = signMessage(unsigned, key, nowInSeconds());
    const reply = await exchangeByTcp(server, message, { ms: DNS_UPDATE_LIMITS.timeoutMs });
    const isGenuine = verifyReply(reply, key, mac, nowInSeconds()).state === 'genuine';
    return isGenuine ? answerIn(reply, id, question) : undefined;
  } catch {
    return undefined;
  }
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
