/** What was handed in, checked as a whole and handed on to the CA. */
import { randomInt } from 'node:crypto';
import { catalogueRow } from '../../domain/catalogue/products.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { checkPastedCsr, readCsr } from '../../domain/certificates/csr.js';
import { kindOf } from '../../domain/names/kinds.js';
import { COMPANY_SCHEMA, PERSON_SCHEMA } from '../../domain/organization/form.js';
import { Refusal } from '../../domain/refusals.js';
import { companyIn, landlineIn, personIn } from '../../domain/tencent/people.js';
import type { TencentProduct } from '../../domain/tencent/products.js';
import { CaAway, CaRefused } from './ca-client.js';
import { failed, type DoubleCall } from './call.js';
import { newKeyAndCsr } from './key-pairs.js';
import { keyNamed } from './selling.js';
import { isDv, productOf, wayOf } from './status.js';
import { namesOf, type PlacedOrder, type StoredCertificate, type VerifyType } from './stored-certificate.js';

/** All certificates of the double are of one account. */
const ACCOUNT = 'tencent';

export interface Handing {
  readonly verifyType: VerifyType;
  readonly deletesDnsRecord?: boolean;
  /** Of a re-issue: where it began, and when it ends. */
  readonly within?: { readonly reference: string; readonly validUntil: string };
  /** Of a re-issue: its CSR, and the key that the double made. */
  readonly csr?: { readonly csrPem: string; readonly privateKeyPem?: string };
  /** The code for what the CA does not take. */
  readonly refusedAs?: string;
}

/** The certificate in review at the CA. Idempotent at the CA by its round. Throws TencentError. */
export async function handedOn(
  call: DoubleCall,
  certificate: StoredCertificate,
  handing: Handing,
): Promise<StoredCertificate> {
  const { ca, account, clock, ownDns } = call.counter;
  const product = productOf(certificate);
  const { verifyType, within, deletesDnsRecord = false } = handing;
  if (verifyType === 'DNS_AUTO' && !ownDns)
    throw failed(call, 'InvalidParam', {
      zh: '域名未托管在本账号的 DNS 中,不支持自动 DNS 验证。',
      en: 'The names are in no zone of this account: they can not be validated by DNS_AUTO.',
    });
  const names = namesOf(certificate);
  const csr = handing.csr ?? (await csrOf(call, certificate, product));
  const keySha256 = (await readCsr(csr.csrPem)).spkiSha256;
  if (within === undefined) refuseUsedKey(call, certificate, keySha256);
  const audited = auditedBy(call, certificate);
  const round = certificate.round + 1;
  const reference = `tencent-${certificate.id}-${round}`;
  const now = clock();
  try {
    const seen = await ca.place({
      reference,
      brand: product.brand,
      type: product.type,
      names,
      csr: csr.csrPem,
      validationMethod: verifyType === 'FILE' ? 'file' : 'manual-dns',
      accountReference: ACCOUNT,
      ...(within && { reissueOf: within.reference, validUntil: within.validUntil }),
      ...organizationOf(call, certificate, product, audited),
    });
    const order: PlacedOrder = {
      caId: seen.id,
      reference,
      number: String(randomInt(1_000_000_000, 9_999_999_999)),
      placedAt: now.toISOString(),
      verifyType,
      deletesDnsRecord,
      ...csr,
      keySha256,
      isAudited: audited !== undefined,
      ...preReview(product, account.now.dials.preReviewSeconds, now),
    };
    return { ...certificate, standing: 'reviewing', round, order, seen };
  } catch (error) {
    if (error instanceof CaAway)
      throw failed(call, 'NetworkError', {
        zh: 'CA 系统繁忙,请稍后重试。',
        en: 'The CA is busy: try again later.',
      });
    if (error instanceof CaRefused) throw failed(call, handing.refusedAs ?? 'InvalidParam', error.words);
    throw error;
  }
}

/** WoTrus has its staff look at the material of OV and EV first (tencent-ssl-api, section 8). */
function preReview({ brand, type }: TencentProduct, seconds: number, now: Date) {
  if (brand !== 'wotrus' || isDv(type) || seconds === 0) return {};
  return { preReviewUntil: new Date(now.getTime() + seconds * 1000).toISOString() };
}

async function csrOf(
  call: DoubleCall,
  certificate: StoredCertificate,
  product: TencentProduct,
): Promise<{ readonly csrPem: string; readonly privateKeyPem?: string }> {
  const { CsrType = 'online', CsrContent, CsrEncryptAlgo, CsrKeyParameter } = certificate.information;
  if (CsrType === 'parse') return { csrPem: await pastedCsr(call, certificate, CsrContent ?? '') };
  const algorithm =
    product.brand === 'dnspod-sm2' && CsrEncryptAlgo === undefined
      ? 'sm2'
      : keyNamed(call, product, CsrEncryptAlgo ?? 'RSA', CsrKeyParameter);
  return newKeyAndCsr(algorithm, namesOf(certificate));
}

