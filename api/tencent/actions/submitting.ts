/** Handing in what an order form needs, and handing it on to the CA: the old pair and the new one, on one state machine. */
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import { parseDomainName } from '../../../domain/names/domain-names.js';
import { kindOf } from '../../../domain/names/kinds.js';
import { problemOfMailAddress } from '../../../domain/organization/mail-addresses.js';
import { tencentNumberOf } from '../../../domain/tencent/ids.js';
import { NEW_NAMES, SUBMITTED_FIELDS, type TencentInformation } from '../../../domain/tencent/information.js';
import { tencentProduct } from '../../../domain/tencent/products.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { isForSeveralNames } from '../../../domain/tencent/products.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder, type OrderedCertificate } from './named.js';
import { orderFormOf, type SavedPeople } from './order-form.js';
import { everySaved } from './people.js';
import { asTold, failed, invalidValue, missingParameter, said, wrongStatus } from './refusing.js';
import { isPlaced, onceShown } from './settling.js';
import { methodOf } from '../../../domain/tencent/validation-view.js';
import { flagIn, numberIn, requiredText, textIn, textsIn } from '../../../domain/tencent/wire/fields.js';

export const SUBMITTING: Readonly<Record<string, TencentAction>> = {
  SubmitCertificateInformation: submitCertificateInformation,
  CertificateInfoSubmit: certificateInfoSubmit,
  CommitCertificateInformation: commitCertificateInformation,
  CertificateOrderSubmit: certificateOrderSubmit,
};

/** The common name and each further one: 64 characters, RFC 5280's bound of a common name, which theirs holds every name to. */
const LONGEST_NAME = 64;

async function submitCertificateInformation(call: TencentCall) {
  const { input } = call;
  const certificate = await namedOrder(call);
  refuseUnlessDraft(call, certificate, 'InvalidCertificateStatusCode');
  const given = Object.fromEntries(
    SUBMITTED_FIELDS.flatMap((field) => {
      const value = field === 'DomainList' ? textsIn(input, field) : textIn(input, field);
      return value === undefined ? [] : [[field, value]];
    }),
  ) as TencentInformation;
  const isPerson = flagIn(input, 'IsDV') ?? false;
  const isDv = certificate.type === 'dv';
  if (isPerson && !isDv)
    throw failed(call, 'InvalidParam', {
      zh: '此证书不是域名型（DV）证书。',
      en: 'The certificate is not domain validated (DV).',
    });
  refuseWrong(call, { ...certificate.bought?.information, ...given }, certificate, 'InvalidParam');
  await give(call, certificate, given, textIn(input, 'KeyPassword'));
  return { CertificateId: certificate.id };
}

async function certificateInfoSubmit(call: TencentCall) {
  const { input } = call;
  const certificate = await namedOrder(call, 'CertId');
  refuseUnlessDraft(call, certificate, 'CertificateInfoSubmitStatusInvalid');
  const companyType = numberIn(input, 'CompanyType');
  if (companyType !== 1 && companyType !== 2) throw invalidValue(call, 'CompanyType', '1, 2');
  if (companyType === 1 && certificate.type !== 'dv') throw invalidValue(call, 'CompanyType', '2');
  const email = textIn(input, 'ContactEmail');
  if (companyType === 1 && email === undefined)
    throw failed(call, 'CertificateInfoSubmitContactEmailEmpty', {
      zh: '个人申请时请填写联系邮箱（`ContactEmail`）。',
      en: 'A person gives a mail address (`ContactEmail`).',
    });
  for (const field of ['ContactEmail', 'AdminEmail', 'TechEmail'])
    if (problemOfMail(textIn(input, field)))
      throw failed(call, 'CertificatePreVerifyEmailInvalid', {
        zh: `邮箱地址不正确：\`${field}\`。`,
        en: `The mail address is not valid: \`${field}\`.`,
      });
  const given: TencentInformation = { ...informationIn(call), CompanyType: companyType };
  refuseWrong(
    call,
    { ...certificate.bought?.information, ...given },
    certificate,
    'CertificateInfoSubmitDomainInvalid',
  );
  await savedPeople(call, given);
  await give(call, certificate, given, textIn(input, 'KeyPass'));
  return {};
}

