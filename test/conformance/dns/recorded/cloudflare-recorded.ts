/**
 * Cloudflare's API v4, played after its documents (developers.cloudflare.com/api): List Zones, List DNS Records, Create DNS Record,
 * Delete DNS Record; the token's errors after developers.cloudflare.com/fundamentals/api/troubleshooting.
 */
import type { SignedRequest } from '../../../support/cloud-signatures.js';
import { KeptRecords } from './kept-records.js';
import { json, startRecordedServer, type RecordedAnswer, type RecordedServer } from './server.js';

export const CLOUDFLARE_TOKEN = 'YQSn-xWAQiiEh9qM58wZNnyQS7FUdoqGIUAbrh7T';
/** Zone:Read and DNS:Read alone. */
export const CLOUDFLARE_READER = 'Yreader-xWAQiiEh9qM58wZNnyQS7FUdoqGIUAbr';

/** The most that it gives is 50; fewer here, so that there are pages. */
const PAGE = 5;

export interface CloudflareRecorded extends RecordedServer {
  readonly kept: KeptRecords;
}

interface WireRecord {
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly ttl: number;
}

export async function startCloudflareRecorded(): Promise<CloudflareRecorded> {
  const kept = new KeptRecords((_, index) =>
    index.toString(16).padStart(32, '023e105f4ecef8ad9ca31a8372d0c353'),
  );
  const server = await startRecordedServer((request) => answerOf(kept, request));
  return Object.assign(server, { kept });
}

function answerOf(kept: KeptRecords, { method, target, headers, body }: SignedRequest): RecordedAnswer {
  const [, token] = /^Bearer (\S+)$/.exec(String(headers.authorization)) ?? [];
  if (token === undefined || token.length !== CLOUDFLARE_TOKEN.length)
    return failed(400, 6003, 'Invalid request headers', [
      { code: 6111, message: 'Invalid format for Authorization header' },
    ]);
  if (token !== CLOUDFLARE_TOKEN && token !== CLOUDFLARE_READER)
    return failed(403, 9109, 'Invalid access token');
  const { pathname, searchParams } = new URL(target, 'http://cloudflare');
  if (method === 'GET' && pathname === '/client/v4/zones') return zones(kept, searchParams);
  const [, zoneId = '', recordId] =
    /^\/client\/v4\/zones\/([0-9a-f]{32})\/dns_records(?:\/([\w-]+))?$/.exec(pathname) ?? [];
  const zone = kept.zone(zoneId);
  if (!zone)
    return failed(400, 7003, `Could not route to ${pathname}, perhaps your object identifier is invalid?`);
  if (method !== 'GET' && token === CLOUDFLARE_READER) return failed(403, 10000, 'Authentication error');
  if (method === 'GET') {
    const found = kept.at(zoneId, searchParams.get('name.exact') ?? '');
    const result = found.map(({ id, type, name, values: [content], ttl }) =>
      wire(id, { type, name, content: content ?? '', ttl }),
    );
    const count = result.length;
    return told(result, { page: 1, per_page: 100, count, total_count: count, total_pages: 1 });
  }
  if (method === 'POST') return create(kept, zoneId, JSON.parse(body) as WireRecord);
  if (method === 'DELETE' && recordId !== undefined)
    return kept.remove(recordId) ? told({ id: recordId }) : failed(404, 81044, 'Record does not exist.');
  return failed(405, 10405, 'Method not allowed for this authentication scheme');
}

function zones(kept: KeptRecords, query: URLSearchParams): RecordedAnswer {
  const page = Number(query.get('page') ?? 1);
  const result = kept.zones.slice((page - 1) * PAGE, page * PAGE).map(({ id, name }) => ({
    id,
    name,
    status: 'active',
    paused: false,
    type: 'full',
    development_mode: 0,
    name_servers: ['bob.ns.cloudflare.com', 'lola.ns.cloudflare.com'],
    permissions: ['#zone:read', '#dns_records:edit'],
    plan: { id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee', name: 'Free Website', price: 0, currency: 'USD' },
  }));
  const total_count = kept.zones.length;
  return told(result, {
    page,
    per_page: PAGE,
    count: result.length,
    total_count,
    total_pages: Math.ceil(total_count / PAGE),
  });
}

function create(kept: KeptRecords, zoneId: string, { type, name, content, ttl }: WireRecord): RecordedAnswer {
  if (ttl !== 1 && ttl < 60)
    return failed(400, 9021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.');
  if (kept.at(zoneId, name, type).some(({ values }) => values.includes(content)))
    return failed(400, 81058, 'An identical record already exists.');
  if (type === 'CNAME' ? kept.at(zoneId, name).length > 0 : kept.conflicts(zoneId, name, type))
    return type === 'CNAME'
      ? failed(400, 81053, 'An A, AAAA, or CNAME record with that host already exists.')
      : failed(400, 81054, 'A CNAME record with that host already exists.');
  const { id } = kept.add(
    { zoneId, name, type, values: [content], ttl },
    crypto.randomUUID().replaceAll('-', ''),
  );
  return told(wire(id, { type, name, content, ttl }));
}

function wire(id: string, { type, name, content, ttl }: WireRecord): object {
  const created_on = '2026-11-27T05:20:00.12345Z';
  return {
    id,
    name,
    type,
    content,
    proxiable: false,
    proxied: false,
    ttl,
    settings: {},
    meta: {},
    comment: null,
    tags: [],
    created_on,
    modified_on: created_on,
  };
}

function told(result: unknown, result_info?: object): RecordedAnswer {
  return json(200, { success: true, errors: [], messages: [], result, ...(result_info && { result_info }) });
}

export function failed(
  status: number,
  code: number,
  message: string,
  error_chain?: object[],
  headers = {},
): RecordedAnswer {
  const errors = [{ code, message, ...(error_chain && { error_chain }) }];
  return json(status, { success: false, errors, messages: [], result: null }, headers);
}
