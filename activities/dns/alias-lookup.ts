/** Where a name's CNAME leads, as the world sees it: the zone that holds the name may be nobody's that we publish at. */
import { askForOneLook } from './dns-client.js';
import type { LookSettings } from './look-settings.js';
import { targetNames } from './record-values.js';
import { askResolvers } from './zones.js';

/** One link of the chain. Undefined where the name has no CNAME, or nobody tells. Never rejects. */
export type AliasLookup = (name: string) => Promise<string | undefined>;

export function createAliasLookup(settings: LookSettings): AliasLookup {
  return async (name) => {
    const reply = await askResolvers(settings, askForOneLook(), name, 'CNAME');
    return reply.outcome === 'answered' ? targetNames(reply.answers, 'CNAME', name)[0] : undefined;
  };
}
