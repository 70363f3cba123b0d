/** Every official client, unchanged, at the wire: what they send arrives, what is answered arrives, and each error is raised as theirs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TencentError } from '../../../../domain/tencent/wire/error.js';
import type { TencentAction } from '../../../../api/tencent/action.js';
import { KEY, PRINCIPAL, startTencentWorld, type TencentWorld } from '../world.js';
import { officialClients } from './clients.js';
import type { OfficialClient, Wanted } from './official-client.js';
import { DETAIL } from './answers.js';

const found = await officialClients();
let world: TencentWorld;
let received: { readonly input: Readonly<Record<string, unknown>>; readonly language: string }[] = [];

const ID = 'LtIaSxlb';

beforeAll(async () => {
  const taking =
    (answer: Readonly<Record<string, unknown>>): TencentAction =>
    ({ input, language }) => {
      received.push({ input, language });
      return Promise.resolve(answer);
    };
  world = await startTencentWorld(
    {
      DescribeCertificate: () =>
        Promise.reject(new TencentError('FailedOperation.CertificateNotFound', '证书不存在。')),
      DescribeCertificateDetail: taking(DETAIL),
      DescribeCertificates: taking({ TotalCount: 0, Certificates: [] }),
      ModifyCertificateAlias: taking({ CertificateId: ID }),
      UploadCertificate: taking({ CertificateId: ID, RepeatCertId: '' }),
      UploadConfirmLetter: taking({ CertificateId: ID, IsSuccess: true }),
      DeleteCertificate: taking({ DeleteResult: true, TaskId: '' }),
      CommitCertificateInformation: taking({ OrderId: 'u1hD8XmXue', Status: 8 }),
    },
    { now: () => Date.now() + ahead },
  );
});

afterAll(() => world.stop());

/** Clients have the machine's clock; the server's is ahead by so many milliseconds. */
let ahead = 0;

