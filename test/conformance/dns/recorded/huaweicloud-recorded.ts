/**
 * Huawei Cloud DNS, played after its documents (support.huaweicloud.com/intl/en-us/api-dns): "Querying Public Zones" (v2), "Querying
 * Record Sets in a Zone", "Creating", "Modifying", "Deleting a Record Set" (v2.1), "Error Codes"; its gateway's errors after
 * "Calling APIs: Response".
 */
import { huaweiVerdict, type SignedRequest } from '../../../support/cloud-signatures.js';
import { KeptRecords, type KeptRecord } from './kept-records.js';
import { json, startRecordedServer, type RecordedAnswer, type RecordedServer } from './server.js';

export const HUAWEI_KEY = {
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};
/** May read, and write nothing. */
export const HUAWEI_READER = {
  accessKey: 'READERYTTINDUT2QVKYU',
  secretKey: 'READERK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};

/** The most that it gives is 500; fewer here, so that there are pages. */
const PAGE = 5;

export interface HuaweiRecorded extends RecordedServer {
  readonly kept: KeptRecords;
}

interface WireSet {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly records: readonly string[];
  readonly line?: string;
}

export async function startHuaweiRecorded(): Promise<HuaweiRecorded> {
  const kept = new KeptRecords((_, index) =>
    index.toString(16).padStart(32, '2c9eb155587194ec01587224c9f90149'),
  );
  const server = await startRecordedServer((request, now) => answerOf(kept, request, now));
  return Object.assign(server, { kept });
}

function answerOf(kept: KeptRecords, request: SignedRequest, now: number): RecordedAnswer {
  const { method, target, headers, body } = request;
  const [, access] = /Access=([^,]+),/.exec(String(headers.authorization)) ?? [];
  const key = [HUAWEI_KEY, HUAWEI_READER].find(({ accessKey }) => accessKey === access);
  if (!key)
    return refusedByGateway(
      401,
      'APIGW.0301',
      `Incorrect IAM authentication information: ak ${access} not exist`,
    );
  const verdict = huaweiVerdict(request, key.secretKey, now);
  if (verdict === 'wrong')
    return refusedByGateway(
      401,
      'APIGW.0301',
      'Incorrect IAM authentication information: verify aksk signature fail',
    );
  if (verdict === 'expired')
    return refusedByGateway(
      401,
      'APIGW.0301',
      'Incorrect IAM authentication information: x-sdk-date expired',
    );
  const { pathname, searchParams } = new URL(target, 'http://huawei');
  if (method === 'GET' && pathname === '/v2/zones') return zones(kept, searchParams);
  const [, zoneId = '', setId] =
    /^\/v2\.1\/zones\/([0-9a-f]{32})\/recordsets(?:\/(\w+))?$/.exec(pathname) ?? [];
  if (!kept.zone(zoneId)) return failed(404, 'DNS.0302', 'This zone does not exist.');
  if (method !== 'GET' && key === HUAWEI_READER)
    return failed(403, 'DNS.0030', 'You do not have the permission to perform this operation.');
  if (method === 'GET') return sets(kept, zoneId, searchParams);
  if (method === 'POST') return create(kept, zoneId, JSON.parse(body) as WireSet);
  const set = kept.records.find(({ id }) => id === setId);
  if (!set) return failed(404, 'DNS.0313', 'This record set does not exist.');
  kept.remove(set.id);
  if (method === 'DELETE') return json(202, wire(set, 'PENDING_DELETE'));
  const { ttl, records } = JSON.parse(body) as WireSet;
  return json(202, wire(kept.add({ ...set, ttl, values: records }, set.id), 'PENDING_UPDATE'));
}

function zones(kept: KeptRecords, query: URLSearchParams): RecordedAnswer {
  const offset = Number(query.get('offset') ?? 0);
  const page = kept.zones.slice(offset, offset + PAGE).map(({ id, name }) => ({
    id,
    name: `${name}.`,
    description: '',
    email: 'hostmaster@example.com',
    ttl: 300,
    serial: 1,
    masters: [],
    status: 'ACTIVE',
    pool_id: 'ff8080825b8fc86c015b94bc6f8712c3',
    zone_type: query.get('type') ?? 'public',
    created_at: '2026-11-27T10:00:00.000',
    updated_at: '2026-11-27T10:00:00.000',
    record_num: 2,
  }));
  return json(200, {
    links: { self: 'https://Endpoint/v2/zones' },
    zones: page,
    metadata: { total_count: kept.zones.length },
  });
}

function sets(kept: KeptRecords, zoneId: string, query: URLSearchParams): RecordedAnswer {
  const name = (query.get('name') ?? '').replace(/\.$/, '');
  // Without `search_mode`, whatever has the name within its own is found.
  const isFound = (one: KeptRecord) =>
    query.get('search_mode') === 'equal' ? one.name === name : one.name.includes(name);
  const found = kept.records.filter((one) => one.zoneId === zoneId && isFound(one));
  return json(200, {
    links: { self: 'https://Endpoint/v2.1/zones/recordsets' },
    recordsets: found.map((set) => wire(set, 'ACTIVE')),
    metadata: { total_count: found.length },
  });
}

function create(
  kept: KeptRecords,
  zoneId: string,
  { name, type, ttl, records, line }: WireSet,
): RecordedAnswer {
  const plain = name.replace(/\.$/, '');
  if (line !== 'default_view') return failed(400, 'DNS.0325', 'Invalid line.');
  if (type === 'TXT' && !records.every((one) => /^(?:"(?:[^"\\]|\\.)*" ?)+$/.test(one)))
    return failed(400, 'DNS.0308', 'Invalid record set value.');
  if (kept.at(zoneId, plain, type).length > 0)
    return failed(400, 'DNS.0312', 'This record set already exists.');
  if (kept.conflicts(zoneId, plain, type))
    return failed(400, 'DNS.0335', 'The record set conflicts with an existing one.');
  const added = kept.add(
    { zoneId, name: plain, type, values: records, ttl },
    crypto.randomUUID().replaceAll('-', ''),
  );
  return json(202, wire(added, 'PENDING_CREATE'));
}

function wire({ id, zoneId, name, type, values, ttl }: KeptRecord, status: string): object {
  return {
    id,
    name: `${name}.`,
    description: '',
    type,
    ttl,
    records: values,
    status,
    links: { self: `https://Endpoint/v2.1/zones/${zoneId}/recordsets/${id}` },
    zone_id: zoneId,
    line: 'default_view',
    weight: null,
    health_check_id: null,
    alias_target: null,
    created_at: '2026-11-27T10:00:00.000',
    updated_at: '2026-11-27T10:00:00.000',
    default: false,
    project_id: 'e55c6f3dc4e34c9f86353b664ae0e70c',
  };
}

export function failed(status: number, code: string, message: string, headers = {}): RecordedAnswer {
  return json(status, { code, message }, headers);
}

function refusedByGateway(status: number, error_code: string, error_msg: string): RecordedAnswer {
  return json(status, { error_msg, error_code, request_id: '5e2a5e5b3a1f4d0f8a3b7c4d9e6f1a2b' });
}
