/** The list of the Temporal Web UI by whose turn it is: a query for each, and an address that a browser keeps as a view. */
import type { Bilingual, Language } from '../bilingual.js';
import { WAITS, PARTY_OF, type Party, type Wait } from '../waits.js';
import type { PageAddresses } from './pages.js';
import { workflowListUrl } from './pages.js';

/** In the order in which they are told. */
const PARTIES = ['subscriber', 'approver', 'reviewer', 'ca', 'dns', 'us'] as const satisfies readonly Party[];

const NAMES: Readonly<Record<Party, Bilingual>> = {
  subscriber: { zh: '轮到订购人', en: "The subscriber's turn" },
  approver: { zh: '轮到审批人', en: "The approver's turn" },
  reviewer: { zh: '轮到审核人员', en: "The reviewer's turn" },
  ca: { zh: '轮到 CA', en: "The CA's turn" },
  dns: { zh: '等待 DNS 生效', en: 'DNS to show it' },
  us: { zh: '轮到本系统', en: 'Our turn' },
};

export interface TurnView {
  readonly party: Party;
  readonly name: Bilingual;
  /** Temporal's list filter. */
  readonly query: string;
  /** Opened once, it stands among the browser's saved views of the Web UI (2.40 and newer); null: nobody said where that is. */
  readonly url: string | null;
}

/** `language`: the one in which a browser keeps the views' names. */
export function turnViews(addresses: PageAddresses, language: Language): TurnView[] {
  return PARTIES.map((party) => {
    const name = NAMES[party];
    const query = queryOfTurn(party);
    const url = workflowListUrl(addresses, query, name[language]);
    return { party, name, query, url };
  });
}

/** Of orders and revocations that run. */
export function queryOfTurn(party: Party): string {
  const waits = WAITS.filter((wait) => PARTY_OF[wait] === party);
  return `${isOneOf(waits, `${party}-`)} and ExecutionStatus="Running"`;
}

/** Short where the words tell it: the Web UI shows the query above its list. */
function isOneOf(waits: readonly Wait[], prefix: string): string {
  const alike = WAITS.filter((wait) => wait.startsWith(prefix));
  if (alike.length > 0 && alike.join() === waits.join()) return `WaitingOn STARTS_WITH "${prefix}"`;
  const words = waits.map((wait) => `"${wait}"`).join(', ');
  return waits.length === 1 ? `WaitingOn=${words}` : `WaitingOn in (${words})`;
}
