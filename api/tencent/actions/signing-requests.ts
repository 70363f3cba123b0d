/** The five CSR actions: of the international SDK alone. */
import type {
  SigningRequestDetails,
  SigningRequestView,
} from '../../../client/certificates/signing-requests.js';
import { mayDo } from '../../../domain/accounts/rights.js';
import type { KeyAlgorithm } from '../../../domain/catalogue/words.js';
import { tencentNumberOf } from '../../../domain/tencent/ids.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { ownerUin } from './certificate-view.js';
import { keyAlgorithmOf } from './order-form.js';
import { asTold, failed, invalidValue, said } from './refusing.js';
import {
  flagIn,
  numberIn,
  numbersIn,
  pagingIn,
  requiredText,
  tagsIn,
  textIn,
  timeOf,
} from '../../../domain/tencent/wire/fields.js';

export const SIGNING_REQUESTS: Readonly<Record<string, TencentAction>> = {
  CreateCSR: createCsr,
  ModifyCSR: modifyCsr,
  DescribeCSR: describeCsr,
  DescribeCSRSet: describeCsrSet,
  BatchDeleteCSR: batchDeleteCsr,
};

const CODES = {
  InvalidInput: 'InvalidParameterValue',
  RefusedInThisState: 'FailedOperation.GenCSRFail',
  NotFound: 'FailedOperation.InvalidParam',
} as const;

async function createCsr(call: TencentCall) {
  const { input, client } = call;
  const details: SigningRequestDetails = {
    domain: requiredText(input, 'Domain'),
    organization: requiredText(input, 'Organization'),
    department: requiredText(input, 'Department'),
    email: requiredText(input, 'Email'),
    province: requiredText(input, 'Province'),
    city: requiredText(input, 'City'),
    country: requiredText(input, 'Country'),
    algorithm: algorithmIn(call) ?? 'rsa-2048',
  };
  const remark = textIn(input, 'Remark');
  const tags = tagsIn(input);
  const made = await asTold(call, CODES, () =>
    client.signingRequests.add({ details, ...(remark !== undefined && { remark }), ...(tags && { tags }) }),
  );
  await generatedWhereAsked(call, made.id);
  return { Id: tencentNumberOf(made.id) };
}

/** A wrong password leaves the draft: it is corrected by `ModifyCSR`. */
async function generatedWhereAsked(call: TencentCall, id: string): Promise<void> {
  if (flagIn(call.input, 'Generate') !== true) return;
  await asTold(call, CODES, () =>
    call.client.signingRequests.generate(id, textIn(call.input, 'KeyPassword')),
  );
}

/** Undefined where none is given. RSA 2048 and 4096, ECC prime256v1 (section 6.5). */
function algorithmIn(call: TencentCall): KeyAlgorithm | undefined {
  const { input } = call;
  const algorithm = textIn(input, 'EncryptAlgo');
  const parameter = textIn(input, 'KeyParameter');
  if (algorithm === undefined && parameter === undefined) return undefined;
  const fields = ['EncryptAlgo', 'KeyParameter'] as const;
  const chosen = keyAlgorithmOf(call, algorithm, parameter, fields);
  if (chosen === 'sm2') throw invalidValue(call, 'EncryptAlgo', 'RSA, ECC');
  if (chosen === 'ecc-p384') throw invalidValue(call, 'KeyParameter', 'prime256v1');
  return chosen;
}

const FIELDS = {
  Domain: 'domain',
  Organization: 'organization',
  Department: 'department',
  Email: 'email',
  Province: 'province',
  City: 'city',
  Country: 'country',
} as const satisfies Readonly<Record<string, keyof SigningRequestDetails>>;

async function modifyCsr(call: TencentCall) {
  const { input, client } = call;
  const { id } = await namedCsr(call);
  const given: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(FIELDS).flatMap(([from, to]) => {
      const value = textIn(input, from);
      return value === undefined ? [] : [[to, value] as const];
    }),
  );
  const algorithm = algorithmIn(call);
  const remark = textIn(input, 'Remark');
  await asTold(call, CODES, () =>
    client.signingRequests.edit(id, {
      details: { ...given, ...(algorithm && { algorithm }) },
      ...(remark !== undefined && { remark }),
    }),
  );
  await generatedWhereAsked(call, id);
  return { Id: tencentNumberOf(id) };
}

