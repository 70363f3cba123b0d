/** Huawei Cloud DNS, played after its documents. */
import { describe, it } from 'vitest';
import {
  createHuaweiProvider,
  type HuaweiSettings,
} from '../../../activities/dns/providers/huaweicloud/index.js';
import { quotedStrings, unquotedStrings } from '../../../activities/dns/service/text-strings.js';
import { createLocked } from '../../../db/statements/control/name-locks.js';
import { ownDatabase } from '../../support/own-database.js';
import type { DnsPeer } from './peer.js';
import { playedCloud, type Refusal } from './refusals.js';
import {
  failed,
  HUAWEI_KEY,
  HUAWEI_READER,
  startHuaweiRecorded,
  type HuaweiRecorded,
} from './recorded/huaweicloud-recorded.js';

const database = await ownDatabase();

function peerOf(recorded: HuaweiRecorded): DnsPeer {
  const { url, kept, stop } = recorded;
  const service = (settings: Partial<HuaweiSettings> = {}) =>
    createHuaweiProvider({ ...HUAWEI_KEY, endpoint: url, ...settings }, createLocked(database));
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) =>
      Promise.resolve(
        kept.seen(name, type, (written) =>
          type === 'TXT' ? unquotedStrings(written) : written.replace(/\.$/, ''),
        ),
      ),
    writeByOthers(type, name, value, ttl) {
      kept.add({
        zoneId: kept.zoneFor(name).id,
        name,
        type,
        values: [type === 'TXT' ? quotedStrings(value) : `${value}.`],
        ttl,
      });
      return Promise.resolve();
    },
    wrongKeys: [
      {
        what: 'an unknown key',
        service: () => service({ accessKey: 'NOBODY' }),
        says: /does not know this key \(APIGW\.0301\)/,
      },
      {
        what: 'a wrong secret',
        service: () => service({ secretKey: 'wrong-secret-of-a-key' }),
        says: /the signature does not fit the key \(APIGW\.0301\)/,
      },
      {
        what: 'a clock that is off',
        service: () => {
          recorded.clockOff = 3_600_000;
          return service();
        },
        says: /its clock and ours differ too much \(APIGW\.0301\)\. Set this machine's clock by NTP/,
      },
    ],
    withoutRights: {
      what: 'a key that may only read',
      service: () => service(HUAWEI_READER),
      says: /has no right to (?:CreateRecordSetWithLine|DeleteRecordSets) \(DNS\.0030\)\. Grant it the rights that docs\/dns-services\.md lists/,
    },
    secrets: [HUAWEI_KEY.secretKey, HUAWEI_READER.secretKey, 'wrong-secret-of-a-key'],
    unreachable: () => service({ endpoint: 'http://127.0.0.1:1' }),
    stop,
  };
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'too many requests, and when to come back',
    answer: failed(429, 'APIGW.0308', 'The throttling threshold has been reached.', { 'retry-after': '30' }),
    type: 'DnsProviderUnavailable',
    says: /asked too often/,
    retryAfterMs: 30_000,
  },
  {
    what: 'its own trouble',
    answer: failed(500, 'DNS.0003', 'The system is busy. Try again later.'),
    type: 'DnsProviderUnavailable',
    says: /failed by itself/,
  },
  {
    what: 'a frozen zone',
    answer: failed(400, 'DNS.0213', 'The zone is frozen.'),
    type: 'DnsProviderRefused',
    says: /locked or suspended/,
  },
  {
    what: 'a code that nobody knows',
    answer: failed(400, 'DNS.9999', 'whatever'),
    type: 'DnsProviderRefused',
    says: /it refused ListPublicZones \(DNS\.9999\)/,
  },
];

describe('Huawei Cloud DNS', () => {
  const played = playedCloud({ start: startHuaweiRecorded, peerOf, refusals: REFUSALS });

  it.each(played.promises)('$promise', ({ holds }) => holds());
});
