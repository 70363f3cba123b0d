/** Whether what answers at a name is a wildcard's: then a name beside it, which nobody sets, answers the same (RFC 4592). */
import { PROBE_LABEL } from '../../domain/control/preflight/request.js';
import type { AskDns } from './dns-client.js';
import type { LookSettings } from './look-settings.js';
import { plainName, targetNames } from './record-values.js';
import { askResolvers } from './zones.js';

/** The name beside `name`: the wildcards that answer for the one answer for the other. */
export function nameBeside(name: string): string {
  return [PROBE_LABEL, ...plainName(name).split('.').slice(1)].join('.');
}

/** Two questions. False where nobody tells. */
export async function isWildcardAlias(name: string, settings: LookSettings, ask: AskDns): Promise<boolean> {
  const targetAt = async (at: string) => {
    const reply = await askResolvers(settings, ask, at, 'CNAME');
    return reply.outcome === 'answered' ? targetNames(reply.answers, 'CNAME', at)[0] : undefined;
  };
  const [own, beside] = await Promise.all([targetAt(name), targetAt(nameBeside(name))]);
  return own !== undefined && own === beside;
}
