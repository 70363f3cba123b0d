/** Where a name's CNAME leads, as the world sees it: the zone that holds the name may be nobody's that we publish at. */
import { randomBytes } from 'node:crypto';
import type { SeenAlias } from '../../domain/control/delegation.js';
import { askForOneLook, type AskDns } from './dns-client.js';
import { failureOf } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { targetNames } from './record-values.js';
import { askResolvers } from './zones.js';

/** One link of the chain. Never rejects. */
export type AliasLookup = (name: string) => Promise<SeenAlias>;

export function createAliasLookup(settings: LookSettings): AliasLookup {
  return async (name) => {
    const ask = askForOneLook();
    const target = await aliasAt(settings, ask, name);
    if (typeof target !== 'string') return target;
    const beside = await aliasAt(settings, ask, siblingOf(name));
    if (typeof beside !== 'string' && beside.outcome === 'silent') return beside;
    return { outcome: 'alias', target, byWildcard: beside === target };
  };
}

async function aliasAt(
  settings: LookSettings,
  ask: AskDns,
  name: string,
): Promise<string | Exclude<SeenAlias, { outcome: 'alias' }>> {
  const reply = await askResolvers(settings, ask, name, 'CNAME');
  if (reply.outcome !== 'answered') return { outcome: 'silent' };
  const [target] = targetNames(reply.answers, 'CNAME', name);
  if (target !== undefined) return target;
  return { outcome: failureOf(reply) === undefined ? 'none' : 'silent' };
}

/**
 * A name beside it that nobody has set. What answers there as well comes of a wildcard (RFC 4592): made for something else, such
 * as the web servers of all names below.
 */
function siblingOf(name: string): string {
  const [, ...above] = name.split('.');
  return [`_${randomBytes(10).toString('hex')}`, ...above].join('.');
}
