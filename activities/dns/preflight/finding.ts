/** How what was seen becomes a finding of a look before asking: cleaned, bounded, alike ones of several servers as one. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { cleanedText } from '../../../domain/characters.js';
import { FINDING_TEXT_LIMITS } from '../../../domain/control/look-limits.js';
import {
  PREFLIGHT_CODES,
  type PreflightCode,
  type PreflightFinding,
  type PreflightSeverity,
} from '../../../domain/control/preflight/finding.js';
import { PREFLIGHT_FIXES } from '../../../domain/control/preflight/fix-texts.js';
import { PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';

export interface SeenAt {
  /** Who said it; absent where nobody could be asked. */
  readonly servers?: readonly string[];
  readonly seen: Bilingual;
  /** Where it is another one than the code's own. */
  readonly severity?: PreflightSeverity;
  readonly fix?: Bilingual;
}

/** Texts fit to be stored and shown: names, values and addresses in them are strangers'. */
export function preflightFinding(
  code: PreflightCode,
  { servers = [], seen, severity, fix }: SeenAt,
): PreflightFinding {
  const kind = PREFLIGHT_CODES[code];
  const told = fix ?? PREFLIGHT_FIXES[code];
  return {
    code,
    severity: severity ?? kind.severity,
    subject: kind.subject,
    servers: servers
      .slice(0, PREFLIGHT_LIMITS.servers)
      .map((server) => cleanedText(server, { longest: PREFLIGHT_LIMITS.serverCharacters })),
    seen: cleaned(seen),
    fix: told && cleaned(told),
  };
}

function cleaned({ zh, en }: Bilingual): Bilingual {
  const longest = FINDING_TEXT_LIMITS.found;
  return { zh: cleanedText(zh, { longest }), en: cleanedText(en, { longest }) };
}

/** What several servers say alike is one finding of all of them. */
export function grouped(findings: readonly PreflightFinding[]): PreflightFinding[] {
  const groups = new Map<string, PreflightFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.severity, finding.seen.en, finding.fix?.en]);
    const before = groups.get(key);
    const servers = [...new Set([...(before?.servers ?? []), ...finding.servers])];
    groups.set(key, { ...finding, servers: servers.slice(0, PREFLIGHT_LIMITS.servers) });
  }
  return [...groups.values()];
}