describe.each(found)('$name', (one) => {
  describe.skipIf(one.missing !== undefined)('at the wire', () => {
    // A key of its own: what the others have just asked is not counted against it.
    const key = { id: `AKID${one.name.replaceAll(' ', '')}`, secret: KEY.secret };
    let client: OfficialClient;

    beforeAll(() => {
      if (one.missing !== undefined) return;
      client = one.start({ address: world.address, secretId: key.id, secretKey: key.secret });
    });

    afterAll(() => client.stop());

    beforeEach(() => {
      received = [];
      ahead = 0;
      world.keys.set(key.id, { principal: PRINCIPAL, secrets: [key.secret] });
      world.answered.length = 0;
    });

    it('reads an answer with everything that an answer can have', async () => {
      const { response } = await client.call('DescribeCertificateDetail', { CertificateId: ID });
      expect(response).toMatchObject(knownTo(one.name, DETAIL));
      expect(received.map(({ input }) => input)).toEqual([{ CertificateId: ID }]);
      expect(world.answered[0]?.misfits).toEqual([]);
    });

    it('sends lists, objects, truth and whatever people write', async () => {
      const tags = [
        { TagKey: '部门', TagValue: 'a&b=c+d e%20' },
        { TagKey: 'k', TagValue: '😀' },
      ];
      const given = {
        CertificatePublicKey: 'PEM\nof\nlines\n',
        Alias: '官网 “主站” \\ / \' "',
        Tags: tags,
        Repeatable: false,
      };
      const sent = one.name === 'Go SDK with types' ? without(given, ['Tags', 'Repeatable']) : given;
      expect((await client.call('UploadCertificate', sent)).response).toMatchObject({ CertificateId: ID });
      expect(received.map(({ input }) => input)).toEqual([sent]);
    });

    // What says nothing of a client is no test of its own. This one is the Python SDK underneath, and takes seconds to begin.
    const slow = one.name === 'tccli';

    if (!slow)
      it('sends a letter as large as one may be', async () => {
        const letter = Buffer.alloc(1_400_000, one.name).toString('base64');
        const answer = await client.call('UploadConfirmLetter', { CertificateId: ID, ConfirmLetter: letter });
        expect(answer).toMatchObject({ response: { IsSuccess: true } });
        expect(received.map(({ input }) => input.ConfirmLetter === letter)).toEqual([true]);
      });

    const errors: [string, object, string][] = [
      ['DescribeCertificate', { CertificateId: ID }, 'FailedOperation.CertificateNotFound'],
      ['ModifyCertificateAlias', { Alias: 'a' }, 'MissingParameter'],
      ['DescribeCertificates', { Limit: -1 }, 'InvalidParameterValue'],
      ['VerifyManager', { ManagerId: 1 }, 'UnsupportedOperation'],
    ];
    it.each(slow ? errors.slice(0, 1) : errors)(
      'raises an error of %s as theirs',
      async (action, parameters, code) => {
        const answer = await client.call(action, parameters);
        // What the client itself does not send is refused before it comes here.
        if (answer.code?.startsWith('Client')) return;
        expect(answer).toMatchObject({ code, requestId: world.answered[0]?.requestId });
        expect(answer.response).toBeUndefined();
        expect(received).toEqual([]);
      },
    );

    it.each<[string, string, Wanted]>([
      ['a secret that is not its own', 'AuthFailure.SignatureFailure', { secretKey: 'skf_other' }],
      ['a key that nobody has', 'AuthFailure.SecretIdNotFound', { secretId: 'AKIDnobody' }],
    ])('is refused with %s', async (_what, code, wanted) => {
      expect(await client.call('ModifyCertificateAlias', { CertificateId: ID }, wanted)).toMatchObject({
        code,
      });
      expect(received).toEqual([]);
    });

    if (!slow)
      it('is refused once its key is revoked, or its clock is six minutes away', async () => {
        ahead = 360_000;
        const late = await client.call('DescribeCertificateDetail', { CertificateId: 'late' });
        expect(late).toMatchObject({ code: 'AuthFailure.SignatureExpire' });
        ahead = 0;
        world.keys.delete(key.id);
        const revoked = await client.call('DescribeCertificateDetail', { CertificateId: 'revoked' });
        expect(revoked).toMatchObject({ code: 'AuthFailure.SecretIdNotFound' });
        expect(received).toEqual([]);
      });

    if (!slow)
      it('is told in its language', async () => {
        const english = await client.call(
          'DescribeCertificates',
          { Limit: 1_000_000_000_000_000 * 100 },
          { language: 'en-US' },
        );
        if (english.code?.startsWith('Client')) return;
        expect(english).toMatchObject({
          message: 'The value of the parameter `Limit` is no usable integer.',
        });
      });

    // tccli knows the one alone; Go's client for any action sends parameters in a JSON body alone.
    const only = ['tccli', 'Go SDK for any action'].includes(one.name);
    const signing = only ? [] : (['HmacSHA1', 'HmacSHA256', 'TC3-HMAC-SHA256'] as const);
    it.each(signing.flatMap((name) => [[name, 'POST'] as const, [name, 'GET'] as const]))(
      'is known by %s over %s',
      async (name, method) => {
        const given = { CertificateId: ID, Alias: `${name} 与 ${method} ~!*'()` };
        const answer = await client.call('ModifyCertificateAlias', given, { signing: name, method });
        expect(answer).toMatchObject({ response: { CertificateId: ID } });
        const list = { CertificateStatus: [1, 3], Offset: 0, SearchKey: `${name} ${method}` };
        const listed = await client.call('DescribeCertificates', list, { signing: name, method });
        expect(listed).toMatchObject({ response: { TotalCount: 0 } });
        expect(received.map(({ input }) => input)).toEqual([given, list]);
      },
    );

    if (!one.name.startsWith('Go'))
      it('is known below a path', async () => {
        const given = { CertificateId: 'below' };
        const endpoint = `${world.address}/tencent`;
        const answer = await client.call('DescribeCertificateDetail', given, { endpoint });
        expect(answer).toMatchObject({ response: { Domain: DETAIL.Domain } });
      });

    if (['Python SDK', 'Go SDK for any action'].includes(one.name))
      it('is known without a signed body', async () => {
        const answer = await client.call(
          'DescribeCertificateDetail',
          { CertificateId: 'free' },
          { unsignedPayload: true },
        );
        expect(answer).toMatchObject({ response: { Domain: DETAIL.Domain } });
      });

    if (one.name.startsWith('Go'))
      it('is known by name', async () => {
        const endpoint = `ssl.sealflow.test:${world.address.split(':')[1] ?? ''}`;
        const answer = await client.call(
          'DescribeCertificateDetail',
          { CertificateId: 'named' },
          { endpoint },
        );
        expect(answer).toMatchObject({ response: { Domain: DETAIL.Domain } });
      });

    if (one.name === 'Go SDK for any action')
      it('is known below a domain of ours, as Terraform has it', async () => {
        const rootDomain = `sealflow.test:${world.address.split(':')[1] ?? ''}`;
        const answer = await client.call(
          'DescribeCertificateDetail',
          { CertificateId: 'root' },
          { rootDomain },
        );
        expect(answer).toMatchObject({ response: { Domain: DETAIL.Domain } });
      });
  });
});

/** The oldest of them knows fewer fields. */
function knownTo(name: string, answer: Readonly<Record<string, unknown>>): object {
  if (name !== 'Go SDK with types') return answer;
  const { Domain, Status, ProjectId, IsDv, SubjectAltName, DvAuthDetail } = answer;
  return { Domain, Status, ProjectId, IsDv, SubjectAltName, DvAuthDetail };
}

function without(given: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
}
