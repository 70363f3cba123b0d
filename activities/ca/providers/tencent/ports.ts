/** What the parts of this adapter share: the client, what is on record, the connection's form; and how certificates there are read. */
import type { Database } from '../../../../db/database.js';
import {
  loadTencentCertificate,
  type StoredTencentOrder,
} from '../../../../db/statements/connections/tencent-orders.js';
import type { OrganizationWay } from '../../../../domain/catalogue/words.js';
import { catalogueRow } from '../../../../domain/catalogue/products.js';
import type { TencentForm } from '../../../../domain/connections/kinds/tencent.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import { tencentProduct, type TencentProduct } from '../../../../domain/tencent/products.js';
import type { Clock } from '../../../attempt-clock.js';
import { TencentRefusal, type TencentClient } from './client.js';
import { WireCertificate } from './wire.js';

export interface TencentPorts {
  readonly database: Database;
  readonly connectionId: string;
  /** What the connection is called. */
  readonly ca: string;
  readonly form: TencentForm;
  readonly client: TencentClient;
  readonly clock: Clock;
}

/** An order of ours whose certificate there is known. */
export type OwnedOrder = StoredTencentOrder & { readonly certificateId: string };

export function isOwned(row: StoredTencentOrder | undefined): row is OwnedOrder {
  return row !== undefined && row.certificateId !== null;
}

/** Throws OrderFailure `CaOrderUnknown`. */
export async function orderCalled(ports: TencentPorts, caReference: string): Promise<OwnedOrder> {
  const row = await loadTencentCertificate(ports.database, ports.connectionId, caReference);
  if (isOwned(row)) return row;
  throw new OrderFailure('CaOrderUnknown', TENCENT_TEXTS.noOrder(ports.ca, caReference));
}

/** Throws OrderFailure `CaOrderUnknown` where it is gone there, `CaProtocolBroken` where another one is told of. */
export async function described(
  { ca, client }: TencentPorts,
  certificateId: string,
): Promise<WireCertificate> {
  const told = await client.ask('DescribeCertificate', { CertificateId: certificateId }, WireCertificate);
  if (told.CertificateId !== undefined && told.CertificateId !== certificateId)
    throw new OrderFailure(
      'CaProtocolBroken',
      TENCENT_TEXTS.answeredOfAnother(ca, certificateId, told.CertificateId),
    );
  return told;
}

/** What was bought. Throws OrderFailure `OrderRefusedByCa` for a number of another version. */
export function productOf(ports: Pick<TencentPorts, 'ca'>, row: StoredTencentOrder): TencentProduct {
  const product = tencentProduct(row.productId);
  if (product) return product;
  throw new OrderFailure('OrderRefusedByCa', TENCENT_TEXTS.notSold(ports.ca, String(row.productId)));
}

/** Undefined where no company is checked. */
export function wayOf({ brand, type, kind }: TencentProduct): OrganizationWay | undefined {
  const { organizationValidation } = catalogueRow(brand, type, kind);
  return organizationValidation === 'none' ? undefined : organizationValidation;
}

/** What there is no more need for: the service is at it, or done with it. */
export async function unlessNeedless(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof TencentRefusal) || error.meaning !== 'wait') throw error;
  }
}