function informationIn(call: TencentCall): TencentInformation {
  const { input } = call;
  const given: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(NEW_NAMES).flatMap(([from, to]) => {
      const value = textIn(input, from);
      return value === undefined ? [] : [[to, value] as const];
    }),
  );
  const names = textsIn(input, 'DnsNames');
  const renew = numberIn(input, 'AutoRenewFlag');
  return {
    ...given,
    CsrType: requiredText(input, 'GenCsrType').toLowerCase(),
    CertificateDomain: requiredText(input, 'CertCommonName'),
    ...(names && { DomainList: names }),
    ...(renew !== undefined && { AutoRenewFlag: renew }),
  };
}

function problemOfMail(email: string | undefined): boolean {
  return email !== undefined && problemOfMailAddress(email) !== undefined;
}

function refuseUnlessDraft(call: TencentCall, { status }: OrderedCertificate, code: string): void {
  if (status !== TENCENT_STATUS.toBeSubmitted && status !== TENCENT_STATUS.freeToBeSubmitted)
    throw wrongStatus(call, code);
}

/** What can be judged before the whole is there: words and names. The rest the form judges when it is handed on. */
function refuseWrong(
  call: TencentCall,
  information: TencentInformation,
  certificate: OrderedCertificate,
  code: string,
): void {
  const { CsrType, VerifyType, CertificateDomain, DomainList = [] } = information;
  if (CsrType !== undefined && !['online', 'parse'].includes(CsrType.toLowerCase()))
    throw invalidValue(call, 'CsrType', 'online, parse');
  if (VerifyType !== undefined && methodOf(VerifyType) === undefined)
    throw invalidValue(call, 'VerifyType', 'DNS_AUTO, DNS, FILE');
  for (const name of [...(CertificateDomain === undefined ? [] : [CertificateDomain]), ...DomainList]) {
    if (name.length > LONGEST_NAME)
      throw new TencentError(
        'InvalidParameterValue.CertificateDomainMaxLengthInvalid',
        said(call, {
          zh: `域名最多 ${LONGEST_NAME} 个字符。`,
          en: `A domain name has at most ${LONGEST_NAME} characters.`,
        }),
      );
    const { problem } = parsed(name);
    if (problem) throw failed(call, code, problem);
  }
  refuseOtherNames(call, information, certificate, code);
}

/** Names and addresses: what is an address the form judges, by its product. */
function parsed(name: string): { readonly problem?: { readonly zh: string; readonly en: string } } {
  if (/^[\d.]+$|:/.test(name)) return {};
  const { name: read } = parseDomainName(name);
  if (read !== undefined) return {};
  return { problem: { zh: '域名不正确。', en: 'The domain name is not valid.' } };
}

/** As many names, and of the kind, that were bought. */
function refuseOtherNames(
  call: TencentCall,
  { CertificateDomain, DomainList = [] }: TencentInformation,
  { bought }: OrderedCertificate,
  code: string,
): void {
  const product = bought?.productId == null ? undefined : tencentProduct(bought.productId);
  if (!product || !bought || CertificateDomain === undefined) return;
  const names = [...new Set([CertificateDomain, ...DomainList].map((name) => name.trim().toLowerCase()))];
  if (names.length > bought.domainCount)
    throw failed(call, code, {
      zh: `域名数量超过购买的 ${bought.domainCount} 个。`,
      en: `There are more names than the ${bought.domainCount} that were bought.`,
    });
  // A product for several takes one as well, while more may follow.
  const several = isForSeveralNames(product.kind);
  const wildcards = product.kind.startsWith('wildcard');
  const kind = kindOf(names);
  const fits = several ? wildcards || !kind.startsWith('wildcard') : kind === product.kind;
  if (!fits)
    throw failed(call, code, {
      zh: '域名与购买的产品类型不符。',
      en: 'The names are not of the kind that was bought.',
    });
}

async function give(
  call: TencentCall,
  { id }: OrderedCertificate,
  information: TencentInformation,
  keyPassword: string | undefined,
): Promise<void> {
  await asTold(call, {}, () => call.client.tencent.giveInformation(id, information, keyPassword));
}

