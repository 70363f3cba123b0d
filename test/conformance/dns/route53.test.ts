/** Route 53, played after its documents. */
import { describe, expect, it } from 'vitest';
import {
  createRoute53Provider,
  type Route53Settings,
} from '../../../activities/dns/providers/route53/index.js';
import { quotedStrings, unquotedStrings } from '../../../activities/dns/service/text-strings.js';
import { createLocked } from '../../../db/statements/control/name-locks.js';
import { ownDatabase } from '../../support/own-database.js';
import type { DnsPeer } from './peer.js';
import { playedCloud, type Refusal } from './refusals.js';
import {
  failed,
  ROUTE53_KEY,
  ROUTE53_READER,
  startRoute53Recorded,
  type Route53Recorded,
} from './recorded/route53-recorded.js';

const database = await ownDatabase();

function peerOf(recorded: Route53Recorded): DnsPeer {
  const { url, kept, stop } = recorded;
  const service = (settings: Partial<Route53Settings> = {}) =>
    createRoute53Provider(
      { ...ROUTE53_KEY, region: 'us-east-1', endpoint: url, isOfInstallation: false, ...settings },
      createLocked(database),
    );
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) =>
      Promise.resolve(
        kept.seen(name, type, (written) =>
          type === 'TXT' ? unquotedStrings(written, 8) : written.replace(/\.$/, ''),
        ),
      ),
    writeByOthers(type, name, value, ttl) {
      kept.add({
        zoneId: kept.zoneFor(name).id,
        name,
        type,
        values: [type === 'TXT' ? quotedStrings(value, 8) : `${value}.`],
        ttl,
      });
      return Promise.resolve();
    },
    wrongKeys: [
      {
        what: 'an unknown key',
        service: () => service({ accessKeyId: 'AKIANOBODY' }),
        says: /does not know this key \(InvalidClientTokenId\)/,
      },
      {
        what: 'a wrong secret',
        service: () => service({ secretAccessKey: 'wrong-secret-of-a-key' }),
        says: /the signature does not fit the key \(SignatureDoesNotMatch\)/,
      },
      {
        what: 'a clock that is off',
        service: () => {
          recorded.clockOff = 3_600_000;
          return service();
        },
        says: /its clock and ours differ too much \(SignatureDoesNotMatch\)\. Set this machine's clock by NTP/,
      },
    ],
    withoutRights: {
      what: 'a key that may only read',
      service: () => service(ROUTE53_READER),
      says: /has no right to ChangeResourceRecordSets \(AccessDenied\)\. Grant it the rights that docs\/dns-services\.md lists/,
    },
    secrets: [ROUTE53_KEY.secretAccessKey, ROUTE53_READER.secretAccessKey, 'wrong-secret-of-a-key'],
    unreachable: () => service({ endpoint: 'http://127.0.0.1:1' }),
    stop,
  };
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'too many requests',
    answer: failed(400, 'Throttling', 'Rate exceeded'),
    type: 'DnsProviderUnavailable',
    says: /asked too often/,
  },
  {
    what: 'a change that is not through yet',
    answer: failed(
      400,
      'PriorRequestNotComplete',
      'The request was rejected because Route 53 was still processing a prior request.',
    ),
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
    what: 'a code that nobody knows',
    answer: failed(400, 'UnheardOf', 'whatever'),
    type: 'DnsProviderRefused',
    says: /it refused ListHostedZones \(UnheardOf\)/,
  },
];

describe('Route 53', () => {
  const played = playedCloud({ start: startRoute53Recorded, peerOf, refusals: REFUSALS });

  it.each(played.promises)('$promise', ({ holds }) => holds());

  it('adds nothing to a set with a routing policy, and says so', async () => {
    const name = '_weighted.example.test';
    played.recorded.weighted.add(name);
    await played.peer.writeByOthers('TXT', name, 'of others', 300);
    const publishing = played.peer.service().publish({ type: 'TXT', name, value: 'ours' });
    await expect(publishing).rejects.toThrow(/have a routing policy/);
    await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderRefused' });
  });

  it('does not let an account go by the identity of our machine', () => {
    const made = () =>
      createRoute53Provider({ region: 'us-east-1', isOfInstallation: false }, createLocked(database));
    expect(made).toThrow(/may use this machine's own AWS identity/);
  });

  it('writes the set anew where somebody else changed it in between', async () => {
    const name = '_changed.example.test';
    await played.peer.writeByOthers('TXT', name, 'of others', 300);
    const service = played.peer.service();
    const publishing = service.publish({ type: 'TXT', name, value: 'ours' });
    // Written by a program that knows nothing of our locks, as often as we are not looking.
    const [set] = played.recorded.kept.at(played.recorded.kept.zoneFor(name).id, name);
    if (set) {
      played.recorded.kept.remove(set.id);
      played.recorded.kept.add({ ...set, values: [...set.values, '"of a third"'] }, set.id);
    }
    await publishing;
    const values = (await played.peer.seen(name, 'TXT')).map(({ value }) => value);
    expect(values.sort()).toEqual(['of a third', 'of others', 'ours']);
  });
});
