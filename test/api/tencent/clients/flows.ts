/** The five flows of the reseller's ordering guide, from purchase to the downloaded ZIP, by whichever client makes the calls. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { TencentError } from '../../../../domain/tencent/wire/error.js';
import { letterFile } from '../../../support/letter-files.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { actUntilEnd, EVERYBODY, passWhenAsked } from '../../../support/organization-orders.js';
import { until } from '../../../support/until.js';
import {
  downloaded,
  NEW_ORGANIZATION,
  ORGANIZATION,
  PEOPLE,
  untilStatus,
  type Answer,
  type Call,
} from '../actions/calling.js';
import { startTencentWorld, type TencentWorld } from '../world.js';
import type { OfficialClient, Wanted } from './official-client.js';

export interface FlowWorld {
  readonly orders: OrderWorld;
  readonly api: TencentWorld;
  stop(): Promise<void>;
}

/** Orders with all that they need, and the API before them as it is shipped. */
export async function startFlowWorld(): Promise<FlowWorld> {
  const orders = await createOrderWorld();
  const api = await startTencentWorld(undefined, { client: orders.orders });
  return {
    orders,
    api,
    async stop() {
      await api.stop();
      await orders.stop();
    },
  };
}

/** As its program would: an error is thrown, and what came too often is asked again a second later. */
export function callBy(client: OfficialClient, wanted: Wanted = {}): Call {
  const call: Call = async (action, input = {}) => {
    const answer = await client.call(action, input, wanted);
    if (answer.code === 'RequestLimitExceeded') {
      await pause(1_000);
      return await call(action, input);
    }
    if (answer.code !== undefined) throw new TencentError(answer.code, answer.message);
    const { RequestId: id, ...fields } = answer.response;
    expect(id).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    return fields;
  };
  return call;
}

type Pair = 'old' | 'new' | 'terraform';

/**
 * One flow: `label` makes its names its own. The oldest of the clients knows the old pair alone, without a method at the commit;
 * Terraform hands in by the old one and submits by the new one (its resource_tc_ssl_pay_certificate.go).
 */
export interface Flow {
  readonly call: Call;
  readonly world: FlowWorld;
  readonly label: string;
  readonly pair: Pair;
}

export const FLOWS: Readonly<Record<string, (flow: Flow) => Promise<void>>> = {
  free: async ({ call, label }) => {
    const { CertificateId } = await call('ApplyCertificate', {
      DvAuthMethod: 'DNS_AUTO',
      DomainName: `free-${label}.example.com`,
      Alias: label,
    });
    await expectDelivered(call, String(CertificateId), `free-${label}.example.com`);
  },
  'DV, with a record that somebody publishes': async ({ call, world, label, pair }) => {
    const name = `dv-${label}.example.com`;
    const id = await bought(call, pair, 104);
    await call('SubmitCertificateInformation', {
      CertificateId: id,
      CsrType: 'online',
      CertificateDomain: name,
      VerifyType: 'DNS',
    });
    await handedOn(call, id, pair, 'DNS');
    const { DvAuthDetail } = await call('DescribeCertificateDetail', { CertificateId: id });
    for (const auth of (DvAuthDetail as { DvAuths: Record<string, string>[] }).DvAuths) {
      const name = `${auth.DvAuthSubDomain ?? ''}.${auth.DvAuthDomain ?? ''}`;
      await world.orders.dns.zone.set(name, auth.DvAuthVerifyType as 'TXT', auth.DvAuthValue ?? '');
    }
    await until('it is issued', async () => {
      await call('CompleteCertificate', { CertificateId: id }).catch(() => undefined);
      return (await call('DescribeCertificate', { CertificateId: id })).Status === 1;
    });
    await expectDelivered(call, id, name);
  },
  'OV by letter': async ({ call, world, label, pair }) => {
    const name = `letter-${label}.example.com`;
    const id = await bought(call, pair, 22, 2);
    const orderId = await submitted(call, id, name, pair, label, [`letter2-${label}.example.com`]);
    await uploaded(call, id, 'pdf');
    await passWhenAsked(world.orders, orderId, 'letter');
    await expectDelivered(call, id, name);
  },
  WoTrus: async ({ call, world, label, pair }) => {
    const name = `wotrus-${label}.example.com`;
    const id = await bought(call, pair, 28);
    const orderId = await submitted(call, id, name, pair, label);
    await actUntilEnd(world.orders, orderId, EVERYBODY);
    await expectDelivered(call, id, name);
  },
  SM2: async ({ call, world, label, pair }) => {
    const name = `sm2-${label}.example.com`;
    const id = await bought(call, pair, 51);
    const orderId = await submitted(call, id, name, pair === 'new' ? 'old' : pair, label);
    await until('the form is waited for', () => uploaded(call, id, 'jpeg').catch(() => undefined));
    await actUntilEnd(world.orders, orderId, EVERYBODY);
    const files = await expectDelivered(call, id, name);
    expect(Object.keys(files)).toContain(`${name}_nginx/${name}_encrypt_bundle.crt`);
  },
};

