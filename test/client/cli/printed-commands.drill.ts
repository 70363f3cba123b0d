// Each command that any text prints is run as it is printed, on an order that stands where the text was printed: every way and
// every wait, in both languages. None is bad input, none is refused.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { storeLetter } from '../../../db/statements/organization/letters.js';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import type { CatalogueRow } from '../../../domain/catalogue/row.js';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import type { NoticeText } from '../../../domain/notices/words.js';
import type { RevocationWait } from '../../../domain/waits.js';
import { confirmationLetterUploaded } from '../../../workflows/messages.js';
import { letterFile } from '../../support/letter-files.js';
import { commandsIn } from '../../support/printed-commands.js';
import {
  actUntilEnd,
  companyForm,
  organizationAt,
  orderForCompany,
  uploadLetter,
  type CompanyProduct,
} from '../../support/organization-orders.js';
import {
  actAsSubscriber,
  dvForm,
  ended,
  looksNow,
  order,
  standing,
  workflowOf,
} from '../../support/orders.js';
import { runAsPrinted, runEach, textsOf } from '../../support/run-as-printed.js';
import { revocationAt, uploadRevocationLetter } from '../../support/revocations.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { takeRowsOf } from '../../support/taken-rows.js';
import { createTypedWorld, type TypedWorld } from '../../support/typed-world.js';
import { until } from '../../support/until.js';

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const folder = temporaryFolder();
let typing: TypedWorld;
let withPayments: TypedWorld;
/** Its CA, its payment house and its web servers fail where they are told to: orders stay where nobody but us has to act. */
let troubled: TypedWorld;
beforeAll(async () => {
  typing = await createTypedWorld();
  withPayments = await createTypedWorld({ payments: true });
  troubled = await createTypedWorld({ payments: true });
});
afterAll(async () => {
  await troubled.stop();
  await withPayments.stop();
  await typing.stop();
});

/** Where a text is printed: how an order gets there, each call another order. */
interface Stop {
  readonly title: string;
  readonly reach: (label: string) => Promise<string>;
  /** Commands that have to be among those printed there, by their first words; most stops have some. */
  readonly prints: readonly string[];
  readonly on?: () => TypedWorld;
  /** What its wait was announced with was printed in another state: before the one paper went out. */
  readonly isAnnouncedBefore?: true;
}

const world = () => typing.world;

const byHand = (name: string, fields: Partial<OrderFormInput> = {}) =>
  order(world(), name, { validation: 'manual-dns', ...fields });

const STOPS_OF_EVERY_ORDER: readonly Stop[] = [
  {
    title: 'a draft',
    prints: ['order submit'],
    async reach() {
      const form = { brand: 'trustasia', type: 'dv' } as const;
      return (await world().orders.create({ form, draft: true })).orderId;
    },
  },
  {
    title: 'a record that is missing',
    prints: ['order check'],
    reach: async (label) => at(await byHand(`${label}.example.com`), 'subscriber-dns'),
  },
  {
    title: 'a file that is missing',
    prints: ['order check'],
    reach: async (label) =>
      at(await byHand(`${label}.example.com`, { validation: 'file' }), 'subscriber-file'),
  },
  {
    title: 'a CAA record that forbids the CA',
    prints: ['order check'],
    async reach(label) {
      const name = `${label}.example.com`;
      await world().dns.zone.set(name, 'CAA', '0 issue "another-ca.example"');
      return at(await order(world(), name), 'subscriber-caa');
    },
  },
  {
    title: 'funds that are missing',
    prints: ['order check'],
    on: () => withPayments,
    async reach(label) {
      const { world: paid } = withPayments;
      await paid.paymentControls.setBalance(0);
      const { orderId } = await paid.orders.create({ form: dvForm(`${label}.example.com`) });
      await standing(paid, orderId, 'subscriber-payment');
      return orderId;
    },
  },
  {
    title: 'a rejection',
    prints: ['order resubmit'],
    async reach(label) {
      const orderId = await at(await byHand(`${label}.example.com`), 'subscriber-dns');
      return rejected(orderId);
    },
  },
  {
    title: 'a rejection, of a key with a password',
    prints: ['order resubmit'],
    async reach(label) {
      const fields = { keyPassword: 'old-password-3' };
      const orderId = await at(await byHand(`${label}.example.com`, fields), 'subscriber-dns');
      return rejected(orderId);
    },
  },
  {
    title: 'a withdrawal',
    prints: ['order show'],
    async reach(label) {
      const orderId = await at(await byHand(`${label}.example.com`), 'subscriber-dns');
      await world().orders.cancel(orderId);
      await ended(world(), orderId);
      return orderId;
    },
  },
  {
    title: 'a certificate',
    prints: ['certificate download'],
    async reach(label) {
      const orderId = await order(world(), `${label}.example.com`);
      await ended(world(), orderId);
      return orderId;
    },
  },
];

