/** How a command that placed an order ends: not before there is something to hand, the record, the file or the paper. */
import type { Bilingual, Language, Reader } from '../../../domain/bilingual.js';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import { hostRecordOf } from '../../../domain/control/host-record.js';
import { organizationWayOf } from '../../../domain/orders/steps.js';
import { isFinal } from '../../../domain/orders/states.js';
import type { Wait } from '../../../domain/waits.js';
import type { OrderClient } from '../../order-client.js';
import type { ResubmittedOrder } from '../../orders/resubmitting.js';
import type { OrderView, ValidationView } from '../../orders/views.js';
import type { Answering } from '../command.js';
import { table } from '../table.js';
import { facts, factsFor, oneLine } from '../text.js';
import { pageFacts } from '../texts/pages.js';
import {
  AT_CA,
  changedText,
  CHECKED_BY_ITSELF,
  COULD_BE_RESUBMITTED,
  DRAFTED,
  ENDED,
  FILE_LABELS,
  FOLLOWS,
  ISSUED,
  PLACED,
  PUT_FILES,
  RECORD_COLUMNS,
  REPLACES,
  SET_RECORDS,
  STILL_PLACED,
  WATCHED,
} from '../texts/placed.js';

/** What was placed, whatever it is called where it was. */
export interface Placed {
  readonly orderId: string;
  readonly warnings: readonly Bilingual[];
  readonly replacesOrderId?: string;
  readonly changedFields?: readonly string[];
  readonly predecessorCertificateId?: string;
}

/** A CA takes seconds for an order; who doesn't see it then is told where to look. */
const FIRST_WAIT_MS = 10_000;

/** People are told what to do first; with `wait` false, only that it is placed. */
export async function tellPlaced(
  client: OrderClient,
  placed: Placed,
  wait: boolean,
  { reader, answer }: Answering,
): Promise<void> {
  const { language } = reader;
  // What was placed is told before anything is waited for: whoever interrupts has its id.
  const order = await client.show(placed.orderId);
  answer(placed, () => placedText(placed, order, reader));
  if (!wait || order.state === 'pending-submission') return;
  const first = await firstWait(client, placed.orderId);
  answer(first, () => firstText(first, language));
}

/** The order once it waits for something that can be told, has ended, or has taken too long for that. */
async function firstWait(client: OrderClient, orderId: string): Promise<OrderView> {
  const signal = AbortSignal.timeout(FIRST_WAIT_MS);
  for await (const order of client.watch(orderId, { signal })) if (isTold(order)) return order;
  return await client.show(orderId);
}

/** Before the CA has the order, and has said how it checks the company, nobody knows what it will ask for. */
const BEGINNING: readonly (Wait | null)[] = ['us', 'ca-placement', 'ca-organization', null];
/** Looks of ours and the CA's that may find it all in place: nothing for people. */
const UNDER_WAY: readonly (Wait | null)[] = [
  ...BEGINNING,
  ...(['dns', 'file-agent', 'ca-validation', 'ca-issuance'] as const),
];

/** Where the names and the company are proven at once: elsewhere one begins when the other is done. */
const SIDE_BY_SIDE: readonly OrganizationWay[] = [
  'public-record',
  'confirmation-letter',
  'phone-and-mailbox',
];

function isTold({ brand, type, state, waitingOn, tracks, validations }: OrderView): boolean {
  if (isFinal(state) || waitingOn === 'subscriber-payment') return true;
  const way = organizationWayOf(brand, type);
  const asksOfCompany = way !== undefined;
  const open = tracks.filter(({ status }) => status === 'open').map((track) => track.waitingOn);
  if (asksOfCompany && open.length === 0) return false;
  // Both are told, though they begin a moment apart.
  if (way && SIDE_BY_SIDE.includes(way) && tracks.some(({ status }) => status === 'later')) return false;
  const waits = asksOfCompany ? open : [waitingOn];
  if (waits.some((wait) => BEGINNING.includes(wait))) return false;
  // Nobody has to do anything for it: that can be told as soon as the CA has the order.
  const byItself = validations.length > 0 && validations.every(({ method }) => method.startsWith('auto'));
  return (byItself && !asksOfCompany) || waits.some((wait) => !UNDER_WAY.includes(wait));
}

