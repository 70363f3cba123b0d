/**
 * Alibaba Cloud DNS, played after its documents (api.aliyun.com/document/Alidns/2015-01-09): DescribeDomains,
 * DescribeSubDomainRecords, AddDomainRecord, DeleteDomainRecord, their error codes, and those of the gateway.
 */
import { rpcVerdict, type SignedRequest } from '../../../support/cloud-signatures.js';
import { KeptRecords } from './kept-records.js';
import { json, startRecordedServer, type RecordedAnswer, type RecordedServer } from './server.js';

export const ALIDNS_KEY = {
  accessKeyId: 'LTAI5tExampleKeyId000001',
  accessKeySecret: 'exampleSecretOfAliyun00000001',
};
/** May read, and write nothing. */
export const ALIDNS_READER = {
  accessKeyId: 'LTAI5tExampleReader00001',
  accessKeySecret: 'exampleSecretOfReader00000001',
};

const REQUEST_ID = '536E9CAD-DB30-4647-AC87-AA5CC38C5382';
const SHORTEST_TTL = 600;
/** The most that it gives is 100; fewer here, so that there are pages. */
const PAGE = 5;

export interface AlidnsRecorded extends RecordedServer {
  readonly kept: KeptRecords;
}

export async function startAlidnsRecorded(): Promise<AlidnsRecorded> {
  const kept = new KeptRecords((name) => name);
  const server = await startRecordedServer((request, now) => answerOf(kept, request, now));
  return Object.assign(server, { kept });
}

function answerOf(kept: KeptRecords, request: SignedRequest, now: number): RecordedAnswer {
  const asked = new URLSearchParams(request.body);
  const key = [ALIDNS_KEY, ALIDNS_READER].find(({ accessKeyId }) => accessKeyId === asked.get('AccessKeyId'));
  if (!key) return failed(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const verdict = rpcVerdict(request, key.accessKeySecret, now);
  if (verdict === 'wrong')
    return failed(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
  if (verdict === 'expired')
    return failed(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  const action = asked.get('Action') ?? '';
  if (request.method !== 'POST' || request.target !== '/' || asked.get('Version') !== '2015-01-09')
    return failed(
      404,
      'InvalidAction.NotFound',
      'Specified api is not found, please check your url and method.',
    );
  if (key === ALIDNS_READER && !action.startsWith('Describe'))
    return failed(
      403,
      'Forbidden.RAM',
      'User not authorized to operate on the specified resource, or this API doesn’t support RAM.',
    );
  if (action === 'DescribeDomains') return domains(kept, asked);
  if (action === 'DescribeSubDomainRecords') return records(kept, asked);
  if (action === 'AddDomainRecord') return add(kept, asked);
  if (action === 'DeleteDomainRecord') {
    const RecordId = asked.get('RecordId') ?? '';
    return kept.remove(RecordId)
      ? told({ RecordId })
      : failed(400, 'DomainRecordNotBelongToUser', 'The domain record does not belong to this user.');
  }
  return failed(
    404,
    'InvalidAction.NotFound',
    'Specified api is not found, please check your url and method.',
  );
}

function domains(kept: KeptRecords, asked: URLSearchParams): RecordedAnswer {
  const PageNumber = Number(asked.get('PageNumber') ?? 1);
  const page = kept.zones.slice((PageNumber - 1) * PAGE, PageNumber * PAGE);
  return told({
    TotalCount: kept.zones.length,
    PageNumber,
    PageSize: PAGE,
    Domains: {
      Domain: page.map(({ name }) => ({
        DomainId: `00efd71a-770e-4255-b54e-${name.length}`,
        DomainName: name,
        PunyCode: name,
        AliDomain: false,
        DnsServers: { DnsServer: ['dns7.hichina.com', 'dns8.hichina.com'] },
        RecordCount: 2,
        VersionCode: 'mianfei',
        VersionName: '免费版',
      })),
    },
  });
}

function records(kept: KeptRecords, asked: URLSearchParams): RecordedAnswer {
  const zone = kept.zones.find(({ name }) => name === asked.get('DomainName'));
  if (!zone) return failed(400, 'IncorrectDomainUser', 'The domain name does not belong to this user.');
  const name = asked.get('SubDomain') ?? '';
  const found = kept.at(zone.id, name);
  return told({
    TotalCount: found.length,
    PageNumber: 1,
    PageSize: Number(asked.get('PageSize') ?? 20),
    DomainRecords: {
      Record: found.map(({ id, type, values: [Value], ttl }) => ({
        DomainName: zone.name,
        RecordId: id,
        RR: name === zone.name ? '@' : name.slice(0, -(zone.name.length + 1)),
        Type: type,
        Value,
        TTL: ttl,
        Line: 'default',
        Status: 'ENABLE',
        Locked: false,
        Weight: 1,
      })),
    },
  });
}

function add(kept: KeptRecords, asked: URLSearchParams): RecordedAnswer {
  const zone = kept.zones.find(({ name }) => name === asked.get('DomainName'));
  if (!zone) return failed(400, 'IncorrectDomainUser', 'The domain name does not belong to this user.');
  const host = asked.get('RR') ?? '';
  const name = host === '@' ? zone.name : `${host}.${zone.name}`;
  const type = asked.get('Type') ?? '';
  const value = asked.get('Value') ?? '';
  const ttl = Number(asked.get('TTL') ?? SHORTEST_TTL);
  if (ttl < SHORTEST_TTL) return failed(400, 'QuotaExceeded.TTL', 'The TTL value is out of range.');
  if (kept.at(zone.id, name, type).some(({ values }) => values.includes(value)))
    return failed(400, 'DomainRecordDuplicate', 'The DNS record already exists.');
  if (kept.conflicts(zone.id, name, type))
    return failed(400, 'DomainRecordConflict', 'The domain record is conflict with other records.');
  return told({ RecordId: kept.add({ zoneId: zone.id, name, type, values: [value], ttl }).id });
}

function told(answer: object): RecordedAnswer {
  return json(200, { RequestId: REQUEST_ID, ...answer });
}

export function failed(status: number, Code: string, Message: string): RecordedAnswer {
  const Recommend = `https://api.aliyun.com/troubleshoot?q=${Code}&product=Alidns`;
  return json(status, { RequestId: REQUEST_ID, HostId: 'alidns.aliyuncs.com', Code, Message, Recommend });
}