/** How a company's order gets to each of its waits, by the brand's way. */
const STOPS_OF_WAYS: Readonly<Record<OrganizationWay, readonly OfCompany[]>> = {
  'two-emails': [
    { title: 'mails', wait: 'subscriber-emails', prints: ['order resubmit'] },
    {
      title: 'mails, of a key with a password',
      wait: 'subscriber-emails',
      prints: ['order resubmit'],
      fields: { keyPassword: 'old-password-3' },
    },
    { title: 'a call', wait: 'ca-phone-call', prints: ['order phone-result'], before: phoned },
    {
      title: 'a call that reached nobody',
      wait: 'subscriber-phone',
      prints: ['order phone-result', 'order resubmit'],
      before: async (orderId) => {
        await phoned(orderId);
        await returned(orderId, 'phone-call');
      },
    },
  ],
  'public-record': [
    { title: 'a call on public record', wait: 'ca-public-record', prints: [] },
    {
      title: 'a channel that led nowhere',
      wait: 'subscriber-channel',
      prints: ['order repair'],
      before: async (orderId) => {
        await organizationAt(world(), orderId, 'ca-public-record');
        await returned(orderId, 'public-record-check');
      },
    },
  ],
  'confirmation-letter': [
    { title: 'a letter', wait: 'subscriber-letter', prints: ['letter template', 'letter upload'] },
    { title: 'a review', wait: 'reviewer-letter', prints: [], before: lettered },
    {
      title: 'a letter that was rejected',
      wait: 'subscriber-letter',
      prints: ['letter template', 'letter upload'],
      before: async (orderId) => {
        await lettered(orderId);
        await organizationAt(world(), orderId, 'reviewer-letter');
        await returned(orderId, 'letter');
      },
    },
  ],
  'application-form': [
    { title: 'a form', wait: 'subscriber-application-form', prints: ['letter template', 'letter upload'] },
    { title: 'a form in review', wait: 'reviewer-application', prints: [], before: formed },
    {
      title: 'a refused form',
      wait: 'subscriber-application-form',
      prints: ['order resubmit'],
      before: refusedForm,
      isAnnouncedBefore: true,
    },
    {
      title: 'a refused form, of a key with a password',
      wait: 'subscriber-application-form',
      prints: ['order resubmit'],
      fields: { keyPassword: 'old-password-3' },
      before: refusedForm,
      isAnnouncedBefore: true,
    },
  ],
  'phone-and-mailbox': [
    { title: 'a mailbox', wait: 'subscriber-mailbox', prints: ['order check'] },
    {
      title: 'a call that reached nobody',
      wait: 'subscriber-phone',
      prints: ['order phone-result', 'order repair'],
      before: async (orderId) => {
        await organizationAt(world(), orderId, 'subscriber-mailbox');
        await returned(orderId, 'phone-call');
      },
    },
    {
      title: 'a call',
      wait: 'ca-phone-call',
      prints: ['order phone-result'],
      before: async (orderId) => {
        await organizationAt(world(), orderId, 'subscriber-mailbox');
        await world().caControls.confirmMail(orderId, 'mailbox');
        await looksNow(world(), orderId);
      },
    },
  ],
};

interface OfCompany {
  readonly title: string;
  readonly wait: Parameters<typeof organizationAt>[2];
  readonly prints: readonly string[];
  readonly fields?: Partial<OrderFormInput>;
  readonly before?: (orderId: string) => Promise<unknown>;
  readonly isAnnouncedBefore?: true;
}

async function phoned(orderId: string): Promise<void> {
  await organizationAt(world(), orderId, 'subscriber-emails');
  await world().caControls.demandPhoneCall(orderId);
  await world().caControls.confirmMail(orderId, 'email-1');
  await world().caControls.confirmMail(orderId, 'email-2');
  await looksNow(world(), orderId);
  await organizationAt(world(), orderId, 'ca-phone-call');
}

async function lettered(orderId: string): Promise<void> {
  await organizationAt(world(), orderId, 'subscriber-letter');
  await uploadLetter(world(), orderId);
}

