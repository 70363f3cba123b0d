/** Cloudflare, played after its documents. */
import { describe, it } from 'vitest';
import {
  createCloudflareProvider,
  type CloudflareSettings,
} from '../../../activities/dns/providers/cloudflare/index.js';
import { quotedStrings, unquotedStrings } from '../../../activities/dns/service/text-strings.js';
import type { DnsPeer } from './peer.js';
import { playedCloud, type Refusal } from './refusals.js';
import {
  CLOUDFLARE_READER,
  CLOUDFLARE_TOKEN,
  failed,
  startCloudflareRecorded,
  type CloudflareRecorded,
} from './recorded/cloudflare-recorded.js';

const UNKNOWN_TOKEN = 'Z'.repeat(CLOUDFLARE_TOKEN.length);

function peerOf({ url, kept, stop }: CloudflareRecorded): DnsPeer {
  const service = (settings: Partial<CloudflareSettings> = {}) =>
    createCloudflareProvider({ apiToken: CLOUDFLARE_TOKEN, endpoint: `${url}/client/v4`, ...settings });
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) =>
      Promise.resolve(
        kept.seen(name, type, (written) => (type === 'TXT' ? unquotedStrings(written) : written)),
      ),
    writeByOthers(type, name, value, ttl) {
      kept.add({
        zoneId: kept.zoneFor(name).id,
        name,
        type,
        values: [type === 'TXT' ? quotedStrings(value) : value],
        ttl,
      });
      return Promise.resolve();
    },
    wrongKeys: [
      {
        what: 'an unknown token',
        service: () => service({ apiToken: UNKNOWN_TOKEN }),
        says: /does not know this key \(9109\)/,
      },
      {
        what: 'a token that is none',
        service: () => service({ apiToken: 'no-token-at-all' }),
        says: /does not know this key \(6003\)/,
      },
    ],
    withoutRights: {
      what: 'a token that may only read',
      service: () => service({ apiToken: CLOUDFLARE_READER }),
      says: /has no right to (?:POST|DELETE) dns_records \(10000\)\. Grant it the rights that docs\/dns-services\.md lists/,
    },
    secrets: [CLOUDFLARE_TOKEN, CLOUDFLARE_READER, UNKNOWN_TOKEN, 'no-token-at-all'],
    unreachable: () => service({ endpoint: 'http://127.0.0.1:1' }),
    stop,
  };
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'too many requests, and when to come back',
    answer: failed(429, 971, 'Please wait and consider throttling your request speed', [], {
      'retry-after': '271',
    }),
    type: 'DnsProviderUnavailable',
    says: /asked too often/,
    retryAfterMs: 271_000,
  },
  {
    what: 'its own trouble',
    answer: failed(500, 1000000, 'Internal Server Error'),
    type: 'DnsProviderUnavailable',
    says: /failed by itself/,
  },
  {
    what: 'no room for another record',
    answer: failed(400, 81045, 'The record quota has been exceeded.'),
    type: 'DnsProviderRefused',
    says: /room for no more records/,
  },
  {
    what: 'a code that nobody knows',
    answer: failed(400, 99999, 'whatever'),
    type: 'DnsProviderRefused',
    says: /it refused GET zones \(99999\)/,
  },
];

describe('Cloudflare', () => {
  const played = playedCloud({ start: startCloudflareRecorded, peerOf, refusals: REFUSALS });

  it.each(played.promises)('$promise', ({ holds }) => holds());
});