/** Saved ones by the numbers that `DescribeCompanies` and `DescribeManagers` tell. Throws TencentError for numbers of nothing. */
async function savedPeople(
  call: TencentCall,
  { CompanyId, ManagerId }: TencentInformation,
): Promise<SavedPeople> {
  const company = isNone(CompanyId) ? undefined : await byNumber(call.client.companies, Number(CompanyId));
  const manager = isNone(ManagerId) ? undefined : await byNumber(call.client.contacts, Number(ManagerId));
  if (!isNone(CompanyId) && company === undefined)
    throw failed(call, 'InvalidParam', { zh: '企业不存在。', en: 'There is no such company.' });
  if (!isNone(ManagerId) && manager === undefined)
    throw new TencentError(
      'FailedOperation.ResourceNotFound.Manager',
      said(call, { zh: '管理人不存在。', en: 'There is no such manager.' }),
    );
  return { company, manager };
}

/** `0` is none: theirs is a required field. */
function isNone(number: string | undefined): boolean {
  return number === undefined || Number(number) === 0;
}

async function byNumber(of: Parameters<typeof everySaved>[0], number: number): Promise<string | undefined> {
  return (await everySaved(of)).find(({ id }) => tencentNumberOf(id) === number)?.id;
}

async function commitCertificateInformation(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { orderId, status } = await submitted(call, certificate, 'InvalidCertificateStatusCode');
  return { OrderId: orderId, Status: status };
}

async function certificateOrderSubmit(call: TencentCall) {
  const certificate = await namedOrder(call, 'CertId');
  const { orderId, status, companyIsChecked } = await submitted(
    call,
    certificate,
    'CertificateInfoSubmitStatusInvalid',
  );
  return { OrderId: orderId, Status: status, IsAudited: companyIsChecked };
}

/** House policy: whoever repeats it that soon, since the answer was lost, is told how it stands. */
const REPEATED_MINUTES = 10;

async function submitted(
  call: TencentCall,
  certificate: OrderedCertificate,
  code: string,
): Promise<OrderedCertificate> {
  if (wasJustSubmitted(call, certificate)) return certificate;
  refuseUnlessDraft(call, certificate, code);
  const information = certificate.bought?.information ?? {};
  if (information.CertificateDomain === undefined) throw missingParameter(call, 'CertificateDomain');
  const validation = validationFor(call, information);
  const saved = await savedPeople(call, information);
  const form = orderFormOf(call, certificate, validation, saved);
  await asTold(call, SUBMIT_CODES, () => call.client.tencent.submit(certificate.id, form));
  await onceShown(call, certificate.orderId, isPlaced);
  return await namedAgain(call, certificate);
}

const SUBMIT_CODES = {
  fields: {
    names: 'FailedOperation.CertificateInfoSubmitDomainInvalid',
    csr: 'FailedOperation.CertificateCsrParseFailed',
    keyPassword: 'FailedOperation.InvalidParam',
  },
  RefusedInThisState: 'FailedOperation.InvalidCertificateStatusCode',
} as const;

async function namedAgain(call: TencentCall, { id }: OrderedCertificate): Promise<OrderedCertificate> {
  return (await call.client.tencent.show(id)) as OrderedCertificate;
}

function wasJustSubmitted(call: TencentCall, { bought, state, status }: OrderedCertificate): boolean {
  const at = bought?.submittedAt ?? null;
  if (at === null || state === 'pending-submission') return false;
  const inReview: readonly number[] = [
    TENCENT_STATUS.reviewing,
    TENCENT_STATUS.dnsAdded,
    TENCENT_STATUS.letterMissing,
  ];
  const age = call.now() - Date.parse(at);
  return inReview.includes(status) && age < REPEATED_MINUTES * 60_000;
}

/** The call's own, else the one that was handed in; automatic DNS is theirs to leave out nothing, ours to be told. */
function validationFor(call: TencentCall, { VerifyType }: TencentInformation): ValidationMethod {
  const asked = textIn(call.input, 'VerifyType') ?? VerifyType ?? 'DNS';
  const method = methodOf(asked);
  if (method === undefined) throw invalidValue(call, 'VerifyType', 'DNS_AUTO, DNS, FILE');
  return method;
}
