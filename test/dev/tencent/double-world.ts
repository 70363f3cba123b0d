/** Tencent's double on a development CA, with DNS and a web server that the CA believes, asked by the official client. */
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { expect } from 'vitest';
import {
  startTencentDouble,
  type TencentDouble,
  type TencentDoubleOptions,
} from '../../../dev/tencent/server.js';
import { letterFile } from '../../support/letter-files.js';
import { startCaWorld, TOKEN, type CaWorld } from '../ca/ca-world.js';

export const KEY = { id: `AKID${'d'.repeat(32)}`, secret: 's'.repeat(32) };
export const CONTROL_TOKEN = 'the-control-token-of-this-test';

type Json = Readonly<Record<string, unknown>>;

/** What the client made of the answer. */
export type Called =
  | { readonly answer: Json; readonly code?: undefined }
  | { readonly code: string; readonly message: string; readonly answer?: undefined };

export interface DoubleWorld {
  readonly ca: CaWorld;
  readonly url: string;
  /** What the double could not explain, and answers that are not what the contract says. */
  readonly problems: unknown[];
  /** What CA and double believe the time to be; the real one unless set. */
  now: Date | undefined;
  /** Whatever comes; but asked again where it came too often. */
  tried(action: string, parameters?: object): Promise<Called>;
  /** Rejects with the code. */
  call(action: string, parameters?: object): Promise<Json>;
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Json>;
  /** What people do at the CA with the order of this certificate. */
  desk(id: string, decision: string, body?: object): Promise<Json>;
  buy(productId: number, domainCount?: number, years?: number): Promise<string>;
  show(id: string): Promise<Json>;
  becomes(id: string, status: number): Promise<Json>;
  /** Shows whatever the certificate asks for at this moment. */
  prove(id: string): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDoubleWorld(options: Partial<TencentDoubleOptions> = {}): Promise<DoubleWorld> {
  const ca = await startCaWorld();
  const problems: unknown[] = [];
  const clock = () => ca.now ?? new Date();
  const start = () =>
    startTencentDouble({
      dataDir: ca.dataDir,
      ca: { url: ca.ca.url, token: TOKEN },
      secretId: KEY.id,
      secretKey: KEY.secret,
      controlToken: CONTROL_TOKEN,
      ownDns: ca.dns.zone,
      dials: { preReviewSeconds: 0, cancellingSeconds: 0 },
      scanMs: 100,
      clock,
      onProblem: (problem) => problems.push(problem),
      ...options,
    });
  let double: TencentDouble = await start();
  const world: DoubleWorld = {
    ca,
    problems,
    get url() {
      return double.url;
    },
    get now() {
      return ca.now;
    },
    set now(moment) {
      ca.now = moment;
    },
    async tried(action, parameters = {}) {
      for (;;) {
        const called = await asked(double.url, action, parameters);
        if (called.code !== 'RequestLimitExceeded') return called;
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    },
    async call(action, parameters) {
      const called = await world.tried(action, parameters);
      if (called.answer === undefined) throw new Error(`${action}: ${called.code} ${called.message}`);
      return called.answer;
    },
    async control(method, path, body) {
      const response = await fetch(`${double.url}/_control/${path}`, {
        method,
        headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Json;
    },
    async desk(id, decision, body = {}) {
      const { certificates } = (await world.control('GET', 'certificates')) as {
        certificates: { id: string; reference: string }[];
      };
      const reference = certificates.find((each) => each.id === id)?.reference ?? '';
      const answer = (await ca.control('POST', `/organization/${reference}/${decision}`, body)) as Json;
      expect(answer.error).toBeUndefined();
      return answer;
    },
    async buy(productId, domainCount = 1, years = 1) {
      const wanted = { ProductId: productId, DomainNum: domainCount, TimeSpan: years };
      const { CertificateIds } = await world.call('CreateCertificate', wanted);
      return (CertificateIds as string[])[0] ?? '';
    },
    show: (id) => world.call('DescribeCertificate', { CertificateId: id }),
    async becomes(id, status) {
      await expect
        .poll(async () => (await world.show(id)).Status, { timeout: 15_000, interval: 200 })
        .toBe(status);
      return await world.show(id);
    },
    async prove(id) {
      const { DvAuthDetail, DvRevokeAuthDetail } = (await world.show(id)) as {
        DvAuthDetail: { DvAuths: Auth[] | null };
        DvRevokeAuthDetail: Auth[] | null;
      };
      const auths = [...(DvAuthDetail.DvAuths ?? []), ...(DvRevokeAuthDetail ?? [])];
      expect(auths).not.toEqual([]);
      for (const auth of auths) {
        if (auth.DvAuthVerifyType === 'FILE')
          ca.files.set(`${auth.DvAuthDomain}${auth.DvAuthPath}${auth.DvAuthKey}`, {
            content: auth.DvAuthValue,
          });
        else await ca.dns.zone.set(auth.DvAuthKey, auth.DvAuthVerifyType, auth.DvAuthValue);
      }
    },
    async restart() {
      await double.stop();
      double = await start();
    },
    async stop() {
      await double.stop();
      await ca.stop();
    },
  };
  return world;
}

interface Auth {
  readonly DvAuthKey: string;
  readonly DvAuthValue: string;
  readonly DvAuthDomain: string;
  readonly DvAuthPath: string;
  readonly DvAuthVerifyType: 'TXT' | 'CNAME' | 'FILE';
}

/** One call by the official client, which is told nothing but where the double is. */
export async function asked(
  url: string,
  action: string,
  parameters: object = {},
  key = KEY,
): Promise<Called> {
  const client = new CommonClient(url.replace('http://', ''), '2019-12-05', {
    credential: { secretId: key.id, secretKey: key.secret },
    region: '',
    profile: { httpProfile: { protocol: 'http://', reqTimeout: 10 } },
  });
  try {
    return { answer: (await client.request(action, parameters)) as Json };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { code: code ?? 'none', message };
  }
}

let zones = 0;

/** A name of its own, so that tests of one world don't meet. */
export function newName(host = 'shop'): string {
  zones += 1;
  return `${host}.double-${zones}.com`;
}

export const COMPANY = {
  OrgOrganization: '示例科技有限公司',
  OrgDivision: '信息部',
  OrgAddress: '示例路 1 号',
  OrgCountry: 'CN',
  OrgCity: '深圳市',
  OrgRegion: '广东省',
  OrgPhoneArea: '0755',
  OrgPhoneNumber: '12345678',
  AdminFirstName: '三',
  AdminLastName: '张',
  AdminPhone: '13800000000',
  AdminEmail: 'admin@example-shop.com',
  AdminTitle: '工程师',
} as const;

export const CFCA_IDS = {
  OrgIdType: 'TYDMZ',
  OrgIdNumber: '91350100M000100Y43',
  AdminIdType: 'SFZ',
  AdminIdNumber: '11010519491231002X',
} as const;

/** The new pair, with a key that the double makes. */
export async function submit(
  world: DoubleWorld,
  id: string,
  name: string,
  differing: object = {},
): Promise<{ readonly Status: number; readonly IsAudited: boolean; readonly OrderId: string }> {
  await world.call('CertificateInfoSubmit', {
    CertId: id,
    GenCsrType: 'online',
    CertCommonName: name,
    CompanyType: 2,
    CompanyId: '0',
    CsrEncryptAlgo: 'ECC',
    CsrKeyParameter: 'prime256v1',
    VerifyType: 'DNS',
    ...COMPANY,
    ...differing,
  });
  return (await world.call('CertificateOrderSubmit', { CertId: id })) as never;
}

/** Base64, as the actions take it. `mark` makes it another file. */
export function letter(mark = 'one', kind: Parameters<typeof letterFile>[0] = 'pdf', bytes = 2_000): string {
  return Buffer.from(letterFile(kind, bytes, mark)).toString('base64');
}