async function describeCsr(call: TencentCall) {
  const csr = await namedCsr(call);
  const isMade = csr.csrPem !== null;
  return {
    ...itemOf(call, csr),
    // That there is one, never what it is.
    KeyPassword: csr.keyHasPassword ? '******' : null,
    CSR: csr.csrPem,
    PrivateKey: isMade && mayTakeKeys(call) ? await call.client.signingRequests.privateKey(csr.id) : null,
  };
}

/** Whoever may not is told the rest, as with a certificate. */
function mayTakeKeys({ principal }: TencentCall): boolean {
  return mayDo(principal.role, 'signingRequests.privateKey');
}

const KEYS: Readonly<Record<KeyAlgorithm, readonly [string, string]>> = {
  'rsa-2048': ['RSA', '2048'],
  'rsa-4096': ['RSA', '4096'],
  'ecc-p256': ['ECC', 'prime256v1'],
  'ecc-p384': ['ECC', 'secp384r1'],
  sm2: ['SM2', 'sm2'],
};

function itemOf(call: TencentCall, { id, details, remark, csrPem, createdAt }: SigningRequestView) {
  const [algorithm, parameter] = KEYS[details.algorithm];
  return {
    Id: tencentNumberOf(id),
    OwnerUin: ownerUin(call),
    Domain: details.domain,
    Organization: details.organization,
    Department: details.department,
    Email: details.email,
    Province: details.province,
    City: details.city,
    Country: details.country,
    Remarks: remark ?? '',
    Status: csrPem === null ? 0 : 1,
    CreateTime: timeOf(createdAt) ?? '',
    EncryptAlgo: algorithm,
    KeyParameter: parameter,
  };
}

async function describeCsrSet(call: TencentCall) {
  const { input, client } = call;
  const { offset, limit } = pagingIn(input, { usual: 10, most: 100 });
  const domain = textIn(input, 'Domain')?.toLowerCase();
  const algorithm = textIn(input, 'EncryptAlgo')?.toUpperCase();
  const all = (await client.signingRequests.list()).filter(
    ({ details }) =>
      (domain === undefined || details.domain.includes(domain)) &&
      (algorithm === undefined || KEYS[details.algorithm][0] === algorithm),
  );
  return { Total: all.length, Set: all.slice(offset, offset + limit).map((csr) => itemOf(call, csr)) };
}

/** Section 6.5. */
const MOST_AT_ONCE = 100;

async function batchDeleteCsr(call: TencentCall) {
  const { input, client } = call;
  const numbers = [...new Set(numbersIn(input, 'CSRIds') ?? [])];
  if (numbers.length === 0 || numbers.length > MOST_AT_ONCE)
    throw new TencentError(
      'InvalidParameterValue',
      said(call, {
        zh: `参数 \`CSRIds\` 需要 1 到 ${MOST_AT_ONCE} 个 ID。`,
        en: `\`CSRIds\` takes 1 to ${MOST_AT_ONCE} ids.`,
      }),
    );
  const known = await client.signingRequests.list();
  const removed: number[] = [];
  for (const number of numbers) {
    const found = known.find(({ id }) => tencentNumberOf(id) === number);
    if (!found) continue;
    await client.signingRequests.remove(found.id);
    removed.push(number);
  }
  return { Success: removed };
}

async function namedCsr(call: TencentCall): Promise<SigningRequestView> {
  const wanted = numberIn(call.input, 'CSRId');
  const found = (await call.client.signingRequests.list()).find(({ id }) => tencentNumberOf(id) === wanted);
  if (found) return found;
  throw failed(call, 'InvalidParam', { zh: 'CSR 不存在。', en: 'There is no such CSR.' });
}
