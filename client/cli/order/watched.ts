/** What a watched order asks for, told once: whoever watches reads it there, and needs no other command to learn it. */
import { command } from '../../../domain/commands.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import type { OrderView } from '../../orders/views.js';
import type { TerminalReader } from '../reader.js';
import { bothLanguages, oneLine } from '../text.js';

/** What of `order` was not told with the view `before` it; where it is issued, how to take the certificate away. */
export function askedText(before: OrderView | undefined, order: OrderView, reader: TerminalReader): string {
  const known = new Set((before ? asked(before) : []).map(({ zh }) => zh));
  return asked(order)
    .filter(({ zh }) => !known.has(zh))
    .flatMap((text) => bothLanguages(text, reader))
    .map((text) => `  ${oneLine(text)}\n`)
    .join('');
}

/** Of two proofs each asks for itself. */
function asked(order: OrderView): Bilingual[] {
  if (order.certificateId !== null && order.state === 'issued') return [issuedText(order.certificateId)];
  const open = order.tracks.filter(({ status }) => status === 'open');
  const standings = open.length > 0 ? open : [order];
  return standings.flatMap(({ nextAction, waitingOn }) =>
    nextAction && waitingOn && FOR_READERS.test(waitingOn) ? [nextAction] : [],
  );
}

/** Waits in which whoever reads has something to do: their own turns, and a call that is to be answered. */
const FOR_READERS = /^(subscriber-|ca-phone-call$|ca-public-record$)/;

function issuedText(certificateId: string): Bilingual {
  const download = command(`certificate download ${certificateId} --out DIR`);
  return {
    zh: `证书已签发。下载到目录 DIR:${download}。`,
    en: `The certificate is issued. To download it into the folder DIR: ${download}.`,
  };
}
