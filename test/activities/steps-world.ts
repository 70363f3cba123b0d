/** Every step of an order that asks a CA or a payment house, on a real Postgres, against a real CA and a real house. */
import { createCaActivities } from '../../activities/ca/index.js';
import type { CertificateAuthority } from '../../activities/ca/certificate-authority.js';
import { createCertificateStore } from '../../activities/certificates/store.js';
import { createCsrActivities } from '../../activities/certificates/csr.js';
import { createValidationActivities } from '../../activities/control/index.js';
import { createDueReminders } from '../../activities/notices/due-reminders.js';
import { createOrganizationActivities } from '../../activities/organization/index.js';
import { createPaymentActivities } from '../../activities/payments/index.js';
import { paymentKeyOf, type PaymentProvider } from '../../activities/payments/provider.js';
import { createRevocationActivities } from '../../activities/revocation/index.js';
import { createDatabase, type Database } from '../../db/database.js';
import { insertRevocation } from '../../db/statements/revocation/row.js';
import { startPaymentHouse } from '../../dev/payments/server.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { startWait, type Wait } from '../../domain/waits.js';
import type { CollectOutcome } from '../../workflows/activity-contract/ca.js';
import { startCaWorld, TOKEN, type CaWorld } from '../dev/ca/ca-world.js';
import { PaymentControls } from '../support/payment-controls.js';
import { postingWithoutTemporal } from '../support/notices.js';
import { COMPANY, MANAGER, PHONE_CHANNEL } from '../support/organizations.js';
import { createTestDatabase } from '../support/postgres.js';
import { storeOrder, TEST_MASTER_KEYS } from '../support/stored-orders.js';

type Doors = {
  /** The CA and the house as the steps reach them, given their addresses. */
  readonly ca: (url: string, token: string) => Promise<CertificateAuthority>;
  readonly payments: (url: string, token: string) => Promise<PaymentProvider>;
};

interface Begun {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
}

const POLICY = { deadlineDays: 20, reminderDays: [] };
const PRICE = 40_000;

