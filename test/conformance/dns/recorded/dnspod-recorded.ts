/**
 * DNSPod, played after its documents: DescribeDomainList (cloud.tencent.com/document/api/1427/56172), DescribeRecordList (56166),
 * CreateRecord (56180), DeleteRecord (56176), error codes (56192), signature (56189).
 */
import { tc3Verdict, type SignedRequest } from '../../../support/cloud-signatures.js';
import { KeptRecords } from './kept-records.js';
import { json, startRecordedServer, type RecordedAnswer, type RecordedServer } from './server.js';

export const DNSPOD_KEY = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
};
/** May read, and write nothing. */
export const DNSPOD_READER = { secretId: 'AKIDreaderEXAMPLE', secretKey: 'readerSecretEXAMPLE' };

const REQUEST_ID = 'ab4f1426-ea15-42ea-8183-dc1b44151166';
/** Of the free edition. */
const SHORTEST_TTL = 600;

export interface DnsPodRecorded extends RecordedServer {
  readonly kept: KeptRecords;
}

interface Asked {
  readonly Domain?: string;
  readonly DomainId?: number;
  readonly Subdomain?: string;
  readonly SubDomain?: string;
  readonly RecordType?: string;
  readonly RecordLine?: string;
  readonly RecordId?: number;
  readonly Value?: string;
  readonly TTL?: number;
  readonly Offset?: number;
  readonly Limit?: number;
}

export async function startDnsPodRecorded(): Promise<DnsPodRecorded> {
  const kept = new KeptRecords((_, index) => String(71_000_000 + index));
  const server = await startRecordedServer((request, now) => answerOf(kept, request, now));
  return Object.assign(server, { kept });
}

function answerOf(kept: KeptRecords, request: SignedRequest, now: number): RecordedAnswer {
  const { headers, method, target, body } = request;
  const [, secretId] = /Credential=([^/]+)\//.exec(String(headers.authorization)) ?? [];
  const key = [DNSPOD_KEY, DNSPOD_READER].find((one) => one.secretId === secretId);
  if (!key)
    return failed(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that your SecretId is correct.',
    );
  const verdict = tc3Verdict(request, key.secretKey, now);
  if (verdict === 'wrong')
    return failed(
      'AuthFailure.SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  if (verdict === 'expired')
    return failed(
      'AuthFailure.SignatureExpire',
      'The provided credentials could not be validated because the timestamp is too old or too new.',
    );
  if (method !== 'POST' || target !== '/' || headers['x-tc-version'] !== '2021-03-23')
    return failed('InvalidParameter', 'Invalid request.');
  const action = String(headers['x-tc-action']);
  if (key === DNSPOD_READER && !action.startsWith('Describe'))
    return failed('UnauthorizedOperation', `you are not authorized to perform operation (dnspod:${action})`);
  const asked = JSON.parse(body) as Asked;
  if (action === 'DescribeDomainList') return domains(kept, asked);
  // DomainId 的优先级比参数 Domain 高。
  const zone = kept.zones.find(
    ({ id, name }) =>
      id === String(asked.DomainId) || (asked.DomainId === undefined && name === asked.Domain),
  );
  if (!zone) return failed('InvalidParameterValue.DomainNotExists', '当前域名有误,请返回重新操作。');
  const nameOf = (host = '@') => (host === '@' ? zone.name : `${host}.${zone.name}`);
  if (action === 'DescribeRecordList') return records(kept, zone.id, nameOf(asked.Subdomain), asked);
  if (action === 'CreateRecord') return create(kept, zone.id, nameOf(asked.SubDomain), asked);
  if (action === 'DeleteRecord')
    return kept.remove(String(asked.RecordId))
      ? told({})
      : failed('InvalidParameter.RecordIdInvalid', '记录编号错误。');
  return failed('InvalidAction', 'The requested interface does not exist.');
}

function domains(kept: KeptRecords, { Offset = 0, Limit = 20 }: Asked): RecordedAnswer {
  const page = kept.zones.slice(Offset, Offset + Limit);
  if (page.length === 0) return failed('ResourceNotFound.NoDataOfDomain', '没有域名。');
  return told({
    DomainCountInfo: {
      DomainTotal: kept.zones.length,
      AllTotal: kept.zones.length,
      MineTotal: kept.zones.length,
    },
    DomainList: page.map(({ id, name }) => ({
      DomainId: Number(id),
      Name: name,
      Status: 'ENABLE',
      TTL: SHORTEST_TTL,
      CNAMESpeedup: 'DISABLE',
      DNSStatus: '',
      Grade: 'DP_FREE',
      GroupId: 1,
      SearchEnginePush: 'NO',
      Remark: '',
      Punycode: name,
      EffectiveDNS: ['f1g1ns1.dnspod.net', 'f1g1ns2.dnspod.net'],
      GradeLevel: 2,
      RecordCount: 2,
      Owner: 'qcloud_uin_100000000001@qcloud.com',
    })),
  });
}

function records(
  kept: KeptRecords,
  zoneId: string,
  name: string,
  { Subdomain = '@', Offset = 0, Limit = 100 }: Asked,
): RecordedAnswer {
  const found = kept.at(zoneId, name).slice(Offset, Offset + Limit);
  if (found.length === 0) return failed('ResourceNotFound.NoDataOfRecord', '记录列表为空。');
  return told({
    RecordCountInfo: { SubdomainCount: 1, ListCount: found.length, TotalCount: found.length },
    RecordList: found.map(({ id, type, values: [Value], ttl }) => ({
      RecordId: Number(id),
      Value,
      Status: 'ENABLE',
      UpdatedOn: '2026-11-27 10:00:00',
      Name: Subdomain,
      Line: '默认',
      LineId: '0',
      Type: type,
      Weight: null,
      MonitorStatus: '',
      Remark: '',
      TTL: ttl,
      MX: 0,
      DefaultNS: false,
    })),
  });
}

function create(kept: KeptRecords, zoneId: string, name: string, asked: Asked): RecordedAnswer {
  const { RecordType: type = '', RecordLine, Value = '', TTL: ttl = SHORTEST_TTL } = asked;
  if (RecordLine !== '默认') return failed('InvalidParameter.RecordLineInvalid', '记录线路不正确。');
  if (ttl < SHORTEST_TTL) return failed('LimitExceeded.RecordTtlLimit', 'TTL 值太小,超过限制。');
  if (kept.at(zoneId, name, type).some(({ values }) => values.includes(Value)))
    return failed('InvalidParameter.DomainRecordExist', '记录已经存在,无需再次添加。');
  if (kept.conflicts(zoneId, name, type))
    return failed('FailedOperation.UnknowError', '操作未响应,请稍后重试。');
  const { id } = kept.add({ zoneId, name, type, values: [Value], ttl });
  return told({ RecordId: Number(id) });
}

function told(response: object): RecordedAnswer {
  return json(200, { Response: { ...response, RequestId: REQUEST_ID } });
}

/** Its errors come with 200 as well. */
export function failed(Code: string, Message: string): RecordedAnswer {
  return told({ Error: { Code, Message } });
}
