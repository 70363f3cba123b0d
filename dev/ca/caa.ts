/** Asks DNS whether this CA may issue for a name: the climb of RFC 8659, section 3; the records decide in domain/control/caa.ts. */
import type { CaaRecord as NodeCaaRecord } from 'node:dns';
import type { Resolver } from 'node:dns/promises';
import type { Bilingual } from '../../domain/bilingual.js';
import { decideCaa, type CaaRecord } from '../../domain/control/caa.js';
import { DEVELOPMENT_CA_IDENTITY } from '../../domain/development/ca.js';
import { isWildcard } from '../../domain/names/forms.js';

/** The CAA lookups of one look at an order: several of its names climb the same tree. */
export class CaaLookup {
  private readonly answers = new Map<string, Promise<CaaRecord[]>>();

  constructor(private readonly resolver: Resolver) {}

  /** Why this CA may not issue for `name`, or undefined. Rejects when DNS gives no answer: that is never permission. */
  async objection(name: string): Promise<Bilingual | undefined> {
    const labels = (isWildcard(name) ? name.slice(2) : name).split('.');
    for (let i = 0; i < labels.length; i++) {
      const at = labels.slice(i).join('.');
      const records = await this.records(at);
      if (records.length > 0) return objectionIn(records, at, name);
    }
    return undefined;
  }

  private records(name: string): Promise<CaaRecord[]> {
    const known = this.answers.get(name) ?? this.query(name);
    this.answers.set(name, known);
    return known;
  }

  private async query(name: string): Promise<CaaRecord[]> {
    try {
      return (await this.resolver.resolveCaa(name)).map(caaRecord);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'no answer';
      if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
      throw new Error(`CAA ${name}: ${code}`, { cause: error });
    }
  }
}

function objectionIn(records: readonly CaaRecord[], at: string, name: string): Bilingual | undefined {
  const decision = decideCaa(records, [DEVELOPMENT_CA_IDENTITY], isWildcard(name));
  if (decision.permitted) return undefined;
  const toAdd = `${at} CAA 0 issue "${DEVELOPMENT_CA_IDENTITY}"`;
  const { zh, en } = decision.reason;
  return {
    zh: `${at} 的 CAA 不允许为 ${name} 签发:${zh};请添加 \`${toAdd}\``,
    en: `CAA ${at} forbids ${name}: ${en}; add \`${toAdd}\``,
  };
}

/** Node names the property after its tag: `{ critical: 0, issue: 'ca.example' }`. */
function caaRecord(found: NodeCaaRecord): CaaRecord {
  const properties: [string, unknown][] = Object.entries(found);
  const [tag, value] = properties.find(([key]) => key !== 'critical' && key !== 'type') ?? ['', ''];
  return { flags: found.critical, tag, value: String(value) };
}