async function formed(orderId: string): Promise<void> {
  await organizationAt(world(), orderId, 'subscriber-application-form');
  await uploadLetter(world(), orderId);
}

/** Our door takes no such file: one that came past it is the CA's to refuse, and it takes no other one. */
async function refusedForm(orderId: string): Promise<void> {
  await organizationAt(world(), orderId, 'subscriber-application-form');
  const { letterId } = await storeLetter(world().dependencies.database, {
    subject: { orderId },
    document: 'application-form',
    uploads: 'one',
    contentType: 'application/pdf',
    content: letterFile('png'),
    uploadedBy: 'tests',
  });
  await workflowOf(world(), orderId).signal(confirmationLetterUploaded, { letterId });
  await until(`the refusal of the form of ${orderId}`, async () => {
    const { tracks } = await world().orders.show(orderId);
    return tracks.some(({ reason }) => reason?.includes('refused'));
  });
}

async function returned(
  orderId: string,
  step: Parameters<TypedWorld['world']['caControls']['returnStep']>[1],
) {
  await world().caControls.returnStep(orderId, step, 'it was not as it must be');
  await looksNow(world(), orderId);
}

async function rejected(orderId: string): Promise<string> {
  await world().caControls.rejectOrder(orderId, 'the security review failed');
  await world()
    .orders.check(orderId, { waitMs: 0 })
    .catch(() => undefined);
  await ended(world(), orderId);
  return orderId;
}

async function at(orderId: string, wait: Parameters<typeof standing>[2]): Promise<string> {
  await standing(world(), orderId, wait);
  return orderId;
}

/** Every brand's own product of a company, one a type. */
const COMPANY_ROWS = CATALOGUE.filter(({ organizationValidation }) => organizationValidation !== 'none');

const STOPS_OF_COMPANIES: readonly Stop[] = COMPANY_ROWS.flatMap((row) =>
  STOPS_OF_WAYS[wayOf(row)].map(({ title, wait, prints, fields, before, isAnnouncedBefore }) => ({
    ...(isAnnouncedBefore && { isAnnouncedBefore }),
    title: `${row.brand} ${row.certificateType}: ${title}`,
    prints,
    async reach(label: string) {
      const orderId = await orderForCompany(world(), productOf(row), label, fields);
      await before?.(orderId);
      await organizationAt(world(), orderId, wait);
      return orderId;
    },
  })),
);

function wayOf({ organizationValidation: way }: CatalogueRow): OrganizationWay {
  if (way === 'none') throw new Error('no company');
  return way;
}

function productOf({ brand, certificateType: type }: CatalogueRow): CompanyProduct {
  return { brand, type };
}

describe.concurrent('what is printed of', () => {
  it.each([...STOPS_OF_EVERY_ORDER, ...STOPS_OF_COMPANIES])(
    '$title can be run as it is printed',
    async ({ title, reach, prints, on = () => typing, isAnnouncedBefore = false }) => {
      const label = title.replace(/[^a-z0-9]+/g, '-');
      const first = await reach(`${label}-0`);
      const commands = await commandsAt(on(), first, !isAnnouncedBefore);
      for (const begins of prints)
        expect(commands.some((command) => command.startsWith(`sealflow ${begins} `))).toBe(true);
      await runEach(on(), commands, first, (number) => reach(`${label}-${number}`), folder);
    },
  );
});

/** What a brand wants to see before it revokes. */
const REVOCATIONS: readonly { product: CompanyProduct; wait: RevocationWait; prints: readonly string[] }[] = [
  {
    product: { brand: 'trustasia', type: 'dv' },
    wait: 'subscriber-revocation-proof',
    prints: ['certificate revocation check'],
  },
  {
    product: { brand: 'globalsign', type: 'ov' },
    wait: 'subscriber-revocation-letter',
    prints: ['certificate revocation letter'],
  },
  {
    product: { brand: 'dnspod-sm2', type: 'ov' },
    wait: 'subscriber-revocation-letter',
    prints: ['certificate revocation letter'],
  },
  { product: { brand: 'wotrus', type: 'ov' }, wait: 'reviewer-revocation', prints: [] },
];

