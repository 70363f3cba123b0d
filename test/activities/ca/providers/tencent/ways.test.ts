// Every paid product of the catalogue on its own way to a certificate: the calls that are made, and whose turn it is meanwhile.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaOrder, CaOrganizationRequest } from '../../../../../activities/ca/certificate-authority.js';
import { CATALOGUE } from '../../../../../domain/catalogue/rows.js';
import type { OrganizationWay } from '../../../../../domain/catalogue/words.js';
import type { CertificateKind } from '../../../../../domain/names/kinds.js';
import { ORGANIZATION_RULES } from '../../../../../domain/organization/ways.js';
import { LETTER_SETTLES_MS } from '../../../../../domain/tencent/ordering-policy.js';
import { productIdOf } from '../../../../../domain/tencent/products.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { ownDatabase } from '../../../../support/own-database.js';
import { storeOrder } from '../../../../support/stored-orders.js';
import type { Bought } from '../../../../support/peers/tencent-reseller.js';
import { failureOf, startTencentWorld, type TencentWorld } from './world.js';

const database = await ownDatabase();
let world: TencentWorld;
beforeEach(async () => {
  world = await startTencentWorld(database);
});
afterEach(() => world.reseller.stop());

const PEOPLE: Omit<CaOrganizationRequest, 'way'> = {
  company: {
    fullName: '示例科技有限公司',
    department: '信息部',
    country: 'CN',
    province: '北京市',
    city: '北京市',
    address: '中关村大街 1 号',
    landline: { areaCode: '010', number: '62345678' },
    registration: { kind: 'unified-social-credit-code', number: '91110108MA01ABCD0X' },
  },
  manager: {
    name: '欧阳小明',
    department: '信息部',
    position: '经理',
    phone: '13800138000',
    email: 'manager@example.com',
    identity: { kind: 'id-card', number: '110101199003070000' },
  },
  contact: {
    name: 'Mary Ann Smith',
    department: 'IT',
    position: 'Engineer',
    phone: '13900139000',
    email: 'contact@example.com',
  },
};

const NAMES: Readonly<Record<CertificateKind, (zone: string) => string[]>> = {
  single: (zone) => [`shop.${zone}`],
  multi: (zone) => [`a.${zone}`, `b.${zone}`],
  wildcard: (zone) => [`*.deep.${zone}`],
  'wildcard-multi': (zone) => [`*.a.${zone}`, `b.${zone}`],
};

const PRODUCTS = CATALOGUE.filter(
  ({ brand, certificateType }) => brand !== 'acme' && certificateType !== 'dv-free',
).flatMap(({ brand, certificateType, kinds, organizationValidation }) =>
  kinds.map((kind) => ({ brand, certificateType, kind, way: organizationValidation })),
);

const LETTER = { contentType: 'application/pdf', content: new Uint8Array(2_000).fill(65) };

const bought = (order: Pick<CaOrder, 'caReference'>): Bought => {
  const found = world.reseller.certificates.get(order.caReference);
  if (!found) throw new Error(`The reseller has no ${order.caReference}.`);
  return found;
};

async function placed({
  brand,
  certificateType,
  kind,
  way,
}: (typeof PRODUCTS)[number]): Promise<{ readonly order: CaOrder; readonly reference: string }> {
  const request = await requestOf(brand, {
    certificateType,
    names: NAMES[kind],
    ...(way !== 'none' && { organization: { way, ...PEOPLE } }),
  });
  return { order: await world.open().placeOrder(request), reference: request.reference };
}

const actionsOf = () =>
  world.reseller.calls.map(({ action }) => action).filter((action) => !action.startsWith('Describe'));

it('sells every paid line of the catalogue', () => {
  expect(PRODUCTS.length).toBeGreaterThan(50);
  for (const { brand, certificateType, kind } of PRODUCTS)
    expect(productIdOf(brand, certificateType, kind), `${brand} ${certificateType} ${kind}`).toBeDefined();
});

describe.each(PRODUCTS)('$brand $certificateType ($kind)', (product) => {
  it('comes to its certificate by its own way', async () => {
    const ca = world.open();
    const document = product.way === 'none' ? undefined : ORGANIZATION_RULES[product.way].document;
    let { order } = await placed(product);
    expect(bought(order).productId).toBe(productIdOf(product.brand, product.certificateType, product.kind));
    expect(order.organization === undefined).toBe(product.way === 'none');
    if (document !== undefined) {
      expect(order.proofsFollow).toBe(true);
      expect(order.organization?.steps[0]).toMatchObject({ status: 'with-subscriber' });
      await ca.uploadLetter(order.caReference, LETTER);
      order = await ca.orderStatus(order.caReference);
      expect(order.organization?.letters).toMatchObject([{ status: 'in-review' }]);
      expect(order.organization?.steps[0]).toMatchObject({ status: 'passed' });
    }
    expect(order.validations.length).toBeGreaterThan(0);
    world.reseller.publish(order.validations);
    const looked = await ca.requestValidation(order.caReference);
    expect(looked.validations.every(({ status }) => status === 'valid')).toBe(true);
    bought(order).statusMessage = 'LEGAL-REVIEWING';
    if (product.way !== 'none') {
      expect(looked.status).toBe('validating');
      expect((await ca.orderStatus(order.caReference)).organization?.status).toBe('pending');
    }
    await world.reseller.approve(order.caReference);
    const issued = await ca.orderStatus(order.caReference);
    expect(issued.status).toBe('issued');
    expect(issued.organization?.steps.every(({ status }) => status === 'passed') ?? true).toBe(true);
    expect((await ca.fetchCertificate(order.caReference)).certificatePem).toMatch(/BEGIN CERTIFICATE/);
    const looksByItself = ['dnspod', 'dnspod-sm2', 'wotrus'].includes(product.brand);
    expect(actionsOf()).toEqual([
      'CreateCertificate',
      'ModifyCertificateAlias',
      'CertificateInfoSubmit',
      'CertificateOrderSubmit',
      ...(document === undefined ? [] : ['UploadConfirmLetter']),
      ...(looksByItself ? [] : ['CompleteCertificate']),
      'CheckCertificateDomainVerification',
    ]);
  });
});