function placedText(
  { orderId, warnings, replacesOrderId, changedFields, predecessorCertificateId }: Placed,
  { state, ca, pages }: OrderView,
  reader: Reader,
): string {
  const { language } = reader;
  const lines = [
    (state === 'pending-submission' ? DRAFTED : PLACED)(orderId),
    ...(ca ? [AT_CA(ca.name)] : []),
    ...(replacesOrderId === undefined ? [] : [REPLACES(replacesOrderId)]),
    ...(changedFields === undefined ? [] : [changedText(changedFields)]),
    ...(predecessorCertificateId === undefined ? [] : [FOLLOWS(predecessorCertificateId)]),
  ].map((text) => `${text[language]}\n`);
  const remarks = warnings.map((warning) => `  - ${warning[language]}\n`);
  return [...lines, ...remarks, factsFor(reader, pageFacts(pages))].join('');
}

function firstText(order: OrderView, language: Language): string {
  const { orderId, state, step, hints, reason } = order;
  if (state === 'issued') return `${ISSUED(orderId)[language]}\n`;
  if (isFinal(state)) return `${ENDED(oneLine(reason ?? '-'))[language]}\n`;
  return [
    step ? `${step[language]}\n` : '',
    proofsText(order, language),
    ...actionsOf(order).map((text) => `${oneLine(text[language])}\n`),
    ...hints.map((hint) => `  - ${hint[language]}\n`),
    `${WATCHED(orderId)[language]}\n`,
  ].join('');
}

/** Ready to be copied into the console of a DNS service, or onto a web server. */
function proofsText({ validations, orderId }: OrderView, language: Language): string {
  const asked = validations.filter(({ status, method }) => status !== 'valid' && !method.startsWith('auto'));
  if (asked.length === 0) return '';
  const parts = [recordsText(asked, language), filesText(asked, language)];
  return `${parts.join('')}${CHECKED_BY_ITSELF(orderId)[language]}\n`;
}

function recordsText(asked: readonly ValidationView[], language: Language): string {
  const rows = asked.flatMap(({ record }) => {
    if (!record) return [];
    const { host, domain } = hostRecordOf(record.name);
    return [[domain, host, record.type, record.value]];
  });
  if (rows.length === 0) return '';
  const heads = Object.values(RECORD_COLUMNS).map((column) => column[language]);
  return `${SET_RECORDS[language]}\n${table([heads, ...rows])}`;
}

function filesText(asked: readonly ValidationView[], language: Language): string {
  const files = asked.flatMap(({ file }) => file ?? []);
  if (files.length === 0) return '';
  const texts = files.map(({ url, content }) =>
    facts([
      [FILE_LABELS.file[language], url],
      [FILE_LABELS.content[language], content],
    ]),
  );
  return `${PUT_FILES[language]}\n${texts.join('')}`;
}

/** What the records above don't tell already. */
function actionsOf({ orderId, tracks, waitingOn, nextAction }: OrderView): Bilingual[] {
  const open = tracks.filter(({ status }) => status === 'open');
  const standing = open.length > 0 ? open : [{ waitingOn, nextAction }];
  const told = standing.flatMap((stand) =>
    stand.nextAction && stand.waitingOn && !SHOWN_ABOVE.includes(stand.waitingOn) ? [stand.nextAction] : [],
  );
  return told.length === 0 && waitingOn === 'us' ? [STILL_PLACED(orderId)] : told;
}

const SHOWN_ABOVE: readonly Wait[] = ['subscriber-dns', 'subscriber-file'];

/** What a resubmission would do that was only checked. */
export function dryRunText(
  { replacesOrderId, changedFields, warnings }: ResubmittedOrder,
  { language }: Reader,
): string {
  const remarks = warnings.map((warning) => `  - ${warning[language]}\n`);
  return [COULD_BE_RESUBMITTED(replacesOrderId), changedText(changedFields)]
    .map((text) => `${text[language]}\n`)
    .concat(remarks)
    .join('');
}