export async function startStepsWorld(doors: Doors) {
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  const caWorld = await startCaWorld();
  const house = await startPaymentHouse({ dataDir: caWorld.dataDir, token: TOKEN });
  const clock = () => Date.now();
  const reminders = createDueReminders(postingWithoutTemporal(database, clock));
  const common = { database, clock, reminders, ca: await doors.ca(caWorld.ca.url, TOKEN) };
  const payments = createPaymentActivities({
    ...common,
    payments: await doors.payments(house.url, TOKEN),
    notices: { post: () => Promise.resolve() },
  });
  const dnsProvider = {
    name: 'zone-of-this-test',
    publishes: true,
    publish: async ({ name, type, value }: { name: string; type: string; value: string }) => {
      await caWorld.dns.zone.set(name, type, value);
      return { outcome: 'published' } as const;
    },
    remove: () => Promise.resolve(),
    aliasAt: () => Promise.resolve(undefined),
  };
  const filePublisher = {
    name: 'none',
    publishes: false,
    publish: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    tryAccess: () => Promise.resolve(),
  };
  const ca = createCaActivities({
    ...common,
    certificates: createCertificateStore({ database }),
    masterKeys: TEST_MASTER_KEYS,
  });
  // What we see ourselves is not the subject here: the CA is asked at once.
  const control = createValidationActivities({
    ...common,
    dnsProvider,
    filePublisher,
    aliases: () => Promise.resolve({ outcome: 'none' }),
    look: () => Promise.resolve([]),
  });
  const organization = createOrganizationActivities(common);
  const revocation = createRevocationActivities({
    ...common,
    dnsProvider,
    filePublisher,
    aliases: () => Promise.resolve({ outcome: 'none' }),
    notices: { post: () => Promise.resolve() },
    starter: { followPlan: () => Promise.resolve(), deliverNotice: () => Promise.resolve() },
  });
  const wait = (name: Wait) => startWait(name, POLICY, clock());
  const place = (orderId: string) => ca.placeOrder({ orderId, wait: wait('ca-placement') });
  const confirm = ({ orderId, validations }: Begun) =>
    control.confirmDomainControl({
      orderId,
      validations,
      wait: wait('ca-validation'),
      randomValueDays: 30,
      changes: 0,
    });
  const collect = ({ orderId }: Begun): Promise<CollectOutcome> =>
    ca.collectCertificate({ orderId, wait: wait('ca-issuance'), changes: 0 });

  const caSteps = {
    placeOrder: ({ orderId }: Begun) => place(orderId),
    placeOrderAfterAnUnknownOutcome: ({ orderId }: Begun) => place(orderId),
    obtainValidations: ({ orderId }: Begun) => ca.obtainValidations({ orderId, method: 'manual-dns' }),
    confirmDomainControl: confirm,
    collectCertificate: collect,
    cancelAtCa: ({ orderId }: Begun) => ca.cancelAtCa(orderId),
    lookAtOrganization: ({ orderId }: Begun) => organization.lookAtOrganization(orderId),
    awaitOrganization: ({ orderId }: Begun) =>
      organization.awaitOrganization({
        orderId,
        wait: wait('ca-organization'),
        steps: ['public-record-check'],
        changes: 0,
      }),
    requestRevocation: ({ orderId }: Begun) => revocation.requestRevocation(orderId),
    awaitRevocation: ({ orderId }: Begun) =>
      revocation.awaitRevocation({ revocationId: orderId, wait: wait('ca-revocation'), changes: 0 }),
    revokeWithdrawn: ({ orderId }: Begun) => revocation.revokeWithdrawn(orderId),
  };

  /** All that comes before a step, with answers as they should be. */
  async function before(step: keyof typeof caSteps, orderId: string): Promise<Begun> {
    await storeAndPrepare(database, orderId, step.includes('Organization'));
    if (step === 'placeOrder') return { orderId, validations: [] };
    const { validations } = await place(orderId);
    const begun = { orderId, validations };
    if (!/collect|evo|confirm/.test(step)) return begun;
    await publish(caWorld, validations);
    if (step === 'confirmDomainControl') return begun;
    await confirm(begun);
    if (step === 'collectCertificate') return begun;
    await storeRevocationOf(database, orderId, (await collect(begun)) as { certificateId: string });
    if (step === 'awaitRevocation') await revocation.requestRevocation(orderId);
    return begun;
  }

  const paymentSteps = {
    holdPayment: (orderId: string) => payments.holdPayment({ orderId, wait: wait('subscriber-payment') }),
    /** Its outcome was lost: the house is asked what it has. */
    holdPaymentAgain: (orderId: string) =>
      payments.holdPayment({ orderId, wait: wait('subscriber-payment') }),
    capturePayment: (orderId: string) => payments.capturePayment(orderId),
    returnPayment: (orderId: string) => payments.returnPayment(orderId),
  };
  const controls = new PaymentControls(house.url, TOKEN);

  async function beforePayment(step: keyof typeof paymentSteps, orderId: string): Promise<void> {
    await storeOrder(database, { orderId });
    await database.query(`update orders set terms = jsonb_set(terms, '{price}', $2) where order_id = $1`, [
      orderId,
      JSON.stringify({ amount: PRICE, currency: 'CNY' }),
    ]);
    await controls.setBalance(PRICE * 10);
    if (step === 'holdPayment') return;
    await paymentSteps.holdPayment(orderId);
    if (step === 'holdPaymentAgain')
      await database.query(`update payments set state = 'due', held_at = null where order_id = $1`, [
        orderId,
      ]);
  }

  return {
    caSteps,
    before,
    paymentSteps,
    beforePayment,
    /** What the house did under the order's key, in order. */
    effectsOf: async (orderId: string) =>
      ((await controls.hold(paymentKeyOf(orderId)))?.effects ?? []).map(({ state }) => state),
    /** Places, proves and collects. */
    async wholeWay(orderId: string): Promise<CollectOutcome> {
      return await collect(await before('collectCertificate', orderId));
    },
    async stop(): Promise<void> {
      await house.stop();
      await caWorld.stop();
      await database.end();
      await test.drop();
    },
  };
}

export type StepsWorld = Awaited<ReturnType<typeof startStepsWorld>>;

async function storeAndPrepare(database: Database, orderId: string, ofCompany: boolean): Promise<void> {
  const company = { company: { ...COMPANY, fullName: `${COMPANY.fullName} ${orderId}` }, manager: MANAGER };
  const product = ofCompany
    ? {
        brand: 'geotrust',
        type: 'ov',
        contact: 'same-as-manager',
        organizationCheck: PHONE_CHANNEL,
        ...company,
      }
    : {};
  await storeOrder(database, { orderId, form: { names: [`www.${orderId}.com`], ...product } });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
}

async function publish(world: CaWorld, validations: readonly DomainValidation[]): Promise<void> {
  await world.publish(validations.map((validation) => ({ ...validation, status: 'pending' })));
}

/** The request has the order's id. */
async function storeRevocationOf(
  database: Database,
  orderId: string,
  { certificateId }: { certificateId: string },
): Promise<void> {
  await insertRevocation(database, {
    revocationId: orderId,
    certificateId,
    orderId,
    account: 'default',
    reason: 'superseded',
    proof: 'domain-control',
    requestedBy: 'the test',
    requestedAt: new Date().toISOString(),
  });
}
