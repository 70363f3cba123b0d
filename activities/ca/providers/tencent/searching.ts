/** Finding our orders among what stands in the account at the reseller: by our reference, or as what was bought just now. */
import {
  knownTencentCertificates,
  type StoredTencentOrder,
} from '../../../../db/statements/connections/tencent-orders.js';
import {
  CERTIFICATES_A_PAGE,
  CLOCK_DIFFERENCE_MS,
  MOST_PAGES,
  PURCHASE_SETTLES_MS,
  REFERENCE_TAG,
} from '../../../../domain/tencent/ordering-policy.js';
import { instantOfTencent, standingOf } from '../../../../domain/tencent/standing-at-ca.js';
import { TENCENT_STATUS } from '../../../../domain/tencent/status.js';
import type { TencentPorts } from './ports.js';
import { WireCertificates, type WireRow } from './wire.js';

/** What stands under our reference: in the tag that the purchase had, or in the alias. Those that go on come first, the oldest first. */
export async function underReference(ports: TencentPorts, reference: string): Promise<WireRow[]> {
  const asked = [
    await page(ports, { Tags: [{ TagKey: REFERENCE_TAG, TagValue: reference }] }),
    await page(ports, { SearchKey: reference }),
  ];
  const rows = new Map(asked.flat().map((row) => [row.CertificateId, row]));
  return [...rows.values()]
    .filter((row) => referenceIn(row) === reference)
    .sort((one, other) => rank(one) - rank(other) || insertedAt(one) - insertedAt(other));
}

/** Furthest first: whatever was handed in is kept before what was only bought, and what lives before what has ended. */
function rank({ Status }: WireRow): number {
  const standing = standingOf(Status);
  if (standing === 'ended' || standing === 'being-cancelled') return 2;
  return standing === 'to-be-submitted' ? 1 : 0;
}

/**
 * What may be the purchase whose answer was lost: bought since, the same product for as many names, not handed in, called nothing yet,
 * and none of ours.
 */
export async function boughtSince(
  ports: TencentPorts,
  row: StoredTencentOrder,
  since: Date,
): Promise<WireRow[]> {
  const from = since.getTime() - CLOCK_DIFFERENCE_MS;
  const until = since.getTime() + PURCHASE_SETTLES_MS + CLOCK_DIFFERENCE_MS;
  const recent: WireRow[] = [];
  for (let offset = 0, pages = 0; pages < MOST_PAGES; offset += CERTIFICATES_A_PAGE, pages += 1) {
    const found = await page(ports, { CertificateStatus: [TENCENT_STATUS.toBeSubmitted] }, offset);
    recent.push(...found.filter((each) => insertedAt(each) >= from && insertedAt(each) <= until));
    if (found.length < CERTIFICATES_A_PAGE || found.every((each) => insertedAt(each) < from)) break;
  }
  const fitting = recent.filter((each) => isUncalled(each) && isOfProduct(each, row));
  const known = await knownTencentCertificates(
    ports.database,
    ports.connectionId,
    fitting.map(({ CertificateId }) => CertificateId),
  );
  return fitting.filter(({ CertificateId }) => !known.has(CertificateId));
}

function isOfProduct({ PackageType, CertificateExtra, Status }: WireRow, row: StoredTencentOrder): boolean {
  const names = CertificateExtra?.DomainNumber;
  return (
    standingOf(Status) === 'to-be-submitted' &&
    PackageType === String(row.productId) &&
    (names === undefined || names === String(row.domainCount))
  );
}

/** What people call theirs is not ours. */
function isUncalled({ Alias, Tags }: WireRow): boolean {
  return Alias === undefined && !Tags.some(({ TagKey }) => TagKey === REFERENCE_TAG);
}

/** Undefined where it is none of ours. */
export function referenceIn({ Alias, Tags }: WireRow): string | undefined {
  return Tags.find(({ TagKey }) => TagKey === REFERENCE_TAG)?.TagValue ?? Alias;
}

/** Of what says no time nobody can say that it is old. */
function insertedAt({ InsertTime }: WireRow): number {
  return instantOfTencent(InsertTime)?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** Newest first, unless the service sorts otherwise. */
export async function page({ client }: TencentPorts, filter: object, offset = 0): Promise<WireRow[]> {
  const asked = { Offset: offset, Limit: CERTIFICATES_A_PAGE, ...filter };
  const { Certificates } = await client.ask('DescribeCertificates', asked, WireCertificates);
  return Certificates;
}