describe.concurrent('what is printed of a revocation of', () => {
  it.each(REVOCATIONS.map((one) => ({ ...one, title: `${one.product.brand} ${one.product.type}` })))(
    '$title can be run as it is printed',
    async ({ product, wait, prints, title }) => {
      const reach = async (number: number) => {
        const label = `revoked-${title.replace(' ', '-')}-${number}`;
        const orderId = await (product.type === 'dv' ? issuedByHand(label) : issuedToCompany(product, label));
        await world().orders.certificates.revoke(orderId, { reason: 'superseded' });
        return (await revocationAt(world(), orderId, wait)).certificateId;
      };
      const first = await reach(0);
      const shown = await textsOf(typing, [['certificate', 'revocation', 'show', first]]);
      const commands = [...new Set(commandsIn(shown))];
      for (const begins of prints)
        expect(commands.some((command) => command.startsWith(`sealflow ${begins} `))).toBe(true);
      await runEach(typing, commands, first, reach, folder);
    },
  );

  it('is another letter where the first one was rejected', async () => {
    const { orderId } = await world().orders.create({
      form: companyForm({ brand: 'globalsign', type: 'ov' }, 'revoked-twice'),
    });
    await actUntilEnd(world(), orderId);
    await world().orders.certificates.revoke(orderId, { reason: 'superseded' });
    await revocationAt(world(), orderId, 'subscriber-revocation-letter');
    await uploadRevocationLetter(world(), orderId);
    const { certificateId } = await revocationAt(world(), orderId, 'reviewer-revocation');
    await world().caControls.returnRevocation(orderId, 'no stamp');
    await world().orders.certificates.checkRevocation(orderId);
    await revocationAt(world(), orderId, 'subscriber-revocation-letter');
    const shown = await textsOf(typing, [['certificate', 'revocation', 'show', certificateId]]);
    const commands = [...new Set(commandsIn(shown))];
    await runEach(typing, commands, certificateId, () => Promise.resolve(certificateId), folder);
  });
});

async function issuedToCompany(product: CompanyProduct, label: string): Promise<string> {
  const orderId = await orderForCompany(world(), product, label);
  await actUntilEnd(world(), orderId);
  return orderId;
}

/** By hand, so that a proof before its revocation is somebody's turn as well. */
async function issuedByHand(label: string): Promise<string> {
  const orderId = await byHand(`${label}.example.com`);
  await actAsSubscriber(world(), await standing(world(), orderId, 'subscriber-dns'));
  await looksNow(world(), orderId);
  await ended(world(), orderId);
  return orderId;
}

/** What the order's texts print: its own page, why it waits, its notices, and its page in the Web UI. */
async function commandsAt(where: TypedWorld, orderId: string, withNotices = true): Promise<string[]> {
  const shown = await textsOf(where, [
    ['order', 'show', orderId],
    ['order', 'why', orderId],
  ]);
  const all = commandsIn(
    [shown, await detailsOf(where, orderId), ...(withNotices ? await noticesOf(where, orderId) : [])].join(
      '\n',
    ),
  );
  // Watching ends with the order: the walk of a first reader does that.
  return [...new Set(all)].filter((command) => !command.startsWith('sealflow order watch'));
}

/** Its page in the Web UI. */
async function detailsOf({ world: here }: TypedWorld, orderId: string): Promise<string> {
  const { currentDetails = '' } = await workflowOf(here, orderId)
    .query<{ currentDetails?: string }>('__temporal_workflow_metadata')
    .catch(() => ({ currentDetails: '' }));
  return currentDetails;
}

describe('what is printed while the CA does not', () => {
  const stuck = [
    ['take the order', 'place', 'ca-placement'],
    ['look at the record', 'validate', 'ca-validation'],
    ['hand out the certificate', 'certificate', 'ca-issuance'],
  ] as const;

  it.each(stuck)('%s can be run as it is printed', async (_what, path, wait) => {
    await troubled.world.caControls.beHostile({ mode: 'server-error', path });
    try {
      const orderId = await order(troubled.world, `${path}.example.com`);
      await until(`${orderId} waits at ${wait} for its next try`, async () => {
        const { waitingOn, attempt } = await troubled.world.orders.why(orderId);
        // Long enough for every text to be read before that try.
        const next = Date.parse(attempt?.nextAttemptAt ?? '');
        if (waitingOn === wait && next > Date.now() + 3_000) return true;
        throw new Error(`it waits on ${waitingOn ?? 'nothing'}, ${JSON.stringify(attempt)}`);
      });
      const commands = await commandsAt(troubled, orderId);
      expect(commands).toContain(`sealflow order check ${orderId}`);
      await runEach(troubled, commands, orderId, () => Promise.resolve(orderId), folder);
    } finally {
      await troubled.world.caControls.bePeaceful();
    }
  });
});

