/** What costs something, and the free certificate. */
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { refusalOfFreeNames } from '../../../domain/catalogue/free-names.js';
import { EXPIRY_NOTICE_DAYS } from '../../../domain/certificates/state.js';
import { problemOfMailAddress } from '../../../domain/organization/mail-addresses.js';
import { FREE_PRODUCT_ID } from '../../../domain/tencent/products.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import { flagIn, numberIn, tagsIn, textIn, textsIn } from '../../../domain/tencent/wire/fields.js';
import {
  failed,
  invalid,
  missing,
  named,
  told,
  wrongStatus,
  type DoubleAction,
  type DoubleCall,
} from '../call.js';
import { refuseUnsoundNames } from '../names.js';
import { handedOn } from '../placing.js';
import { newCertificate, refuseUnverified, sell } from '../selling.js';
import { productOf, statusOf } from '../status.js';
import { namesOf, type StoredCertificate, type VerifyType } from '../stored-certificate.js';

export const BUYING: Readonly<Record<string, DoubleAction>> = {
  ApplyCertificate: applyCertificate,
  CreateCertificate: createCertificate,
};

/** There is no client token: the same call twice buys twice. */
async function createCertificate(call: DoubleCall) {
  const { input } = call;
  refuseUnverified(call);
  const certificate = await sell(call, {
    productId: numberIn(input, 'ProductId') ?? 0,
    domainCount: numberIn(input, 'DomainNum') ?? 0,
    years: numberIn(input, 'TimeSpan') ?? 0,
    tags: tagsIn(input) ?? [],
  });
  return {
    CertificateIds: [certificate.id],
    DealIds: [certificate.dealId],
    ResourceIds: [certificate.resourceId],
  };
}

async function applyCertificate(call: DoubleCall) {
  const { input, counter } = call;
  refuseUnverified(call);
  const domain = (textIn(input, 'DomainName') ?? '').trim().toLowerCase();
  refuseOtherThanFree(call);
  refuseUnsoundNames(call, [domain], { productId: FREE_PRODUCT_ID, domainCount: 1 }, 'InvalidParam');
  const [unfit] = refusalOfFreeNames([domain]);
  if (unfit) throw failed(call, 'InvalidParam', { zh: unfit.chinese.message, en: unfit.message });
  refuseBeyondQuota(call, domain);
  const renews = await renewedBy(call);
  const email = textIn(input, 'ContactEmail');
  const certificate: StoredCertificate = {
    ...newCertificate(counter, { productId: FREE_PRODUCT_ID, domainCount: 1, years: 1, paid: 0 }),
    alias: textIn(input, 'Alias') ?? '',
    projectId: String(numberIn(input, 'ProjectId') ?? 0),
    hasKeyPassword: textIn(input, 'CsrKeyPassword') !== undefined,
    information: {
      CsrType: 'online',
      CertificateDomain: domain,
      VerifyType: textIn(input, 'DvAuthMethod') ?? '',
      CsrEncryptAlgo: textIn(input, 'CsrEncryptAlgo') ?? 'RSA',
      ...keyParameterIn(call),
      ...(email !== undefined && { ContactEmail: email }),
    },
    ...(renews && { renews: renews.id }),
  };
  const placed = await handedOn(call, certificate, {
    verifyType: (textIn(input, 'DvAuthMethod') ?? 'DNS') as VerifyType,
    deletesDnsRecord: flagIn(input, 'DeleteDnsAutoRecord') === true,
  });
  await counter.store.add(placed);
  if (renews) await counter.store.change(renews.id, (old) => ({ ...old, renewedBy: placed.id }));
  await counter.account.note('apply', placed.id, '申请', counter.clock());
  await counter.following.settled(placed.id);
  return { CertificateId: placed.id };
}

