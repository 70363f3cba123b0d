/** DNSPod, played after its documents. */
import { describe, expect, it } from 'vitest';
import { createDnsPodProvider, type DnsPodSettings } from '../../../activities/dns/providers/dnspod/index.js';
import type { DnsPeer } from './peer.js';
import { playedCloud, type Refusal } from './refusals.js';
import {
  DNSPOD_KEY,
  DNSPOD_READER,
  failed,
  startDnsPodRecorded,
  type DnsPodRecorded,
} from './recorded/dnspod-recorded.js';

function peerOf(recorded: DnsPodRecorded): DnsPeer {
  const { url, kept, stop } = recorded;
  const service = (settings: Partial<DnsPodSettings> = {}) =>
    createDnsPodProvider({ ...DNSPOD_KEY, endpoint: url, ...settings });
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) =>
      Promise.resolve(
        kept.seen(name, type, (written) => (type === 'CNAME' ? written.replace(/\.$/, '') : written)),
      ),
    writeByOthers(type, name, value, ttl) {
      kept.add({ zoneId: kept.zoneFor(name).id, name, type, values: [value], ttl });
      return Promise.resolve();
    },
    wrongKeys: [
      {
        what: 'an unknown key',
        service: () => service({ secretId: 'AKIDnobody' }),
        says: /does not know this key \(AuthFailure\.SecretIdNotFound\).*correct the key of this connection/,
      },
      {
        what: 'a wrong secret',
        service: () => service({ secretKey: 'wrong-secret-of-a-key' }),
        says: /the signature does not fit the key \(AuthFailure\.SignatureFailure\)\. Correct the secret/,
      },
      {
        what: 'a clock that is off',
        service: () => {
          recorded.clockOff = 3_600_000;
          return service();
        },
        says: /its clock and ours differ too much \(AuthFailure\.SignatureExpire\)\. Set this machine's clock by NTP/,
      },
    ],
    withoutRights: {
      what: 'a key that may only read',
      service: () => service(DNSPOD_READER),
      says: /has no right to (?:CreateRecord|DeleteRecord) \(UnauthorizedOperation\)\. Grant it the rights that docs\/dns-services\.md lists/,
    },
    secrets: [DNSPOD_KEY.secretKey, DNSPOD_READER.secretKey, 'wrong-secret-of-a-key'],
    unreachable: () => service({ endpoint: 'http://127.0.0.1:1' }),
    stop,
  };
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'too many requests',
    answer: failed('RequestLimitExceeded.UinLimitExceeded', '请求频率超限'),
    type: 'DnsProviderUnavailable',
    says: /asked too often/,
  },
  {
    what: 'its own trouble',
    answer: failed('InternalError', '内部错误'),
    type: 'DnsProviderUnavailable',
    says: /failed by itself at DescribeDomainList \(InternalError\)/,
  },
  {
    what: 'a zone of somebody else',
    answer: failed('OperationDenied.DomainOwnerAllowedOnly', '仅域名所有者可进行操作'),
    type: 'DnsProviderRefused',
    says: /the zone is not in the account of this key/,
  },
  {
    what: 'a locked zone',
    answer: failed('FailedOperation.DomainIsLocked', '锁定域名不能进行此操作'),
    type: 'DnsProviderRefused',
    says: /locked or suspended/,
  },
  {
    what: 'a code that nobody knows',
    answer: failed('Unheard.Of', 'whatever'),
    type: 'DnsProviderRefused',
    says: /it refused DescribeDomainList \(Unheard\.Of\)/,
  },
];

describe('DNSPod', () => {
  const played = playedCloud({ start: startDnsPodRecorded, peerOf, refusals: REFUSALS });

  it.each(played.promises)('$promise', ({ holds }) => holds());

  it('takes a TTL that the plan does not allow for refused, and says so', async () => {
    const service = createDnsPodProvider({ ...DNSPOD_KEY, endpoint: played.recorded.url, ttlSeconds: 60 });
    const publishing = service.publish({ type: 'TXT', name: '_ttl.example.test', value: 'ours' });
    await expect(publishing).rejects.toThrow(/does not take this TTL.*ttlSeconds/);
  });
});
