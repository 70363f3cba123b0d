/** The one suite for every DNS service: what an order needs of it, whatever it is, and that it refuses what it says it can't. */
import { expect } from 'vitest';
import type { DnsService } from '../../../activities/dns/dns-provider.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import { OrderFailure } from '../../../domain/failures.js';
import { ZONES } from '../../support/peers/zones.js';
import type { DnsPeer, RefusedConnection } from './peer.js';

const NAMES_AT_ONCE = 50;
const OTHERS_TTL = 1_200;

const txt = (name: string, value: string): ValidationRecord => ({ type: 'TXT', name, value });
const cname = (name: string, value: string): ValidationRecord => ({ type: 'CNAME', name, value });

export interface Conformance {
  readonly promise: string;
  readonly holds: (peer: DnsPeer) => Promise<void>;
}

export const DNS_CONFORMANCE: readonly Conformance[] = [
  {
    promise: 'publishes a value, and once is as good as twice',
    async holds(peer) {
      const name = `_acme-challenge.once.${ZONES.parent}`;
      const service = peer.service();
      expect(await service.publish(txt(name, 'ours'))).toEqual({ outcome: 'published' });
      expect(await service.publish(txt(name, 'ours'))).toEqual({ outcome: 'published' });
      expect(await valuesAt(peer, name)).toEqual(['ours']);
      const [seen] = await peer.seen(name, 'TXT');
      expect(seen?.ttlSeconds).toBeGreaterThanOrEqual(service.limits.shortestTtlSeconds);
    },
  },

  {
    promise: 'publishes the same value for two who ask at once',
    async holds(peer) {
      const name = `_acme-challenge.twins.${ZONES.parent}`;
      await Promise.all([
        peer.service().publish(txt(name, 'ours')),
        peer.service().publish(txt(name, 'ours')),
      ]);
      expect(new Set(await valuesAt(peer, name))).toEqual(new Set(['ours']));
      await peer.service().remove(txt(name, 'ours'));
      expect(await valuesAt(peer, name)).toEqual([]);
    },
  },

  {
    promise:
      'has two values live at one name, as a name and its wildcard ask for, and takes one of them away',
    async holds(peer) {
      const name = `_acme-challenge.both.${ZONES.parent}`;
      await peer.service().publish(txt(name, 'of the name'));
      await peer.service().publish(txt(name, 'of the wildcard'));
      expect(await valuesAt(peer, name)).toEqual(['of the name', 'of the wildcard']);
      await peer.service().remove(txt(name, 'of the name'));
      expect(await valuesAt(peer, name)).toEqual(['of the wildcard']);
      await peer.service().remove(txt(name, 'of the wildcard'));
      expect(await valuesAt(peer, name)).toEqual([]);
    },
  },

  {
    promise: 'leaves what others have there: their value, and how long it lives',
    async holds(peer) {
      const name = `_acme-challenge.others.${ZONES.parent}`;
      const others = { value: 'v=others; "quoted" \\ and more', ttlSeconds: OTHERS_TTL };
      await peer.writeByOthers('TXT', name, others.value, others.ttlSeconds);
      await peer.service().publish(txt(name, 'ours'));
      expect(await valuesAt(peer, name)).toEqual(['ours', others.value]);
      expect(await peer.seen(name, 'TXT')).toContainEqual(others);
      await peer.service().remove(txt(name, 'ours'));
      expect(await peer.seen(name, 'TXT')).toEqual([others]);
    },
  },

  {
    promise: 'removes nothing where ours is gone, and says that it is done',
    async holds(peer) {
      const name = `_acme-challenge.gone.${ZONES.parent}`;
      await peer.service().remove(txt(name, 'never there'));
      await peer.writeByOthers('TXT', name, 'of others', OTHERS_TTL);
      await peer.service().remove(txt(name, 'never there'));
      expect(await valuesAt(peer, name)).toEqual(['of others']);
    },
  },

  {
    promise: 'takes the zone with the longest name',
    async holds(peer) {
      const service = peer.service();
      const name = `_acme-challenge.deep.${ZONES.child}`;
      expect(await service.zoneOf(name)).toBe(ZONES.child);
      expect(await service.zoneOf(`_acme-challenge.flat.${ZONES.parent}`)).toBe(ZONES.parent);
      expect(await service.zoneOf(ZONES.parent)).toBe(ZONES.parent);
      // The end of a name is no suffix of it where no dot is before.
      expect(await service.zoneOf(`other${ZONES.child}`)).toBe(ZONES.parent);
      await service.publish(txt(name, 'ours'));
      expect(await valuesAt(peer, name)).toEqual(['ours']);
    },
  },

  {
    promise: 'serves the zone’s own name',
    async holds(peer) {
      const service = peer.service();
      await service.publish(txt(ZONES.child, 'at the top'));
      expect(await valuesAt(peer, ZONES.child)).toEqual(['at the top']);
      await service.remove(txt(ZONES.child, 'at the top'));
      expect(await valuesAt(peer, ZONES.child)).toEqual([]);
    },
  },

  {
    promise: 'does not serve a name in none of its zones',
    async holds(peer) {
      if (peer.outside === undefined) return;
      const outside = txt(peer.outside, 'ours');
      const service = peer.service();
      expect(await service.publish(outside)).toMatchObject({ outcome: 'not-served' });
      expect(await service.zoneOf(outside.name)).toBeUndefined();
      expect(await service.aliasAt(outside.name)).toBeUndefined();
      await expect(service.remove(outside)).rejects.toMatchObject({ type: 'DnsProviderRefused' });
    },
  },

  {
    promise: 'tells where a CNAME at the name leads, and writes nothing beside it',
    async holds(peer) {
      const name = `_acme-challenge.alias.${ZONES.parent}`;
      await peer.writeByOthers('CNAME', name, 'challenges.example.net', OTHERS_TTL);
      expect(await peer.service().aliasAt(name)).toBe('challenges.example.net');
      const outcome = await peer.service().publish(txt(name, 'ours'));
      expect(outcome).toEqual({ outcome: 'alias', target: 'challenges.example.net' });
      expect(await valuesAt(peer, name, 'CNAME')).toEqual(['challenges.example.net']);
      expect(await peer.service().aliasAt(`_acme-challenge.no-alias.${ZONES.parent}`)).toBeUndefined();
    },
  },

  {
    promise: 'publishes and removes a CNAME, and puts none in the place of what stands there',
    async holds(peer) {
      const name = `_0a1b2c.${ZONES.parent}`;
      await peer.service().publish(cname(name, 'C3D4.ca.example.'));
      expect(await peer.service().publish(cname(name, 'c3d4.ca.example'))).toEqual({ outcome: 'published' });
      expect(await valuesAt(peer, name, 'CNAME')).toEqual(['c3d4.ca.example']);
      await peer.service().remove(cname(name, 'c3d4.ca.example'));
      expect(await valuesAt(peer, name, 'CNAME')).toEqual([]);

      const taken = `_taken.${ZONES.parent}`;
      await peer.writeByOthers('TXT', taken, 'of others', OTHERS_TTL);
      await expect(peer.service().publish(cname(taken, 'c3d4.ca.example'))).rejects.toThrow(OrderFailure);
      expect(await valuesAt(peer, taken)).toEqual(['of others']);
      expect(await valuesAt(peer, taken, 'CNAME')).toEqual([]);
    },
  },

  {
    promise: 'keeps a value of the greatest length whole, and refuses a longer one',
    async holds(peer) {
      const service = peer.service();
      const { longestTxtOctets } = service.limits;
      const name = `_long.${ZONES.parent}`;
      const longest = 'v'.repeat(longestTxtOctets);
      await service.publish(txt(name, longest));
      expect(await valuesAt(peer, name)).toEqual([longest]);
      await service.remove(txt(name, longest));
      expect(await valuesAt(peer, name)).toEqual([]);
      const tooLong = service.publish(txt(name, `${longest}v`));
      await expect(tooLong).rejects.toMatchObject({ type: 'DnsProviderRefused' });
      await expect(tooLong).rejects.toThrow(`takes no TXT value above ${longestTxtOctets} octets`);
    },
  },

  {
    promise: 'tries an access that it has, and changes nothing by it',
    async holds(peer) {
      const service = peer.service();
      await service.tryAccess();
      expect(await valuesAt(peer, `_acme-challenge.sealflow-access.${ZONES.parent}`)).toEqual([]);
    },
  },

  {
    promise: 'says what is wrong with a key, in words that say what to do, and never the key itself',
    async holds(peer) {
      for (const wrong of peer.wrongKeys) {
        await refusedAs(peer, wrong, (service) => service.tryAccess());
        await refusedAs(peer, wrong, (service) => service.publish(txt(`_a.${ZONES.parent}`, 'ours')));
      }
      expect(await valuesAt(peer, `_a.${ZONES.parent}`)).toEqual([]);
    },
  },

  {
    promise:
      'says that a right is missing: when it is tried, or where it can’t be told before, when it is used',
    async holds(peer) {
      const { withoutRights } = peer;
      if (!withoutRights) return;
      const name = `_no-rights.${ZONES.parent}`;
      await refusedAs(peer, withoutRights, (service) => service.publish(txt(name, 'ours')));
      expect(await valuesAt(peer, name)).toEqual([]);
      if (peer.service().limits.tellsRights)
        await refusedAs(peer, withoutRights, (service) => service.tryAccess());
    },
  },

  {
    promise: 'that is not there is unavailable',
    async holds(peer) {
      const publishing = peer.unreachable().publish(txt(`_a.${ZONES.parent}`, 'ours'));
      await expect(publishing).rejects.toMatchObject({ type: 'DnsProviderUnavailable' });
    },
  },

  {
    promise: `loses none of two values at each of ${NAMES_AT_ONCE} names, written and removed at once by two workers`,
    async holds(peer) {
      const workers = [peer.service(), peer.service()];
      const names = Array.from(
        { length: NAMES_AT_ONCE },
        (_, index) => `_acme-challenge.n${index}.${ZONES.child}`,
      );
      const all = (work: (service: DnsService, record: ValidationRecord) => Promise<unknown>) =>
        Promise.all(
          names.flatMap((name) =>
            workers.map((service, index) => work(service, txt(name, `value ${index}`))),
          ),
        );
      await all((service, record) => service.publish(record));
      for (const name of names) expect(await valuesAt(peer, name)).toEqual(['value 0', 'value 1']);
      await all((service, record) => service.remove(record));
      for (const name of names) expect(await valuesAt(peer, name)).toEqual([]);
    },
  },
];

/** For the title of tests that can't run here. */
export function whySkipped(missing: string | undefined): string {
  return missing === undefined ? '' : ` (skipped: ${missing})`;
}

async function valuesAt(peer: DnsPeer, name: string, type: 'TXT' | 'CNAME' = 'TXT'): Promise<string[]> {
  return (await peer.seen(name, type)).map(({ value }) => value).sort();
}

async function refusedAs(
  peer: DnsPeer,
  { what, service, says }: RefusedConnection,
  work: (service: DnsService) => Promise<unknown>,
): Promise<void> {
  const failure = await work(service()).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure, what).toMatchObject({ type: 'DnsProviderRefused' });
  const { en, zh } = (failure as OrderFailure).words;
  expect(en, what).toMatch(says);
  for (const secret of peer.secrets) expect(`${en} ${zh}`).not.toContain(secret);
}
