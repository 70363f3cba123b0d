/** What tests of free places share: a client with a clock that is moved, on a real Postgres and Temporal without a worker. */
import { Client, Connection } from '@temporalio/client';
import { OrderClient } from '../../../client/order-client.js';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { insertCertificate } from '../../../db/statements/certificates/storing.js';
import { sweepForAll } from '../../../worker/abandoned-orders.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const PROCESS_DIED = 'The process died.';

export function freeForm(name: string): OrderFormInput {
  return { brand: 'trustasia', type: 'dv-free', names: [name], validation: 'manual-dns' };
}

export class FreePlacesWorld {
  /** The clients' clock, in milliseconds since the epoch: it stands still until it is moved. */
  readonly beginning = Date.now();
  instant = this.beginning;
  readonly #taskQueue = `free-places-${process.pid}-${Date.now()}`;

  private constructor(
    readonly testDatabase: TestDatabase,
    readonly database: Database,
    readonly connection: Connection,
  ) {}

  static async open(): Promise<FreePlacesWorld> {
    const testDatabase = await createTestDatabase();
    // Two hundred at once wait for a connection longer than a program should.
    const database = createDatabase(testDatabase.url, { connectTimeoutMs: 60_000 });
    return new FreePlacesWorld(
      testDatabase,
      database,
      await Connection.connect({ address: temporalAddress() }),
    );
  }

  now = (): number => this.instant;

  client(account: string, temporal = new Client({ connection: this.connection })): OrderClient {
    return new OrderClient({
      temporal,
      database: this.database,
      masterKeys: TEST_MASTER_KEYS,
      taskQueue: this.#taskQueue,
      account,
      clock: this.now,
    });
  }

  /** Its process dies between storing an order and starting it. */
  dyingClient(account: string): OrderClient {
    const temporal = new Client({ connection: this.connection });
    temporal.withDeadline = () => Promise.reject(new Error(PROCESS_DIED));
    return this.client(account, temporal);
  }

  /** As every worker does from time to time, for all accounts. */
  async workersSweep(): Promise<readonly string[]> {
    const temporal = new Client({ connection: this.connection });
    return (await sweepForAll(this.database, temporal, this.now())).removed;
  }

  async orderIds(account?: string): Promise<string[]> {
    const { rows } = await this.database.query<{ order_id: string }>(
      'select order_id from orders where $1::text is null or account = $1',
      [account ?? null],
    );
    return rows.map((row) => row.order_id);
  }

  /** As a certificate that the CA issued just now. */
  async issue(orderId: string, account: string, name: string, days = 90): Promise<void> {
    await insertCertificate(this.database, {
      certificateId: `crt_${orderId}`,
      orderId,
      account,
      names: [name],
      serialNumber: orderId,
      fingerprintSha256: orderId,
      issuer: 'CN=TrustAsia DV TLS',
      notBefore: new Date(this.now()).toISOString(),
      notAfter: new Date(this.now() + days * DAY_MS).toISOString(),
      certificatePem: '',
      chainPem: '',
      rootPem: null,
      encryptionCertificatePem: null,
      encryptionEnvelopedKey: null,
    });
  }

  async revoke(orderId: string): Promise<void> {
    await this.database.query('update certificates set revoked_at = $2 where order_id = $1', [
      orderId,
      new Date(this.now()),
    ]);
  }

  async hasWorkflow(orderId: string): Promise<boolean> {
    return await this.#handle(orderId)
      .describe()
      .then(
        () => true,
        () => false,
      );
  }

  async close(): Promise<void> {
    const started = await this.orderIds();
    await Promise.all(
      started.map((orderId) =>
        this.#handle(orderId)
          .terminate()
          .catch(() => undefined),
      ),
    );
    await this.connection.close();
    await this.database.end();
    await this.testDatabase.drop();
  }

  #handle(orderId: string) {
    return new Client({ connection: this.connection }).workflow.getHandle(
      certificateOrderWorkflowId(orderId),
    );
  }
}
