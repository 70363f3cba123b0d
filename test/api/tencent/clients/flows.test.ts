/** From purchase to the downloaded ZIP, by official clients that are unchanged, at the API as it is shipped. All flows: flows.drill.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY } from '../world.js';
import { untilStatus } from '../actions/calling.js';
import { officialClients } from './clients.js';
import { callBy, FLOWS, startFlowWorld, type FlowWorld } from './flows.js';

const found = await officialClients();
let world: FlowWorld;

beforeAll(async () => {
  world = await startFlowWorld();
}, 120_000);
afterAll(() => world.stop());

const server = () => ({ address: world.api.address, secretId: KEY.id, secretKey: KEY.secret });

describe.each(found)('$name', (one) => {
  // A command line of Python is a process of seconds for each call.
  it.skipIf(one.missing !== undefined)(
    'has a free certificate, applied for, issued and downloaded',
    { timeout: 180_000 },
    async () => {
      if (one.missing !== undefined) return;
      const client = one.start(server());
      const label = one.name.toLowerCase().replaceAll(' ', '-');
      try {
        await FLOWS.free?.({ call: callBy(client), world, label, pair: 'old' });
      } finally {
        await client.stop();
      }
      expect(world.api.answered.flatMap(({ misfits }) => misfits)).toEqual([]);
      expect(world.api.answered.filter(({ unexpected }) => unexpected !== undefined)).toEqual([]);
    },
  );
});

describe('the calls of Terraform', () => {
  const go = found.find(({ name }) => name === 'Go SDK for any action');

  it.skipIf(go?.missing !== undefined)(
    'buy, name, submit, read and give back a paid certificate; read and change tags',
    async () => {
      if (!go || go.missing !== undefined) return;
      const client = go.start(server());
      const port = world.api.address.split(':')[1] ?? '';
      const wanted = { rootDomain: `sealflow.test:${port}`, language: 'en-US' } as const;
      const call = callBy(client, wanted);
      const tags = callBy(client, { ...wanted, service: 'tag' });
      try {
        const { CertificateIds } = await call('CreateCertificate', {
          ProductId: 104,
          DomainNum: 1,
          TimeSpan: 1,
        });
        const [id = ''] = CertificateIds as string[];
        await call('ModifyCertificateAlias', { CertificateId: id, Alias: 'terraform' });
        await call('ModifyCertificateProject', { CertificateIdList: [id], ProjectId: 7 });
        await call('SubmitCertificateInformation', {
          CertificateId: id,
          CsrType: 'online',
          CertificateDomain: 'terraform.example.com',
          VerifyType: 'DNS',
          IsDV: true,
        });
        await call('CertificateOrderSubmit', { CertId: id, VerifyType: 'DNS' });
        const detail = await call('DescribeCertificateDetail', { CertificateId: id });
        expect(detail).toMatchObject({ Alias: 'terraform', ProjectId: '7', Status: 0 });
        for (const auth of (detail.DvAuthDetail as { DvAuths: Record<string, unknown>[] }).DvAuths) {
          const { DvAuthKey, DvAuthValue, DvAuthVerifyType } = auth;
          expect([DvAuthKey, DvAuthValue, DvAuthVerifyType]).toEqual(Array(3).fill(expect.any(String)));
        }
        const resource = {
          ServiceType: 'ssl',
          ResourcePrefix: 'certificate',
          ResourceId: id,
          ResourceRegion: '',
        };
        expect(await tags('DescribeResourceTags', resource)).toMatchObject({ TotalCount: 0, Rows: [] });
        await tags('ModifyResourceTags', {
          Resource: `qcs::ssl:ap-guangzhou:uin/1:certificate/${id}`,
          ReplaceTags: [
            { TagKey: 'team', TagValue: 'web' },
            { TagKey: '环境', TagValue: '生产' },
          ],
        });
        await tags('ModifyResourceTags', {
          Resource: `qcs::ssl::uin/:certificate/${id}`,
          DeleteTags: [{ TagKey: 'team' }],
        });
        expect(await tags('DescribeResourceTags', { ...resource, Limit: 20, Offset: 0 })).toMatchObject({
          TotalCount: 1,
          Rows: [{ TagKey: '环境', TagValue: '生产', ResourceId: id, ServiceType: 'ssl' }],
        });
        const foreign = { Resource: 'qcs::ssl::uin/:certificate/ZZZZZZZZ', DeleteTags: [{ TagKey: 'team' }] };
        await expect(tags('ModifyResourceTags', foreign)).rejects.toMatchObject({
          code: 'InvalidParameterValue.ResourceDescriptionError',
        });
        await call('CancelAuditCertificate', { CertificateId: id });
        await untilStatus(call, id, 7);
        expect(world.api.answered.flatMap(({ misfits }) => misfits)).toEqual([]);
        expect(world.api.answered.filter(({ unexpected }) => unexpected !== undefined)).toEqual([]);
      } finally {
        await client.stop();
      }
    },
  );
});
