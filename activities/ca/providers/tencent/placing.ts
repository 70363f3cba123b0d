/** How an order of ours comes to be handed in at the reseller: bought or issued anew, called by our reference, its form, its submission. */
import {
  predecessorAtTencent,
  loadTencentOrder,
  noteTencentOrder,
  recordTencentCertificate,
  recordTencentMethod,
  type StoredTencentOrder,
} from '../../../../db/statements/connections/tencent-orders.js';
import type { Brand, CertificateType, ValidationMethod } from '../../../../domain/catalogue/words.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../../domain/catalogue/words.js';
import { catalogueRow } from '../../../../domain/catalogue/products.js';
import { isFileMethod } from '../../../../domain/control/methods.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { isIpAddress } from '../../../../domain/names/forms.js';
import { kindOf } from '../../../../domain/names/kinds.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import { SOON_MS } from '../../../../domain/tencent/ordering-policy.js';
import { productIdOf, tencentProduct } from '../../../../domain/tencent/products.js';
import { standingOf } from '../../../../domain/tencent/standing-at-ca.js';
import type { CaOrder, CaOrderRequest, CaOrganizationRequest } from '../../certificate-authority.js';
import { informationOf } from './form.js';
import {
  described,
  isOwned,
  orderCalled,
  unlessNeedless,
  type OwnedOrder,
  type TencentPorts,
} from './ports.js';
import { verifyTypeOf } from './proofs.js';
import { bought, lookForSpares, ofOurs, outcomeOf } from './purchase.js';
import { orderOf, standing } from './reading.js';
import { underReference } from './searching.js';
import { WireDone, WireReplaced } from './wire.js';

/** Goes on where an earlier attempt stopped: what was bought is not bought again, what was handed in is not handed in again. */
export async function place(ports: TencentPorts, request: CaOrderRequest): Promise<CaOrder> {
  const { connectionId } = ports;
  const { reference, names, csrPem, validationMethod, reissueOf = null, years = 1 } = request;
  const productId = productToBuy(ports.ca, request);
  const intended = {
    connectionId,
    reference,
    productId,
    domainCount: names.length,
    years,
    names,
    csrPem,
    validationMethod,
    reissueOf,
  };
  const row = await noteTencentOrder(ports.database, intended);
  const owned = reissueOf === null ? await bought(ports, row) : await issuedAnew(ports, row, reissueOf);
  return await handedIn(ports, owned, request.organization);
}

/** Throws OrderFailure `OrderRefusedByCa` for what this service does not sell: nothing was bought. */
function productToBuy(ca: string, { brand, certificateType, names }: CaOrderRequest): number {
  const kind = kindOf(names);
  const called = `${brand} ${certificateType} (${kind})`;
  if (certificateType === 'dv-free')
    throw new OrderFailure('OrderRefusedByCa', TENCENT_TEXTS.freeHasOtherKey(ca));
  const isKnown =
    (BRANDS as readonly string[]).includes(brand) &&
    (CERTIFICATE_TYPES as readonly string[]).includes(certificateType);
  const productId = isKnown
    ? productIdOf(brand as Brand, certificateType as CertificateType, kind)
    : undefined;
  const product = productId === undefined ? undefined : tencentProduct(productId);
  if (!product) throw new OrderFailure('OrderRefusedByCa', TENCENT_TEXTS.notSold(ca, called));
  if (names.some(isIpAddress) && !catalogueRow(product.brand, product.type, product.kind).ipAddresses)
    throw new OrderFailure('OrderRefusedByCa', TENCENT_TEXTS.noAddresses(ca, called));
  return product.id;
}

/**
 * Another certificate of the same purchase (`ReplaceCertificate`). It costs nothing, and the one before says which one follows it:
 * an unknown outcome is read there.
 */