const productOf = (way: OrganizationWay) => {
  const found = PRODUCTS.find((each) => each.way === way);
  if (!found) throw new Error(`Nothing is sold by ${way}.`);
  return found;
};

it('hands company and people in as the reseller’s form has them', async () => {
  const { order } = await placed(productOf('confirmation-letter'));
  expect(bought(order).information).toMatchObject({
    CompanyType: 2,
    CompanyId: '0',
    OrgOrganization: '示例科技有限公司',
    OrgCountry: 'CN',
    OrgRegion: '北京市',
    OrgPhoneArea: '010',
    OrgIdType: 'TYDMZ',
    AdminLastName: '欧阳',
    AdminFirstName: '小明',
    AdminIdType: 'SFZ',
    TechFirstName: 'Mary Ann',
    TechLastName: 'Smith',
    TechTitle: 'Engineer',
  });
});

it('keeps no person of the form on record', async () => {
  const { reference } = await placed(productOf('confirmation-letter'));
  const { rows } = await database.query<{ row: string }>(
    'select row_to_json(t)::text as row from tencent_orders t where reference = $1',
    [reference],
  );
  expect(rows[0]?.row).not.toMatch(/欧阳|小明|138001|manager@|Smith|示例/);
});

it('says that a letter was not taken, once one is missing again, and takes another', async () => {
  const ca = world.open();
  const { order } = await placed(productOf('confirmation-letter'));
  await ca.uploadLetter(order.caReference, LETTER);
  Object.assign(bought(order), { status: 8, statusMessage: '公章不清晰' });
  // It may not have been looked at yet.
  expect((await ca.orderStatus(order.caReference)).organization?.letters).toMatchObject([
    { status: 'in-review' },
  ]);
  world.pass(LETTER_SETTLES_MS);
  const rejected = await ca.orderStatus(order.caReference);
  expect(rejected.organization?.letters).toMatchObject([{ status: 'rejected' }]);
  expect(rejected.organization?.steps[0]?.detail).toContain('公章不清晰');
  expect(rejected.organization?.steps[0]?.status).toBe('with-subscriber');
  await ca.uploadLetter(order.caReference, { ...LETTER, content: new Uint8Array(2_000).fill(66) });
  const again = await ca.orderStatus(order.caReference);
  expect(again.organization?.letters.map(({ status }) => status)).toEqual(['rejected', 'in-review']);
});

it('tells a file that can’t be the letter from a service that is away', async () => {
  const ca = world.open();
  const { order } = await placed(productOf('confirmation-letter'));
  const tooSmall = await failureOf(
    ca.uploadLetter(order.caReference, { ...LETTER, content: new Uint8Array([1]) }),
  );
  expect(tooSmall.type).toBe('LetterRefusedByCa');
  expect(tooSmall.words.zh).toMatch(/1 KB/);
  world.reseller.badDays.push({ action: 'UploadConfirmLetter', how: 'dropped-after' });
  expect((await failureOf(ca.uploadLetter(order.caReference, LETTER))).type).toBe('CaUnavailable');
  // What was noted before it was sent says that it may be there.
  expect((await ca.orderStatus(order.caReference)).organization?.letters).toHaveLength(1);
});

it('takes no letter where the brand has none, and says where the service wants one all the same', async () => {
  const ca = world.open();
  const { order } = await placed(productOf('public-record'));
  expect((await failureOf(ca.uploadLetter(order.caReference, LETTER))).type).toBe('LetterRefusedByCa');
  bought(order).status = 8;
  const [step] = (await ca.orderStatus(order.caReference)).organization?.steps ?? [];
  expect(step).toMatchObject({ step: 'public-record-check', status: 'with-subscriber' });
  expect(step?.detail).toMatch(/console/);
  expect(step?.detailChinese).toMatch(/控制台/);
});

