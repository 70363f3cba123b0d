/** Orders with a company on a real Postgres, placed at a development CA over HTTP whose people the test plays. */
import { createCaActivities } from '../../../activities/ca/index.js';
import type { CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { createOrganizationActivities } from '../../../activities/organization/index.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { startWait, type StartedWait, type Wait } from '../../../domain/waits.js';
import type { PlacedOrder } from '../../../workflows/activity-contract/ca.js';
import type { OrganizationActivities } from '../../../workflows/activity-contract/organization.js';
import { startCaWorld, type CaWorld } from '../../dev/ca/ca-world.js';
import { COMPANY, CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';
import { createTestDatabase } from '../../support/postgres.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

export interface OrganizationWorld {
  readonly database: Database;
  readonly ca: CaWorld;
  readonly activities: OrganizationActivities;
  /** Steps whose pages the CA is made to call locked. */
  readonly lockedPages: Set<OrganizationStep>;
  /** How often a letter was sent to the CA. */
  readonly uploads: () => number;
  now(): Date;
  /** Stored and placed, for a company of its own; `form` beside company, manager and contact. */
  place(orderId: string, form: Readonly<Record<string, unknown>>): Promise<PlacedOrder>;
  wait(wait: Wait): StartedWait;
  pass(orderId: string, step: OrganizationStep): Promise<unknown>;
  giveBack(orderId: string, step: OrganizationStep, reason: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startOrganizationWorld(): Promise<OrganizationWorld> {
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  const ca = await startCaWorld();
  const clock = () => (ca.now ?? new Date()).getTime();
  const lockedPages = new Set<OrganizationStep>();
  let uploads = 0;
  const counted: CertificateAuthority = {
    ...ca.adapter,
    async orderStatus(caReference) {
      const order = await ca.adapter.orderStatus(caReference);
      const { organization } = order;
      if (!organization) return order;
      const steps = organization.steps.map((step) =>
        lockedPages.has(step.step) ? { ...step, pageLocked: true } : step,
      );
      return { ...order, organization: { ...organization, steps } };
    },
    uploadLetter: (caReference, letter) => {
      uploads += 1;
      return ca.adapter.uploadLetter(caReference, letter);
    },
  };
  const reminders = createDueReminders(postingWithoutTemporal(database, clock));
  const certificates = createCertificateStore({ database });
  const dependencies = {
    database,
    ca: counted,
    reminders,
    clock,
    certificates,
    masterKeys: TEST_MASTER_KEYS,
  };
  const desk = (orderId: string, decision: string, body: unknown) =>
    ca.control('POST', `/organization/${orderId}/${decision}`, body);
  return {
    database,
    ca,
    activities: createOrganizationActivities(dependencies),
    lockedPages,
    uploads: () => uploads,
    now: () => new Date(clock()),
    async place(orderId, form) {
      const company = { ...COMPANY, fullName: `${COMPANY.fullName} ${orderId}` };
      const people = { company, manager: MANAGER, contact: CONTACT };
      await storeOrder(database, { orderId, form: { ...people, ...form } });
      await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
      const wait = startWait('ca-placement', POLICY, clock());
      return await createCaActivities(dependencies).placeOrder({ orderId, wait });
    },
    wait: (wait) => startWait(wait, POLICY, clock()),
    pass: (orderId, step) => desk(orderId, 'pass', { step }),
    giveBack: (orderId, step, reason) => desk(orderId, 'return', { step, reason }),
    async stop() {
      await ca.stop();
      await database.end();
      await test.drop();
    },
  };
}

const POLICY = { deadlineDays: 20, reminderDays: [0, 3] };

/** Checked on public record, by phone. */
export function onPublicRecord(name: string) {
  return { brand: 'geotrust', type: 'ov', names: [name], organizationCheck: PHONE_CHANNEL };
}