async function issuedAnew(
  ports: TencentPorts,
  row: StoredTencentOrder,
  purchase: string,
): Promise<OwnedOrder> {
  if (isOwned(row)) return row;
  const { database, ca, client } = ports;
  const before = await predecessorAtTencent(database, row, purchase);
  if (!isOwned(before)) throw new OrderFailure('OrderRefusedByCa', TENCENT_TEXTS.noPredecessor(ca));
  const follows = (await described(ports, before.certificateId)).CertificateExtra?.ReplacedBy;
  const certificateId =
    follows ??
    (
      await client.call(
        'ReplaceCertificate',
        {
          CertificateId: before.certificateId,
          ValidType: verifyTypeOf(row.validationMethod),
          CsrType: 'upload',
          CsrContent: row.csrPem ?? '',
        },
        WireReplaced,
      )
    ).CertificateId;
  const owned = await recordTencentCertificate(database, row, certificateId);
  if (isOwned(owned)) return owned;
  throw new OrderFailure('CaOrderUnknown', TENCENT_TEXTS.noOrder(ca, row.reference));
}

/** Everything that the service wants before it goes on by itself; read from where it stands, so that it can be done in pieces. */
async function handedIn(
  ports: TencentPorts,
  owned: OwnedOrder,
  organization: CaOrganizationRequest | undefined,
): Promise<CaOrder> {
  const { certificateId, reference } = owned;
  let told = await described(ports, certificateId);
  if (told.Alias !== reference)
    await ports.client.call(
      'ModifyCertificateAlias',
      { CertificateId: certificateId, Alias: reference },
      WireDone,
    );
  if (standingOf(told.Status) === 'to-be-submitted') {
    await moveToProject(ports, certificateId);
    await submit(ports, owned, organization);
    told = await described(ports, certificateId);
  }
  const read = standing(ports, owned, told);
  const order = await orderOf(ports, read);
  if (read.standing === 'to-be-submitted')
    throw new OrderFailure('StillWaiting', TENCENT_TEXTS.notThereYet(ports.ca, reference), {
      retryAfterMs: SOON_MS,
    });
  // A company's check may go on before the names are asked for; without one there is nothing else to wait for.
  if (order.proofsFollow && read.way === undefined)
    throw new OrderFailure(
      'StillWaiting',
      order.reason !== undefined
        ? { en: order.reason, zh: order.reasonChinese ?? order.reason }
        : TENCENT_TEXTS.valuesFollow(ports.ca),
      { retryAfterMs: SOON_MS },
    );
  return order;
}

async function moveToProject({ client, form }: TencentPorts, certificateId: string): Promise<void> {
  if (form.projectId === undefined) return;
  const asked = { CertificateIdList: [certificateId], ProjectId: Number(form.projectId) };
  await client.call('ModifyCertificateProject', asked, WireDone);
}

async function submit(
  { client, form }: TencentPorts,
  owned: OwnedOrder,
  organization: CaOrganizationRequest | undefined,
): Promise<void> {
  const { certificateId: CertId, validationMethod } = owned;
  await client.call('CertificateInfoSubmit', informationOf(owned, organization, form), WireDone);
  const asked = { CertId, VerifyType: verifyTypeOf(validationMethod) };
  await unlessNeedless(client.call('CertificateOrderSubmit', asked, WireDone));
}

/** By what is on record, else by what stands there under our reference; an unknown purchase is found out first. */
export async function find(ports: TencentPorts, reference: string): Promise<CaOrder | undefined> {
  const row = await loadTencentOrder(ports.database, { connectionId: ports.connectionId, reference });
  const owned = await ownedBy(ports, reference, row);
  if (!owned) return undefined;
  return await orderOf(ports, standing(ports, owned, await described(ports, owned.certificateId)));
}

async function ownedBy(
  ports: TencentPorts,
  reference: string,
  row: StoredTencentOrder | undefined,
): Promise<OwnedOrder | undefined> {
  if (isOwned(row)) return row;
  if (row) return (await outcomeOf(ports, row)) ?? (await ofOurs(ports, row));
  return await foundThere(ports, reference);
}

