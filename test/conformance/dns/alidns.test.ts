/** Alibaba Cloud DNS, played after its documents. */
import { describe, expect, it } from 'vitest';
import { createAlidnsProvider, type AlidnsSettings } from '../../../activities/dns/providers/alidns/index.js';
import type { DnsPeer } from './peer.js';
import { playedCloud, type Refusal } from './refusals.js';
import {
  ALIDNS_KEY,
  ALIDNS_READER,
  failed,
  startAlidnsRecorded,
  type AlidnsRecorded,
} from './recorded/alidns-recorded.js';

function peerOf(recorded: AlidnsRecorded): DnsPeer {
  const { url, kept, stop } = recorded;
  const service = (settings: Partial<AlidnsSettings> = {}) =>
    createAlidnsProvider({ ...ALIDNS_KEY, endpoint: url, ...settings });
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) => Promise.resolve(kept.seen(name, type, (written) => written)),
    writeByOthers(type, name, value, ttl) {
      kept.add({ zoneId: kept.zoneFor(name).id, name, type, values: [value], ttl });
      return Promise.resolve();
    },
    wrongKeys: [
      {
        what: 'an unknown key',
        service: () => service({ accessKeyId: 'LTAInobody' }),
        says: /does not know this key \(InvalidAccessKeyId\.NotFound\)/,
      },
      {
        what: 'a wrong secret',
        service: () => service({ accessKeySecret: 'wrong-secret-of-a-key' }),
        says: /the signature does not fit the key \(SignatureDoesNotMatch\)/,
      },
      {
        what: 'a clock that is off',
        service: () => {
          recorded.clockOff = 3_600_000;
          return service();
        },
        says: /its clock and ours differ too much \(InvalidTimeStamp\.Expired\)\. Set this machine's clock by NTP/,
      },
    ],
    withoutRights: {
      what: 'a key that may only read',
      service: () => service(ALIDNS_READER),
      says: /has no right to (?:AddDomainRecord|DeleteDomainRecord) \(Forbidden\.RAM\)\. Grant it the rights that docs\/dns-services\.md lists/,
    },
    secrets: [ALIDNS_KEY.accessKeySecret, ALIDNS_READER.accessKeySecret, 'wrong-secret-of-a-key'],
    unreachable: () => service({ endpoint: 'http://127.0.0.1:1' }),
    stop,
  };
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'too many requests',
    answer: failed(400, 'Throttling.User', 'Request was denied due to user flow control.'),
    type: 'DnsProviderUnavailable',
    says: /asked too often/,
  },
  {
    what: 'its own trouble',
    answer: failed(
      503,
      'ServiceUnavailable',
      'The request has failed due to a temporary failure of the server.',
    ),
    type: 'DnsProviderUnavailable',
    says: /failed by itself/,
  },
  {
    what: 'a zone of somebody else',
    answer: failed(400, 'IncorrectDomainUser', 'The domain name does not belong to this user.'),
    type: 'DnsProviderRefused',
    says: /the zone is not in the account of this key/,
  },
  {
    what: 'a zone that has expired',
    answer: failed(400, 'DomainExpiredDNSForbidden', 'The domain has expired.'),
    type: 'DnsProviderRefused',
    says: /locked or suspended/,
  },
  {
    what: 'a code that nobody knows',
    answer: failed(400, 'Unheard.Of', 'whatever'),
    type: 'DnsProviderRefused',
    says: /it refused DescribeDomains \(Unheard\.Of\)/,
  },
];

describe('Alibaba Cloud DNS', () => {
  const played = playedCloud({ start: startAlidnsRecorded, peerOf, refusals: REFUSALS });

  it.each(played.promises)('$promise', ({ holds }) => holds());

  it('puts nothing into an address: what is asked stands in the body', () => {
    expect(new Set(played.recorded.asked)).toEqual(new Set(['POST /']));
  });
});