describe('what is printed while it is our turn', () => {
  it('with the money, since the payment house fails, can be run as it is printed', async () => {
    const { world: here } = troubled;
    await here.paymentControls.beHostile({ mode: 'server-error', path: 'hold' });
    try {
      const { orderId } = await here.orders.create({ form: dvForm('unpaid.example.com') });
      await runWhereItLasts(orderId, 'us');
    } finally {
      await here.paymentControls.bePeaceful();
    }
  });

  it('with an end, since the CA does not take its withdrawal, can be run as it is printed', async () => {
    const { world: here } = troubled;
    const orderId = await order(here, 'unwithdrawn.example.com', { validation: 'manual-dns' });
    await standing(here, orderId, 'subscriber-dns');
    await here.caControls.beHostile({ mode: 'server-error', path: 'cancel' });
    try {
      await here.orders.cancel(orderId);
      await runWhereItLasts(orderId, 'us');
    } finally {
      await here.caControls.bePeaceful();
    }
  });

  it('with a record that a restored database lacks, can be run as it is printed', async () => {
    const { world: here } = troubled;
    const orderId = await order(here, 'unrecorded.example.com', { validation: 'manual-dns' });
    await standing(here, orderId, 'subscriber-dns');
    const rows = await takeRowsOf(here.dependencies.database, orderId);
    const texts: string[] = [];
    await until(`${orderId} says what it lacks`, async () => {
      await workflowOf(here, orderId)
        .executeUpdate('checkNow')
        .catch(() => undefined);
      texts.splice(0, texts.length, await detailsOf(troubled, orderId));
      return texts[0]?.includes('sealflow doctor');
    });
    for (const language of ['zh', 'en'] as const) {
      const { exitCode, stderr } = await troubled.type(['order', 'show', orderId], { language });
      expect(exitCode).not.toBe(0);
      texts.push(stderr);
    }
    const commands = [...new Set(commandsIn(texts.join('\n')))];
    expect(commands.sort()).toEqual(['sealflow doctor', 'sealflow doctor --repair']);
    for (const command of commands) {
      const { exitCode, stdout, stderr } = await runAsPrinted(troubled, command, orderId, folder);
      // Differences are left: that is what its exit code says.
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
      expect(stdout).toContain(orderId);
      for (const further of commandsIn(stdout).filter((one) => !commands.includes(one)))
        expect((await runAsPrinted(troubled, further, orderId, folder)).stderr).toBe('');
    }
    await rows.putBack();
    await here.orders.cancel(orderId);
    await ended(here, orderId);
  });

  // Last of all: there are no web servers afterwards.
  it('with a file that its agent does not put in place, can be run as it is printed', async () => {
    const { world: here } = troubled;
    await here.web.stop();
    const orderId = await order(here, 'unserved.example.com', { validation: 'auto-file' });
    await runWhereItLasts(orderId, 'file-agent');
  });

  async function runWhereItLasts(orderId: string, wait: 'us' | 'file-agent'): Promise<void> {
    await until(`${orderId} waits at ${wait} for its next try`, async () => {
      const { waitingOn, attempt } = await troubled.world.orders.why(orderId);
      const next = Date.parse(attempt?.nextAttemptAt ?? '');
      if (waitingOn === wait && next > Date.now() + 3_000) return true;
      throw new Error(`it waits on ${waitingOn ?? 'nothing'}, ${JSON.stringify(attempt)}`);
    });
    const commands = await commandsAt(troubled, orderId);
    expect(commands).toContain(`sealflow order why ${orderId}`);
    await runEach(troubled, commands, orderId, () => Promise.resolve(orderId), folder);
  }
});

/** The newest one about where the order stands: what it left is told no more. An end is told a moment after it. */
async function noticesOf({ world: here }: TypedWorld, orderId: string): Promise<string[]> {
  return await until(`the notices of ${orderId}`, async () => {
    const { rows } = await here.dependencies.database.query<{ occasion: string; texts: NoticeText }>(
      `select occasion, texts from account_notices where order_id = $1 and kind <> 'submitted' order by posted_at desc`,
      [orderId],
    );
    const { waitingOn, tracks } = await here.orders.show(orderId);
    const waits = [waitingOn, ...tracks.map((track) => track.waitingOn)].filter((wait) => wait !== null);
    const told = rows.find(({ occasion }) =>
      waitingOn === null ? !occasion.includes('@') : waits.some((wait) => occasion.startsWith(`${wait}@`)),
    );
    if (waitingOn === null && !told) return false;
    return told ? [told.texts.body.zh, told.texts.body.en] : [];
  });
}