/** Section 6.1: this one product, three months, one name; an ECC key says which. */
function refuseOtherThanFree(call: DoubleCall): void {
  const { input } = call;
  const type = textIn(input, 'PackageType');
  if (type !== undefined && type !== String(FREE_PRODUCT_ID)) throw invalid(call, 'PackageType', '83');
  const months = textIn(input, 'ValidityPeriod');
  if (months !== undefined && months !== '3') throw invalid(call, 'ValidityPeriod', '3');
  if ((textsIn(input, 'DnsNames') ?? []).length > 0) throw invalid(call, 'DnsNames', '-');
  const email = textIn(input, 'ContactEmail');
  if (email !== undefined && problemOfMailAddress(email) !== undefined)
    throw new TencentError(
      'InvalidParameterValue.CertificateEmailParseInvalid',
      told(call, { zh: '邮箱地址不正确。', en: 'The mail address is not valid.' }),
    );
  if (textIn(input, 'PackageId') !== undefined)
    throw failed(call, 'PackageNotFound', { zh: '权益包不存在。', en: 'There is no such package.' });
}

function keyParameterIn(call: DoubleCall): { CsrKeyParameter?: string } {
  const parameter = textIn(call.input, 'CsrKeyParameter');
  if (parameter !== undefined) return { CsrKeyParameter: parameter };
  if (textIn(call.input, 'CsrEncryptAlgo')?.toUpperCase() === 'ECC') throw missing(call, 'CsrKeyParameter');
  return {};
}

/** Section 11. */
const MOST_FREE = 50;
const MOST_FREE_OF_DOMAIN = 20;
const MONTHS_COUNTED = 15;
const MONTH_MS = 30.44 * 86_400_000;

function refuseBeyondQuota(call: DoubleCall, domain: string): void {
  const { store, account, clock } = call.counter;
  const now = clock();
  const counted = store
    .all()
    .filter(
      (certificate) =>
        productOf(certificate).type === 'dv-free' && !OVER.includes(statusOf(certificate, now)),
    );
  if (counted.length >= MOST_FREE)
    throw failed(call, 'ExceedsFreeLimit', {
      zh: `免费证书数量已达上限 ${MOST_FREE}。`,
      en: `The account has ${MOST_FREE} free certificates already.`,
    });
  const zone = registrableDomain(domain) ?? domain;
  const since = now.getTime() - MONTHS_COUNTED * MONTH_MS;
  const issued = account.now.freeIssued.filter((free) => free.domain === zone && Date.parse(free.at) > since);
  const underWay = counted.filter(
    (certificate) =>
      certificate.standing === 'reviewing' &&
      namesOf(certificate).some((name) => (registrableDomain(name) ?? name) === zone),
  );
  if (issued.length + underWay.length >= MOST_FREE_OF_DOMAIN)
    throw failed(call, 'MainDomainCertificateCountLimit', {
      zh: `主域名 ${zone} 的免费证书数量已达上限 ${MOST_FREE_OF_DOMAIN}。`,
      en: `The domain ${zone} has had ${MOST_FREE_OF_DOMAIN} free certificates already.`,
    });
}

/** These take no place of the account's. */
const OVER: readonly number[] = [
  TENCENT_STATUS.cancelled,
  TENCENT_STATUS.failed,
  TENCENT_STATUS.expired,
  TENCENT_STATUS.revoked,
];

const DAY_MS = 86_400_000;

/** Section 11: from 30 days before its end on. */
async function renewedBy(call: DoubleCall): Promise<StoredCertificate | undefined> {
  if (textIn(call.input, 'OldCertificateId') === undefined) return undefined;
  const old = await named(call, 'OldCertificateId');
  const now = call.counter.clock();
  const left = Date.parse(old.issued?.notAfter ?? '') - now.getTime();
  if (statusOf(old, now) !== TENCENT_STATUS.issued || !(left <= EXPIRY_NOTICE_DAYS[0] * DAY_MS))
    throw wrongStatus(call);
  return old;
}
