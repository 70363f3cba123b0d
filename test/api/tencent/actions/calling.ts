/** Calls of actions, as the server makes them, and callers' habits: polling a status, reading a ZIP. */
import { unzipSync } from 'fflate';
import { TencentError } from '../../../../domain/tencent/wire/error.js';
import type { TencentCall } from '../../../../api/tencent/action.js';
import { answerLeft } from '../../../../api/tencent/actions/delivery.js';
import { ACTIONS } from '../../../../api/tencent/actions/index.js';
import type { OrderClient } from '../../../../client/order-client.js';
import { until } from '../../../support/until.js';

export type Answer = Readonly<Record<string, unknown>>;
export type Call = (action: string, input?: Answer) => Promise<Answer>;

export interface Caller {
  readonly client: OrderClient;
  readonly key?: string;
  readonly account?: string;
  readonly language?: 'zh-CN' | 'en-US';
  readonly now?: () => number;
}

export function callFor(
  { client, key = 'AKIDtests', account = 'default', language = 'en-US', now = Date.now }: Caller,
  input: Answer,
): TencentCall {
  const principal = { kind: 'key', id: key, name: `key ${key}`, account, role: 'owner' } as const;
  const downloadAddress: TencentCall['downloadAddress'] = ({ id, format }) =>
    Promise.resolve(`http://127.0.0.1/downloads/${id}-${format}`);
  return { input, client, principal, language, now, downloadAddress };
}

export function caller(who: Caller): Call {
  return async (action, input = {}) => {
    const does = ACTIONS[action];
    if (!does) throw new Error(`There is no action ${action}`);
    const call = callFor(who, input);
    try {
      const answer = await does(call);
      await answerLeft(call, 'delivered');
      return answer;
    } catch (error) {
      await answerLeft(call, 'lost');
      throw error;
    }
  };
}

/** The code that the call is refused with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    (answer) => new Error(`was answered: ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof TencentError) return error.code;
  throw error;
}

/** Asks until the certificate has one of these statuses, as programs do. */
export async function untilStatus(call: Call, id: string, ...statuses: readonly number[]): Promise<Answer> {
  let last: Answer = {};
  return await until(
    `status ${statuses.join(' or ')} of ${id}`,
    async () => {
      last = await call('DescribeCertificate', { CertificateId: id });
      return statuses.includes(last.Status as number) && last;
    },
    60_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; it stands at ${JSON.stringify(last)}`, { cause: error });
  });
}

export async function downloaded(call: Call, id: string): Promise<Readonly<Record<string, Buffer>>> {
  const { Content, ContentType } = await call('DownloadCertificate', { CertificateId: id });
  if (ContentType !== 'application/zip') throw new Error(`It is ${String(ContentType)}`);
  const files = unzipSync(Buffer.from(String(Content), 'base64'));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
}

/** A company's information by the old pair. */
export const ORGANIZATION = {
  OrganizationName: '例子科技有限公司',
  OrganizationDivision: '信息部',
  OrganizationAddress: '海淀区例子路 1 号',
  OrganizationCountry: 'CN',
  OrganizationCity: '北京市',
  OrganizationRegion: '北京市',
  PostalCode: '100000',
  PhoneAreaCode: '010',
  PhoneNumber: '88880001',
} as const;

export const PEOPLE = {
  AdminFirstName: '小明',
  AdminLastName: '王',
  AdminPhoneNum: '13800000001',
  AdminEmail: 'wang@people.example',
  AdminPosition: '经理',
  ContactFirstName: '小红',
  ContactLastName: '李',
  ContactEmail: 'li@people.example',
  ContactNumber: '13800000002',
  ContactPosition: '主管',
} as const;

/** The same by the new pair. */
export const NEW_ORGANIZATION = {
  OrgOrganization: ORGANIZATION.OrganizationName,
  OrgDivision: ORGANIZATION.OrganizationDivision,
  OrgAddress: ORGANIZATION.OrganizationAddress,
  OrgCountry: 'CN',
  OrgCity: ORGANIZATION.OrganizationCity,
  OrgRegion: ORGANIZATION.OrganizationRegion,
  OrgPhoneArea: '010',
  OrgPhoneNumber: '88880001',
  AdminFirstName: PEOPLE.AdminFirstName,
  AdminLastName: PEOPLE.AdminLastName,
  AdminPhone: PEOPLE.AdminPhoneNum,
  AdminEmail: PEOPLE.AdminEmail,
  AdminTitle: PEOPLE.AdminPosition,
  TechFirstName: PEOPLE.ContactFirstName,
  TechLastName: PEOPLE.ContactLastName,
  TechPhone: PEOPLE.ContactNumber,
  TechEmail: PEOPLE.ContactEmail,
  TechTitle: PEOPLE.ContactPosition,
} as const;
