/** The demo's surroundings: the caller's environment, but for settings that would lead to another installation. */
import type { Say } from '../say.js';
import { STAGE } from './texts.js';

const OTHER_INSTALLATION = /^(TEMPORAL_|SEALFLOW_|DATABASE_URL)/;
/** Where fetched programs are kept is the same for every installation; where its metrics are told, the watcher's own choice. */
const KEPT = new Set(['SEALFLOW_CACHE_DIR', 'SEALFLOW_METRICS_ADDRESS']);

/** Says which variables it left aside, so that nobody wonders. */
export function withoutOtherInstallations(environment: NodeJS.ProcessEnv, say: Say): NodeJS.ProcessEnv {
  const leadsAway = (name: string) => OTHER_INSTALLATION.test(name) && !KEPT.has(name);
  const aside = Object.keys(environment).filter(leadsAway);
  if (aside.length > 0) say(STAGE.leftAside(aside.sort().join(', ')));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !leadsAway(name)));
}
