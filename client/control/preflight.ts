/** Names looked at before an order is placed, as a CA would see them. A worker looks: only it has the resolvers. */
import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { findConnection, readChoices } from '../../db/statements/connections/views.js';
import { loadConnections } from '../../db/statements/connections/row.js';
import {
  BRANDS,
  VALIDATION_METHODS,
  type Brand,
  type ValidationMethod,
} from '../../domain/catalogue/words.js';
import { routeForNames } from '../../domain/connections/routes.js';
import { PREFLIGHT_LIMITS } from '../../domain/control/look-limits.js';
import { isFileMethod } from '../../domain/control/methods.js';
import {
  wouldFail,
  type PreflightOfName,
  type PreflightWithoutCa,
} from '../../domain/control/preflight/finding.js';
import {
  PREFLIGHT_METHODS,
  PREFLIGHT_NAMES,
  type PreflightConnection,
  type PreflightMethod,
  type PreflightRequest,
} from '../../domain/control/preflight/request.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { isIpAddress, isWildcard } from '../../domain/names/forms.js';
import { parseNames } from '../../domain/names/name-list.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { PREFLIGHT_WORKFLOW, preflightWorkflowId } from '../../workflows/messages.js';
import { askWorker } from '../asked-of-worker.js';
import type { ClientContext } from '../context.js';
import { invalid, listed, notAccepted } from '../refusing.js';
import { inOurWords } from '../temporal-calls.js';
import { workerNotAnswering } from '../unavailable.js';

export interface PreflightQuery {
  /** As they would be ordered; at most 100. IP addresses are looked at as well. */
  readonly names: readonly string[];
  /**
   * Name or id of a connection to a CA, a brand (`BRANDS`), or what stands for a CA in CAA records, such as `letsencrypt.org`;
   * absent: the CA that orders of these names go to, by the routes.
   */
  readonly ca?: string;
  /** How control would be shown: `dns`, `file`, or a method of an order; absent: either. */
  readonly method?: PreflightMethod | ValidationMethod;
  /** The account at the CA, as CAA records name it (RFC 8657); absent: the one that orders use, where that is known. */
  readonly accountUri?: string;
}

export interface PreflightView {
  /** For one of the names at least. */
  readonly wouldFail: boolean;
  /** In the order of the query. */
  readonly names: readonly PreflightNameView[];
}

export interface PreflightNameView extends PreflightOfName {
  readonly wouldFail: boolean;
}

const LIFE_OF_QUESTION = { words: '2 minutes', seconds: 120 } as const;

type Asking = Pick<ClientContext, 'temporal' | 'database' | 'account' | 'taskQueue'>;

/**
 * Throws Refusal: InvalidInput; RefusedInThisState where there is no CA to look for, or its connection can't be opened.
 * Unavailable where no worker answers.
 */
export async function preflightFor(context: Asking, query: PreflightQuery): Promise<PreflightView> {
  const requests = await requestsOf(context, query);
  const names: PreflightNameView[] = [];
  for (let first = 0; first < requests.length; first += PREFLIGHT_LIMITS.namesAtOnce) {
    const some = requests.slice(first, first + PREFLIGHT_LIMITS.namesAtOnce);
    const looked = await Promise.all(some.map((request) => lookAt(context, request)));
    names.push(...looked.map((one) => ({ ...one, wouldFail: wouldFail(one.findings) })));
  }
  return { wouldFail: names.some((one) => one.wouldFail), names };
}

async function lookAt(context: Asking, request: PreflightRequest): Promise<PreflightOfName> {
  const answer = await answered(context, request);
  if ('noCa' in answer) throw withoutCa(answer);
  return answer;
}

async function answered(
  context: Asking,
  request: PreflightRequest,
): Promise<PreflightOfName | PreflightWithoutCa> {
  try {
    return await askWorker<PreflightOfName | PreflightWithoutCa>(context, {
      type: PREFLIGHT_WORKFLOW,
      workflowId: preflightWorkflowId(context.account, randomUUID()),
      args: [request],
      life: LIFE_OF_QUESTION.words,
    });
  } catch (error) {
    // A worker of an older version does not know the question, and lets its time run out.
    if (error instanceof WorkflowFailedError) throw workerNotAnswering(LIFE_OF_QUESTION.seconds);
    throw inOurWords(error, LIFE_OF_QUESTION.seconds * 1_000);
  }
}

function withoutCa({ noCa }: PreflightWithoutCa): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', { field: 'ca', message: noCa, accepted: WHAT_STANDS_FOR_A_CA }),
  );
}

