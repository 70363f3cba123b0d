/** The people around an order, each doing what the order waits for: the subscriber, who stamps and reads mails, a reviewer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Wait } from '../../domain/waits.js';
import type { Actor, Cast } from './cast.js';
import type { WayOrder } from './every-order.js';
import { PEOPLE } from './texts.js';

export interface Scene {
  readonly order: WayOrder;
  /** The order's state, for the timeline. */
  readonly state: string;
  readonly cast: Cast;
  /** How often the order waited for this before. */
  readonly round: number;
}

type Act = (scene: Scene) => Promise<void>;

/** Seconds of a desk's patience: one stands for a working day; most brands' people take 3 to 5 of them. */
export const DESK_SECONDS = 4;

const MAIL_TRIES = 5;

/** Absent: nobody here has to act, or the CA's people do by themselves. */
export const ACTS: Partial<Record<Wait, Act>> = {
  'subscriber-letter': handInPaper,
  'subscriber-application-form': handInPaper,
  'subscriber-emails': confirmBothMails,
  'subscriber-mailbox': confirmMailbox,
  'reviewer-letter': rejectFirstLetter,
};

/** At first no letter is passed by itself: a reviewer is to reject one. */
export async function manDesks(cast: Cast): Promise<void> {
  await setPolicy(cast, 'phone', 'review');
}

async function setPolicy(cast: Cast, ...desks: string[]): Promise<void> {
  const patience = ['--auto-approve-after', String(DESK_SECONDS)];
  await cast.run(undefined, 'ca', 'policy', 'set', ...patience, '--desk', ...desks);
}

/** Downloaded, printed, stamped, scanned: here the stamp is a line at the end of the PDF. */
async function handInPaper(scene: Scene): Promise<void> {
  const { order, cast, round } = scene;
  const subscriber = actor(scene, 'subscriber');
  const paper = cast.file(`${order.label}.pdf`);
  if (round === 0) {
    await cast.run(subscriber, 'letter', 'template', order.label, '--out', paper);
    cast.tell(subscriber, PEOPLE.downloadsForm);
  }
  const isStamped = order.firstLetterRejected === undefined || round > 0;
  const scan = isStamped ? stamped(paper, cast.file(`${order.label}-stamped.pdf`)) : paper;
  await cast.run(
    subscriber,
    'letter',
    'upload',
    order.label,
    scan,
    '--sent-by',
    PEOPLE.office[cast.language],
  );
  cast.tell(subscriber, isStamped ? PEOPLE.uploadsStamped : PEOPLE.forgetsStamp);
}

function stamped(paper: string, scan: string): string {
  // A comment after the end of file marker: readers skip it (PDF 32000-1, section 7.2.3), and the content is another.
  writeFileSync(scan, Buffer.concat([readFileSync(paper), Buffer.from('% stamped\n')]));
  return scan;
}

async function rejectFirstLetter(scene: Scene): Promise<void> {
  const { order, cast, round } = scene;
  const reason = order.firstLetterRejected;
  if (reason === undefined || round > 0) return;
  const reviewer = actor(scene, 'reviewer');
  await cast.run(reviewer, 'ca', 'letter', 'reject', order.label, '--reason', reason[cast.language]);
  cast.tell(reviewer, PEOPLE.rejects(reason));
  await setPolicy(cast, 'phone', 'letter', 'review');
}

async function confirmBothMails(scene: Scene): Promise<void> {
  const { order, cast } = scene;
  const subscriber = actor(scene, 'subscriber');
  await confirm(scene, '--email', '1');
  cast.tell(subscriber, PEOPLE.followsLinkOf(1));
  // The order would look by itself, later; it is told of one mail only, since with both it may have ended meanwhile.
  await cast.run(subscriber, 'order', 'confirm-email', order.label, '--email', '1');
  await confirm(scene, '--email', '2');
  cast.tell(subscriber, PEOPLE.followsLinkOf(2));
}

async function confirmMailbox(scene: Scene): Promise<void> {
  await confirm(scene);
  scene.cast.tell(actor(scene, 'subscriber'), PEOPLE.followsLink);
}

/** The mail may still be on its way. */
async function confirm(scene: Scene, ...which: string[]): Promise<void> {
  const subscriber = actor(scene, 'subscriber');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await scene.cast.run(subscriber, 'ca', 'mail', 'confirm', scene.order.label, ...which);
      return;
    } catch (error) {
      if (attempt === MAIL_TRIES) throw error;
      await pause(1_000);
    }
  }
}

function actor({ order, state }: Scene, party: Actor['party']): Actor {
  return { label: order.label, state, party };
}
