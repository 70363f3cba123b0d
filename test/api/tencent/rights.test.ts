/**
 * Who may do what by the reseller's API, as the process serves it: keys that are kept, roles that they have, and ids of another account.
 * Every action, found by reflection, as every role; what is refused leaves nothing behind.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../api/tencent/actions/index.js';
import { ACTION_RIGHTS } from '../../../api/tencent/rights.js';
import { TAG_ACTIONS } from '../../../api/tencent/tag-actions.js';
import { OPERATION_RIGHTS } from '../../../domain/accounts/rights.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { tencentNumberOf } from '../../../domain/tencent/ids.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { createOwnChain } from '../../support/own-chains.js';
import { untilStatus, type Answer } from './actions/calling.js';
import { CSR, ROWS, type Ids } from './rights-table.js';
import { serveTencent, type ServedTencent } from './served.js';

let served: ServedTencent;
let ids: Ids;

beforeAll(async () => {
  served = await serveTencent();
  ids = await idsOfDefault();
}, 180_000);
afterAll(() => served.stop());

async function certificateFromElsewhere(): Promise<Answer> {
  const chain = await createOwnChain('ecc', Date.now());
  const { certificatePem, privateKeyPem } = await chain.issue({
    names: ['own.example.org'],
    commonName: 'own.example.org',
    notBefore: Date.now() - 86_400_000,
    days: 90,
  });
  return {
    CertificatePublicKey: `${certificatePem}\n${chain.issuingPem}`,
    CertificatePrivateKey: privateKeyPem,
  };
}

async function idsOfDefault(): Promise<Ids> {
  const { world } = served;
  const call = served.callAs(await served.keyOf('owner'));
  const name = 'rights.example.com';
  const { CertificateId } = await call('ApplyCertificate', { DvAuthMethod: 'DNS_AUTO', DomainName: name });
  const issued = String(CertificateId);
  await untilStatus(call, issued, 1);
  const bought = await call('CreateCertificate', { ProductId: 104, DomainNum: 1, TimeSpan: 1 });
  const { id: company } = await world.orders.companies.add(COMPANY);
  const { id: manager } = await world.orders.contacts.add(CONTACT);
  const { Id } = await call('CreateCSR', { ...CSR, Generate: false });
  return {
    issued,
    draft: String((bought.CertificateIds as string[])[0]),
    company: tencentNumberOf(company),
    manager: tencentNumberOf(manager),
    csr: Number(Id),
    upload: await certificateFromElsewhere(),
  };
}

const ROLES: readonly (readonly [Role, string])[] = [
  ['auditor', 'A'],
  ['approver', 'P'],
  ['letters', 'L'],
];
const DENIED = 'AuthFailure.UnauthorizedOperation';

/** Everything that an action may change, but what says that somebody asked. */
async function stored(): Promise<unknown> {
  const { database } = served.world.dependencies;
  const tables = ['orders', 'certificates', 'tencent_certificates', 'tencent_purchases', 'tencent_deletions'];
  const further = ['companies', 'contacts', 'signing_requests', 'tencent_download_links', 'revocations'];
  const all: Record<string, unknown> = {};
  for (const table of [...tables, ...further]) {
    const { rows } = await database.query<{ whole: unknown }>(
      `select coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as whole from ${table} t`,
    );
    all[table] = rows[0]?.whole;
  }
  return all;
}

it('operators of the installation have no keys to call it with', async () => {
  await expect(served.keyOf('operator')).rejects.toMatchObject({ code: 'InvalidInput', field: 'role' });
});

it('every action has its row, here and in the product', () => {
  expect(Object.keys(ACTION_RIGHTS).sort()).toEqual(Object.keys(ROWS).sort());
  for (const right of Object.values(ACTION_RIGHTS)) expect(Object.keys(OPERATION_RIGHTS)).toContain(right);
  expect(Object.keys(ROWS).sort()).toEqual([...Object.keys(ACTIONS), ...Object.keys(TAG_ACTIONS)].sort());
});

describe.each(ROLES)('a key whose role is %s', (role, letter) => {
  it.each(Object.entries(ROWS).filter(([, { also }]) => !also.includes(letter)))(
    'may not call %s, and nothing is stored',
    async (action, { input }) => {
      const key = await served.keyOf(role);
      const before = await stored();
      const { code, message } = await served.ask(key, action, input(ids));
      expect(code).toBe(DENIED);
      // Nothing of roles and operations of ours.
      expect(message).toBe('此密钥的角色无权执行该操作。');
      expect(await stored()).toEqual(before);
    },
  );

  it.each(Object.entries(ROWS).filter(([, { also }]) => also.includes(letter)))(
    'may call %s',
    async (action, { input }) => {
      const { code } = await served.ask(await served.keyOf(role), action, input(ids));
      expect(code ?? '').not.toMatch(/^AuthFailure|^InternalError|^ServiceUnavailable/);
    },
  );
});

describe('what a key that reads is not told', () => {
  it('is a private key, in words, in files or by an address', async () => {
    for (const role of ['auditor', 'approver'] as const) {
      const key = await served.keyOf(role);
      const detail = await served.ask(key, 'DescribeCertificateDetail', { CertificateId: ids.issued });
      expect(detail.response).toMatchObject({ CertificatePrivateKey: null });
      const tomcat = { ...{ CertificateId: ids.issued }, ServiceType: 'tomcat' };
      expect((await served.ask(key, 'DescribeDownloadCertificateUrl', tomcat)).code).toBe(DENIED);
      const { response } = await served.ask(key, 'DownloadCertificate', { CertificateId: ids.issued });
      const zip = Buffer.from(String(response.Content), 'base64').toString('latin1');
      expect(zip).toContain('_nginx/');
      expect(zip).not.toContain('.key');
    }
  });

  it('are the people of an order, to who only approves', async () => {
    const wanted = { CertificateId: ids.draft };
    const input = { ...wanted, CertificateDomain: 'people.example.com', AdminFirstName: '小明' };
    expect(
      (await served.ask(await served.keyOf('orderer'), 'SubmitCertificateInformation', input)).code,
    ).toBeUndefined();
    const told = async (role: Role) =>
      (await served.ask(await served.keyOf(role), 'DescribeCertificate', wanted)).response;
    expect(await told('auditor')).toMatchObject({ SubmittedData: { AdminFirstName: '小明' } });
    expect(await told('approver')).toMatchObject({ SubmittedData: null });
  });
});

describe('ids of another account', () => {
  it.each(Object.entries(ROWS).filter(([, { foreign }]) => foreign !== undefined))(
    'are to %s as if there were none, and nothing is stored',
    async (action, { input, foreign }) => {
      const stranger = await served.keyOf('owner', 'other');
      const before = await stored();
      const { code, message, response } = await served.ask(stranger, action, input(ids));
      if (typeof foreign === 'function') {
        expect(code).toBeUndefined();
        foreign(response, ids);
      } else {
        expect(code).toBe(foreign);
        const nobody: Ids = { ...ids, issued: 'Nobody00', draft: 'Nobody00', company: 7, manager: 7, csr: 7 };
        const unknown = await served.ask(stranger, action, input(nobody));
        expect(blank(unknown)).toEqual(blank({ code, message }));
      }
      expect(await stored()).toEqual(before);
    },
  );
});

/** Without the ids that were asked for. */
function blank({
  code,
  message = '',
}: {
  readonly code: string | undefined;
  readonly message: string | undefined;
}) {
  const given = [ids.issued, ids.draft, ids.company, ids.manager, ids.csr, 'Nobody00', 7].map(String);
  return { code, message: given.reduce((text, id) => text.replaceAll(id, '…'), message) };
}