/** Of a database that was put back to an older moment: what we had bought is there all the same. */
async function foundThere(ports: TencentPorts, reference: string): Promise<OwnedOrder | undefined> {
  const [found] = await underReference(ports, reference);
  if (!found) return undefined;
  const told = await described(ports, found.CertificateId);
  const names = [...new Set([told.Domain, ...told.SubjectAltName].filter((name) => name !== undefined))];
  const row = await noteTencentOrder(ports.database, {
    connectionId: ports.connectionId,
    reference,
    productId: Number(found.PackageType ?? 0),
    domainCount: Number(found.CertificateExtra?.DomainNumber ?? 1),
    years: 1,
    names,
    csrPem: null,
    validationMethod: told.VerifyType?.startsWith('FILE') ? 'file' : 'manual-dns',
    reissueOf: null,
  });
  return await ofOurs(ports, row);
}

export async function status(ports: TencentPorts, caReference: string): Promise<CaOrder> {
  const row = await orderCalled(ports, caReference);
  if (row.isReworked) return await reworked(ports, row);
  await lookForSpares(ports, row);
  return await orderOf(ports, standing(ports, row, await described(ports, caReference)));
}

/** Another way of the same kind changes nothing there; another kind means that the order is taken back and handed in anew. */
export async function byMethod(
  ports: TencentPorts,
  caReference: string,
  method: ValidationMethod,
): Promise<CaOrder> {
  const row = await orderCalled(ports, caReference);
  const isSameKind = isFileMethod(method) === isFileMethod(row.validationMethod);
  if (!isSameKind) {
    const { way } = standing(ports, row, await described(ports, caReference));
    if (way !== undefined)
      throw new OrderFailure('DetailsRefusedByCa', TENCENT_TEXTS.methodOfCompany(ports.ca));
  }
  if (method !== row.validationMethod)
    await recordTencentMethod(ports.database, row, { method, isReworked: row.isReworked || !isSameKind });
  const order = await status(ports, caReference);
  if (order.proofsFollow)
    throw new OrderFailure('StillWaiting', TENCENT_TEXTS.valuesFollow(ports.ca), { retryAfterMs: SOON_MS });
  return order;
}

/** Taken back, opened again, handed in by the method of today: each step from where the certificate stands (section 8). */
async function reworked(ports: TencentPorts, row: OwnedOrder): Promise<CaOrder> {
  const { client, ca, database } = ports;
  const { certificateId: CertificateId } = row;
  let told = await described(ports, CertificateId);
  const isOfNow = told.VerifyType?.startsWith(verifyTypeOf(row.validationMethod)) === true;
  if (['reviewed', 'letter-missing'].includes(standingOf(told.Status)) && !isOfNow) {
    await client.call('CancelAuditCertificate', { CertificateId }, WireDone);
    told = await described(ports, CertificateId);
  }
  if (standingOf(told.Status) === 'ended') {
    await client.call('ModifyCertificateResubmit', { CertificateId }, WireDone);
    told = await described(ports, CertificateId);
  }
  if (standingOf(told.Status) === 'being-cancelled')
    throw new OrderFailure('StillWaiting', TENCENT_TEXTS.beingCancelled(ca), { retryAfterMs: SOON_MS });
  if (standingOf(told.Status) === 'to-be-submitted') {
    await submit(ports, row, undefined);
    told = await described(ports, CertificateId);
  }
  if (standingOf(told.Status) === 'to-be-submitted')
    throw new OrderFailure('StillWaiting', TENCENT_TEXTS.notThereYet(ca, row.reference), {
      retryAfterMs: SOON_MS,
    });
  await recordTencentMethod(database, row, { method: row.validationMethod, isReworked: false });
  return await orderOf(ports, standing(ports, await orderCalled(ports, CertificateId), told));
}