/** Throws TencentError FailedOperation.CertificateCsrParseFailed; one of the names has to be its common name. */
export async function pastedCsr(
  call: DoubleCall,
  certificate: StoredCertificate,
  pem: string,
): Promise<string> {
  const product = productOf(certificate);
  const names = namesOf(certificate);
  const certificateNames = certificateNamesOf({ brand: product.brand, kind: kindOf(names), names });
  const { keyAlgorithms } = catalogueRow(product.brand, product.type, product.kind);
  try {
    const { names: inCsr } = await readCsr(pem);
    const facts = await checkPastedCsr(pem, { names: inCsr, certificateNames, keyAlgorithms });
    if (facts.names.length > 0) return facts.pem;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw failed(call, 'CertificateCsrParseFailed', { zh: error.chinese.message, en: error.message });
  }
  throw failed(call, 'CertificateCsrParseFailed', {
    zh: 'CSR 中没有域名(CN 为空)。',
    en: 'The CSR names nothing: its common name is empty.',
  });
}

/** Section 11: a CSR is of one order. */
function refuseUsedKey(call: DoubleCall, certificate: StoredCertificate, keySha256: string): void {
  const isUsed = call.counter.store
    .all()
    .some(
      ({ id, order, standing }) =>
        id !== certificate.id &&
        order?.keySha256 === keySha256 &&
        (standing === 'reviewing' || standing === 'issued'),
    );
  if (isUsed)
    throw failed(call, 'InvalidParam', {
      zh: 'CSR 已用于其他订单,请更换。',
      en: 'The CSR is of another order already: make a new one.',
    });
}

/** When the manager was audited whose material this order uses; GlobalSign asks for a letter all the same. */
function auditedBy(call: DoubleCall, certificate: StoredCertificate): string | undefined {
  const { type, brand } = productOf(certificate);
  if (isDv(type) || brand === 'globalsign') return undefined;
  const managerId = Number(certificate.information.ManagerId ?? 0);
  const manager = call.counter.account.now.managers.find(({ id }) => id === managerId);
  return manager?.status === 'ok' || manager?.status === 'expiring' ? manager.verifiedAt : undefined;
}

/** Company and people, from the console's book where the form names them by number. Throws TencentError for what is missing or unsound. */
function organizationOf(
  call: DoubleCall,
  { information }: StoredCertificate,
  product: TencentProduct,
  auditedAt: string | undefined,
) {
  const { companies, managers, dials } = call.counter.account.now;
  const way = wayOf(product, dials.lettersEnded);
  if (way === undefined) return {};
  const savedManager = managers.find(({ id }) => id === Number(information.ManagerId ?? 0));
  const companyId = savedManager?.companyId ?? Number(information.CompanyId ?? 0);
  const savedCompany = companies.find(({ id }) => id === companyId);
  const company = savedCompany ? withoutId(savedCompany) : companyIn(information);
  const manager = savedManager ? personOf(savedManager) : personIn(information, 'Admin');
  const contact = personIn(information, 'Contact') ?? manager;
  const read = {
    company: sound(call, COMPANY_SCHEMA, company, 'OrgOrganization'),
    manager: sound(call, PERSON_SCHEMA, manager, 'AdminFirstName'),
    contact: sound(call, PERSON_SCHEMA, contact, 'TechFirstName'),
  };
  const { areaCode, number } = savedCompany?.landline ?? landlineIn(information);
  const channel = {
    by: 'phone',
    number: areaCode === '86' ? number : `${areaCode}-${number}`,
    source: 'enterprise-credit-registration',
  };
  return {
    organization: {
      ...read,
      way,
      ...(way === 'public-record' && { channel }),
      ...(auditedAt !== undefined && { auditedAt }),
    },
  };
}

function withoutId<Named extends { readonly id: number }>({ id: _, ...rest }: Named): Omit<Named, 'id'> {
  return rest;
}

function personOf({
  name,
  department,
  position,
  phone,
  email,
  identity,
}: {
  readonly name: string;
  readonly department: string;
  readonly position: string;
  readonly phone: string;
  readonly email: string;
  readonly identity?: unknown;
}) {
  return { name, department, position, phone, email, ...(identity !== undefined && { identity }) };
}

interface Schema<Read> {
  safeParse(given: unknown):
    | { readonly success: true; readonly data: Read }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

function sound<Read>(call: DoubleCall, schema: Schema<Read>, given: unknown, field: string): Read {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw failed(call, 'InvalidParam', {
    zh: `企业或联系人信息不完整或不正确:${field}${at && `(${at})`}。`,
    en: `What was handed in of the company or its people is incomplete or wrong: ${field}${at && ` (${at})`}.`,
  });
}