it.each([
  [2, 'CA审核失败：域名未通过安全检测', 'refused'],
  [2, '域名验证超时，订单已关闭，请重新申请', 'refused'],
  [2, '订单审核失败', 'refused'],
  [2, 'CA 驳回了资料，审核人员将致电，请通过“修改信息”重新提交', 'validating'],
  [2, '一句没有人见过的话', 'validating'],
  [15, '', 'validating'],
  [99, 'SOMETHING-NEW', 'validating'],
  [0, 'SOMETHING-NEW', 'validating'],
  [0, 'wait-issue', 'issuing'],
  [7, '', 'cancelled'],
  [14, '', 'cancelled'],
  [3, 'CA-REVIEWING', 'issued'],
] as const)('status %i with “%s” is %s', async (status, statusMessage, expected) => {
  const { order } = await placed(productOf('public-record'));
  Object.assign(bought(order), { status, statusMessage });
  const told = await world.open().orderStatus(order.caReference);
  expect(told.status).toBe(expected);
  const isKnown = ['', 'wait-issue', 'CA-REVIEWING'].includes(statusMessage);
  if (!isKnown && status !== 99) expect(JSON.stringify(told)).toContain(statusMessage.slice(0, 6));
  if (status === 99) expect(told.reason).toContain('99');
});

it('issues anew within a purchase, once, though the answer is lost', async () => {
  const ca = world.open();
  const first = await requestOf('trustasia');
  const order = await ca.placeOrder(first);
  await world.reseller.approve(order.caReference);
  await storeOrder(database, { orderId: first.reference, form: { names: [...first.names] } });
  await database.query(
    `insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer, not_before,
       not_after, certificate_pem, chain_pem)
     values ('c-' || $1, $1, 'default', $2, '01', 'f', 'i', now(), now() + interval '90 days', 'x', 'x')`,
    [first.reference, first.names],
  );
  const anew = await requestOf('trustasia', { names: () => [...first.names], reissueOf: first.reference });
  world.reseller.badDays.push({ action: 'ReplaceCertificate', how: 'dropped-after' });
  await failureOf(ca.placeOrder(anew));
  const placed = await world.open().placeOrder(anew);
  expect(placed.caReference).toBe(bought(order).replacedBy);
  expect(placed.validations).toHaveLength(1);
  expect(bought(placed).information.Csr).toBe(anew.csrPem);
  expect(world.reseller.certificates.size).toBe(2);
  const unknown = await requestOf('trustasia', { reissueOf: 'never-bought' });
  expect((await failureOf(ca.placeOrder(unknown))).type).toBe('OrderRefusedByCa');
});

it('has an order that is revoked show its proof, and says when it is revoked', async () => {
  const ca = world.open();
  const request = await requestOf('trustasia');
  const order = await ca.placeOrder(request);
  await world.reseller.approve(order.caReference);
  const asked = await ca.requestRevocation(order.caReference, 'keyCompromise');
  expect(asked).toMatchObject({ status: 'pending', proof: 'domain-control' });
  const zone = request.names[0] ?? '';
  bought(order).revokeAuths = [
    {
      DvAuthKey: `_dnsauth.${zone}`,
      DvAuthValue: 'v',
      DvAuthDomain: zone,
      DvAuthPath: '',
      DvAuthSubDomain: '_dnsauth',
      DvAuthVerifyType: 'TXT',
    },
  ];
  const shown = await ca.validateRevocation(order.caReference);
  expect(shown).toMatchObject({ status: 'pending', turn: 'subscriber' });
  expect(shown.validations[0]?.record).toEqual({ type: 'TXT', name: `_dnsauth.${zone}`, value: 'v' });
  bought(order).status = 10;
  const revoked = await ca.findRevocation(order.caReference);
  expect(revoked?.status).toBe('revoked');
  world.pass(60_000);
  expect((await ca.findRevocation(order.caReference))?.revokedAt).toBe(revoked?.revokedAt);
  bought(order).status = 1;
  expect((await ca.findRevocation(order.caReference))?.status).toBe('refused');
});

it('changes no contact, channel or method of a company’s order there', async () => {
  const ca = world.open();
  const { order } = await placed(productOf('public-record'));
  const contact = await failureOf(
    ca.changeOrganizationDetails(order.caReference, { contact: PEOPLE.contact }),
  );
  expect(contact.type).toBe('DetailsRefusedByCa');
  expect((await failureOf(ca.challenges(order.caReference, 'auto-file'))).type).toBe('DetailsRefusedByCa');
});

it('says what to correct where the connection is not let in', async () => {
  const wrongKey = await failureOf(world.open({ secretKey: 'another' }).tryAccess?.() ?? Promise.resolve());
  expect(wrongKey.message).toMatch(/AuthFailure\.SignatureFailure.*secretKey/);
  expect(wrongKey.words.zh).toMatch(/secretKey/);
  world.reseller.badDays.push({
    action: 'DescribeCertificates',
    how: 'refused',
    code: 'AuthFailure.UnauthorizedOperation',
  });
  const noRight = await failureOf(world.open().tryAccess?.() ?? Promise.resolve());
  expect(noRight.message).toMatch(/QcloudSSLFullAccess/);
  expect(noRight.message).not.toContain('secret-of-this-test');
});
