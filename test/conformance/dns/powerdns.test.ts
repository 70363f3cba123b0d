/** PowerDNS by its HTTP API. */
import {
  createPowerDnsProvider,
  type PowerDnsSettings,
} from '../../../activities/dns/providers/powerdns/index.js';
import { quotedStrings } from '../../../activities/dns/service/text-strings.js';
import { createLocked } from '../../../db/statements/control/name-locks.js';
import { ownDatabase } from '../../support/own-database.js';
import { POWERDNS_KEY, POWERDNS_MISSING, startPowerDns } from '../../support/peers/powerdns.js';
import { seenByDns, ZONES } from '../../support/peers/zones.js';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { DnsPeer } from './peer.js';
import { DNS_CONFORMANCE, whySkipped } from './suite.js';

const database = await ownDatabase();

async function startPowerDnsPeer(): Promise<DnsPeer> {
  const powerDns = await startPowerDns();
  const service = (settings: Partial<PowerDnsSettings> = {}) =>
    createPowerDnsProvider(
      { url: powerDns.url, apiKey: POWERDNS_KEY, serverId: 'localhost', ...settings },
      // One for each: as processes of their own have.
      createLocked(database),
    );
  return {
    outside: '_acme-challenge.www.example.org',
    service,
    seen: (name, type) => seenByDns(powerDns.port, name, type),
    async writeByOthers(type, name, value, ttl) {
      const content = type === 'TXT' ? quotedStrings(value) : `${value}.`;
      const records = [{ content, disabled: false }];
      const set = { name: `${name}.`, type, ttl, changetype: 'REPLACE', records };
      await powerDns.ask('PATCH', `zones/${ZONES.parent}.`, { rrsets: [set] });
    },
    wrongKeys: [
      {
        what: 'a wrong key',
        service: () => service({ apiKey: 'not-the-key' }),
        says: /it does not know this key \(status 401\)/,
      },
    ],
    secrets: [POWERDNS_KEY, 'not-the-key'],
    unreachable: () => service({ url: 'http://127.0.0.1:1' }),
    stop: () => powerDns.stop(),
  };
}

describe.skipIf(POWERDNS_MISSING !== undefined)(`PowerDNS${whySkipped(POWERDNS_MISSING)}`, () => {
  let peer: DnsPeer;
  beforeAll(async () => {
    peer = await startPowerDnsPeer();
  });
  afterAll(() => peer.stop());

  it.each(DNS_CONFORMANCE)('$promise', ({ holds }) => holds(peer));
});