async function requestsOf(context: Asking, { names: given, ca, method, accountUri }: PreflightQuery) {
  const { names, problems } = parseNames(given, { ipAddresses: true, maxNames: PREFLIGHT_NAMES });
  const [problem, ...others] = problems;
  if (problem) throw new Refusal(problem, others);
  const way = method === undefined ? undefined : wayOf(method);
  for (const name of names) refuseUnfit(name, way);
  const asked = {
    ...(way !== undefined && { method: way }),
    ...(await caOf(context, names, ca)),
    ...(accountUri !== undefined && { accountUri: accountUriOf(accountUri) }),
  };
  return names.map((name): PreflightRequest => ({ account: context.account, name, ...asked }));
}

const METHODS: readonly string[] = [...PREFLIGHT_METHODS, ...VALIDATION_METHODS];

function wayOf(method: PreflightMethod | ValidationMethod): PreflightMethod {
  if (!METHODS.includes(method)) throw notAccepted('method', listed(METHODS));
  if (method === 'dns' || method === 'file') return method;
  return isFileMethod(method) ? 'file' : 'dns';
}

/** Ordering rules, section 5. */
function refuseUnfit(name: string, method: PreflightMethod | undefined): void {
  if (method === 'file' && isWildcard(name))
    throw invalid(
      'method',
      {
        zh: `文件只能证明一个确切的域名,不能用于通配符:${name}`,
        en: `A file proves one exact name, never a wildcard: ${name}`,
      },
      { zh: 'dns', en: 'dns' },
    );
  if (method === 'dns' && isIpAddress(name))
    throw invalid(
      'method',
      { zh: `IP 地址没有自己的 DNS 区域:${name}`, en: `An IP address has no DNS zone of its own: ${name}` },
      { zh: 'file', en: 'file' },
    );
}

/** As RFC 8659, section 4.2, has an issuer's domain name. */
const ISSUER = /^(?=.{4,253}$)(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z0-9]+(?:-+[a-z0-9]+)*$/;

const WHAT_STANDS_FOR_A_CA = {
  zh: `CA 连接的名称,品牌(${BRANDS.join('、')}),或 CA 在 CAA 记录中的标识,例如 letsencrypt.org`,
  en: `the name of a connection to a CA, a brand (${BRANDS.join(', ')}), or what stands for a CA in CAA records, such as letsencrypt.org`,
};

/** A connection's name is what somebody here gave it: it comes before a brand of the same word. */
async function caOf(
  context: Asking,
  names: readonly string[],
  given: string | undefined,
): Promise<Pick<PreflightRequest, 'ca' | 'connection'>> {
  if (given === undefined) return await routedFor(context, { names });
  const { database, account } = context;
  const named = isIdentifier(given) ? await findConnection(database, account, given) : undefined;
  if (named?.family === 'ca') return { connection: { connectionId: named.connectionId, name: named.name } };
  const ca = typeof given === 'string' ? given.toLowerCase().replace(/\.$/, '') : '';
  const brand = BRANDS.find((known) => known === ca);
  if (brand !== undefined) return { ca: brand, ...(await routedFor(context, { names, brand })) };
  if (ISSUER.test(ca)) return { ca };
  throw notAccepted('ca', WHAT_STANDS_FOR_A_CA);
}

/** Nothing where no route fits: the CA is the one that the installation's environment names. */
async function routedFor(
  { database, account }: Asking,
  asked: { readonly names: readonly string[]; readonly brand?: Brand },
): Promise<{ readonly connection?: PreflightConnection }> {
  const route = routeForNames((await readChoices(database, account)).routes, asked);
  if (!route) return {};
  const { connectionId } = route;
  const [row] = await loadConnections(database, [connectionId]);
  return { connection: { connectionId, name: row?.name ?? connectionId } };
}

const LONGEST_URI = 500;

function accountUriOf(given: string): string {
  // Of what a CAA record can hold (RFC 8659, section 4.2): printable, without blanks and semicolons.
  const isHeld =
    typeof given === 'string' && given.length <= LONGEST_URI && /^[\x21-\x3a\x3c-\x7e]+$/.test(given);
  if (isHeld && URL.canParse(given)) return given;
  throw notAccepted('accountUri', {
    zh: 'CA 账户的 URI,例如 https://acme-v02.api.letsencrypt.org/acme/acct/1234567',
    en: 'the URI of an account at the CA, such as https://acme-v02.api.letsencrypt.org/acme/acct/1234567',
  });
}
