/**
 * Amazon Route 53, played after its API reference of version 2013-04-01 (docs.aws.amazon.com/Route53/latest/APIReference): ListHostedZones,
 * ListResourceRecordSets, ChangeResourceRecordSets, "Common Errors"; signatures after the IAM User Guide.
 */
import { sigV4Verdict, type SignedRequest } from '../../../support/cloud-signatures.js';
import { KeptRecords } from './kept-records.js';
import { startRecordedServer, type RecordedAnswer, type RecordedServer } from './server.js';

export const ROUTE53_KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
/** May read, and write nothing. */
export const ROUTE53_READER = {
  accessKeyId: 'AKIAREADERNN7EXAMPLE',
  secretAccessKey: 'reader/XUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const XMLNS = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';
/** The most that it gives is 100; fewer here, so that there are pages. */
const PAGE = 5;

export interface Route53Recorded extends RecordedServer {
  readonly kept: KeptRecords;
  /** Names whose sets have a routing policy. */
  readonly weighted: Set<string>;
}

export async function startRoute53Recorded(): Promise<Route53Recorded> {
  const kept = new KeptRecords((_, index) => `Z1D633PJN98FT${index.toString(36).toUpperCase()}`);
  const weighted = new Set<string>();
  const server = await startRecordedServer((request, now) => answerOf(kept, weighted, request, now));
  return Object.assign(server, { kept, weighted });
}

function answerOf(
  kept: KeptRecords,
  weighted: Set<string>,
  request: SignedRequest,
  now: number,
): RecordedAnswer {
  const { method, target, headers, body } = request;
  const [, accessKeyId] = /Credential=([^/]+)\//.exec(String(headers.authorization)) ?? [];
  const key = [ROUTE53_KEY, ROUTE53_READER].find((one) => one.accessKeyId === accessKeyId);
  if (!key)
    return failed(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  const verdict = sigV4Verdict(request, key.secretAccessKey, now);
  if (verdict === 'wrong')
    return failed(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  if (verdict === 'expired')
    return failed(
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20261127T090000Z is now earlier than 20261127T094500Z (20261127T100000Z - 15 min.)',
    );
  const { pathname, searchParams } = new URL(target, 'http://route53');
  if (method === 'GET' && pathname === '/2013-04-01/hostedzone') return hostedZones(kept, searchParams);
  const [, zoneId = ''] = /^\/2013-04-01\/hostedzone\/(\w+)\/rrset\/?$/.exec(pathname) ?? [];
  if (!kept.zone(zoneId)) return failed(404, 'NoSuchHostedZone', `No hosted zone found with ID: ${zoneId}`);
  if (method === 'GET') return sets(kept, weighted, zoneId, searchParams);
  if (key === ROUTE53_READER)
    return failed(
      403,
      'AccessDenied',
      `User: arn:aws:iam::123456789012:user/reader is not authorized to perform: route53:ChangeResourceRecordSets on resource: arn:aws:route53:::hostedzone/${zoneId}`,
    );
  return change(kept, zoneId, body);
}

function hostedZones(kept: KeptRecords, query: URLSearchParams): RecordedAnswer {
  const marker = query.get('marker');
  const start = marker === null ? 0 : kept.zones.findIndex(({ id }) => id === marker);
  const page = kept.zones.slice(start, start + PAGE);
  const next = kept.zones[start + PAGE];
  const zones = page.map(({ id, name }) => zoneXml(id, name, false));
  // A private zone of the same name, which is nobody's to see.
  if (start === 0) zones.unshift(zoneXml('ZPRIVATE', 'sub.example.test', true));
  return xml(
    200,
    `<ListHostedZonesResponse ${XMLNS}><HostedZones>${zones.join('')}</HostedZones>` +
      `${marker === null ? '' : `<Marker>${marker}</Marker>`}<IsTruncated>${next !== undefined}</IsTruncated>` +
      `${next ? `<NextMarker>${next.id}</NextMarker>` : ''}<MaxItems>${PAGE}</MaxItems></ListHostedZonesResponse>`,
  );
}

function zoneXml(id: string, name: string, isPrivate: boolean): string {
  return (
    `<HostedZone><Id>/hostedzone/${id}</Id><Name>${name}.</Name><CallerReference>test-${id}</CallerReference>` +
    `<Config><Comment></Comment><PrivateZone>${isPrivate}</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>`
  );
}

/** In the order of reversed labels, from the name asked for on. */
function sets(
  kept: KeptRecords,
  weighted: Set<string>,
  zoneId: string,
  query: URLSearchParams,
): RecordedAnswer {
  const orderOf = (name: string) => name.replace(/\.$/, '').split('.').reverse().join('\u0000');
  const start = orderOf(query.get('name') ?? '');
  const found = kept.records
    .filter((one) => one.zoneId === zoneId && orderOf(one.name) >= start)
    .sort((one, other) => (orderOf(one.name) < orderOf(other.name) ? -1 : 1))
    .slice(0, Number(query.get('maxitems') ?? 100));
  const told = found.map(({ name, type, ttl, values }) => {
    const policy = weighted.has(name) ? '<SetIdentifier>first</SetIdentifier><Weight>10</Weight>' : '';
    const records = values.map(
      (value) => `<ResourceRecord><Value>${escaped(value)}</Value></ResourceRecord>`,
    );
    return `<ResourceRecordSet><Name>${asWritten(name)}.</Name><Type>${type}</Type>${policy}<TTL>${ttl}</TTL><ResourceRecords>${records.join('')}</ResourceRecords></ResourceRecordSet>`;
  });
  return xml(
    200,
    `<ListResourceRecordSetsResponse ${XMLNS}><ResourceRecordSets>${told.join('')}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListResourceRecordSetsResponse>`,
  );
}

interface Change {
  readonly action: string;
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
}

/** All changes, or none. */
function change(kept: KeptRecords, zoneId: string, body: string): RecordedAnswer {
  const before = kept.records;
  for (const { action, name, type, ttl, values } of changesIn(body)) {
    const [set] = kept.at(zoneId, name, type);
    if (action === 'DELETE') {
      const isSame = set?.ttl === ttl && JSON.stringify(set.values) === JSON.stringify(values);
      if (!set || !isSame)
        return undone(
          kept,
          before,
          `Tried to delete resource record set [name='${name}.', type='${type}'] but it was not found`,
        );
      kept.remove(set.id);
    } else {
      if (set)
        return undone(
          kept,
          before,
          `Tried to create resource record set [name='${name}.', type='${type}'] but it already exists`,
        );
      if (kept.conflicts(zoneId, name, type))
        return undone(
          kept,
          before,
          `RRSet of type ${type} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone`,
        );
      kept.add({ zoneId, name, type, ttl, values });
    }
  }
  return xml(
    200,
    `<ChangeResourceRecordSetsResponse ${XMLNS}><ChangeInfo><Id>/change/C2682N5HXP0BZ4</Id><Status>PENDING</Status><SubmittedAt>2026-11-27T10:00:00.000Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>`,
  );
}

/** Without the wrapping of other errors, as its page shows it. */
function undone(kept: KeptRecords, before: KeptRecords['records'], message: string): RecordedAnswer {
  kept.records = before;
  return xml(
    400,
    `<InvalidChangeBatch ${XMLNS}><Messages><Message>${escaped(message)}</Message></Messages><RequestId>b25f48e8-84fd-11e6-80d9-574e0c4664cb</RequestId></InvalidChangeBatch>`,
  );
}

function changesIn(body: string): Change[] {
  return [...body.matchAll(/<Change>(.*?)<\/Change>/gs)].map(([, part = '']) => {
    const valueOf = (tag: string) =>
      unescapedXml(new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(part)?.[1] ?? '');
    return {
      action: valueOf('Action'),
      name: valueOf('Name').replace(/\.$/, ''),
      type: valueOf('Type'),
      ttl: Number(valueOf('TTL')),
      values: [...part.matchAll(/<Value>(.*?)<\/Value>/gs)].map(([, value = '']) => unescapedXml(value)),
    };
  });
}

/** It writes what is neither letter, digit, hyphen nor underscore in octal. */
function asWritten(name: string): string {
  return name.replace(/[^\w.-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function unescapedXml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function failed(status: number, code: string, message: string, headers = {}): RecordedAnswer {
  const body = `<ErrorResponse ${XMLNS}><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>b25f48e8-84fd-11e6-80d9-574e0c4664cb</RequestId></ErrorResponse>`;
  return xml(status, body, headers);
}

function xml(status: number, body: string, headers = {}): RecordedAnswer {
  return {
    status,
    body: `<?xml version="1.0"?>\n${body}`,
    headers: { 'content-type': 'text/xml', ...headers },
  };
}
