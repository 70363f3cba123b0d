/** Sends one signed update by TCP and tells what the server made of it. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { NO_ANSWER } from '../../../../domain/control/finding-texts.js';
import { DNS_PROVIDER_FAILURES } from '../../../../domain/failure-texts.js';
import { wordsOfError } from '../../../../domain/told.js';
import { randomInt } from 'node:crypto';
import { DNS_UPDATE_LIMITS } from '../../../../domain/control/look-limits.js';
import type { NameServer } from '../../name-server.js';
import { exchangeByTcp } from '../../tcp-exchange.js';
import { signMessage, verifyReply, type TsigError, type TsigKey } from './tsig.js';
import { updateMessage, type RecordChange } from './update-message.js';

export type UpdateOutcome =
  | { readonly outcome: 'done' }
  /** The server said no: its code, and what it finds wrong with our signature. */
  | { readonly outcome: 'refused'; readonly rcode: string; readonly tsigError: TsigError }
  /** What the server did is unknown. */
  | { readonly outcome: 'unknown'; readonly reason: Bilingual };

const RCODES = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
];

/** Never rejects. */
export async function sendUpdate(
  server: NameServer,
  zone: string,
  change: RecordChange,
  key: TsigKey,
): Promise<UpdateOutcome> {
  try {
    const id = randomInt(65_536);
    const { message, mac } = signMessage(updateMessage(id, zone, change), key, nowInSeconds());
    const reply = await exchangeByTcp(server, message, { ms: DNS_UPDATE_LIMITS.timeoutMs });
    return outcomeOf(reply, id, key, mac);
  } catch (error) {
    return { outcome: 'unknown', reason: wordsOfError(error, NO_ANSWER) };
  }
}

/** A refusal may come unsigned: a server that does not know our key can't sign for it (RFC 8945, section 5.3.2). */
function outcomeOf(reply: Buffer, id: number, key: TsigKey, mac: Buffer): UpdateOutcome {
  if (reply.readUInt16BE(0) !== id)
    return { outcome: 'unknown', reason: DNS_PROVIDER_FAILURES.otherQuestion };
  const code = reply.readUInt8(3) & 0xf;
  const signature = verifyReply(reply, key, mac, nowInSeconds());
  if (code !== 0) {
    const tsigError = signature.state === 'absent' ? 'none' : signature.error;
    return { outcome: 'refused', rcode: RCODES[code] ?? `RCODE ${code}`, tsigError };
  }
  if (signature.state === 'genuine') return { outcome: 'done' };
  return { outcome: 'unknown', reason: DNS_PROVIDER_FAILURES.badReplySignature(signature.state) };
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