async function bought(call: Call, pair: Pair, product: number, names = 1): Promise<string> {
  const answer = await call('CreateCertificate', { ProductId: product, DomainNum: names, TimeSpan: 1 });
  const [id = ''] = answer.CertificateIds as string[];
  if (pair === 'terraform') {
    await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'terraform' });
    await call('ModifyCertificateProject', { CertificateIdList: [id], ProjectId: 7 });
  }
  return id;
}

/** Our order's id, as the reseller tells the CA's. */
async function submitted(
  call: Call,
  id: string,
  name: string,
  pair: Pair,
  label: string,
  others: readonly string[] = [],
): Promise<string> {
  const company = `${ORGANIZATION.OrganizationName} ${label} ${name.split('-')[0] ?? ''}`;
  if (pair === 'new') {
    const people = { ...NEW_ORGANIZATION, OrgOrganization: company };
    const csr = { GenCsrType: 'online', CsrEncryptAlgo: 'RSA', CsrKeyParameter: '2048' };
    const names = { CertCommonName: name, ...(others.length > 0 && { DnsNames: others }) };
    await call('CertificateInfoSubmit', {
      CertId: id,
      CompanyType: 2,
      CompanyId: '0',
      ...csr,
      ...names,
      ...people,
    });
    const { OrderId } = await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS_AUTO' });
    return String(OrderId);
  }
  await call('SubmitCertificateInformation', {
    CertificateId: id,
    CsrType: 'online',
    CertificateDomain: name,
    ...(others.length > 0 && { DomainList: others }),
    VerifyType: 'DNS_AUTO',
    ...ORGANIZATION,
    ...PEOPLE,
    OrganizationName: company,
  });
  return await handedOn(call, id, pair, 'DNS_AUTO');
}

/** Our order's id. Terraform reads the certificate at once: without a project, or with a proof that is half null, it breaks. */
async function handedOn(call: Call, id: string, pair: Pair, method: 'DNS' | 'DNS_AUTO'): Promise<string> {
  const { OrderId, Status } =
    pair === 'terraform'
      ? await call('CertificateOrderSubmit', { CertId: id, VerifyType: method })
      : await call('CommitCertificateInformation', { CertificateId: id });
  expect([0, 4, 8]).toContain(Status);
  if (pair === 'terraform') {
    const detail = await call('DescribeCertificateDetail', { CertificateId: id });
    expect(detail).toMatchObject({ Alias: 'terraform', ProjectId: '7' });
    const proofs = detail.DvAuthDetail as { DvAuths: Record<string, unknown>[] | null } | null;
    for (const { DvAuthKey, DvAuthValue, DvAuthVerifyType } of proofs?.DvAuths ?? [])
      expect([DvAuthKey, DvAuthValue, DvAuthVerifyType]).toEqual(Array(3).fill(expect.any(String)));
  }
  return String(OrderId);
}

async function uploaded(call: Call, id: string, kind: 'pdf' | 'jpeg'): Promise<Answer> {
  const letter = Buffer.from(letterFile(kind, 2_000, id)).toString('base64');
  return await call('UploadConfirmLetter', { CertificateId: id, ConfirmLetter: letter });
}

async function expectDelivered(
  call: Call,
  id: string,
  name: string,
): Promise<Readonly<Record<string, Buffer>>> {
  const { Domain } = await untilStatus(call, id, 1);
  expect(Domain).toBe(name);
  const files = await downloaded(call, id);
  expect(Object.keys(files).length).toBeGreaterThan(3);
  return files;
}
