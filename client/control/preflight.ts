/** Names looked at before an order is placed, as a CA would see them. A worker looks: only it has the resolvers. */
import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { BRANDS, VALIDATION_METHODS, type ValidationMethod } from '../../domain/catalogue/words.js';
import { PREFLIGHT_LIMITS } from '../../domain/control/look-limits.js';
import { isFileMethod } from '../../domain/control/methods.js';
import { wouldFail, type PreflightOfName } from '../../domain/control/preflight/finding.js';
import {
  PREFLIGHT_METHODS,
  PREFLIGHT_NAMES,
  type PreflightMethod,
  type PreflightRequest,
} from '../../domain/control/preflight/request.js';
import { isIpAddress, isWildcard } from '../../domain/names/forms.js';
import { parseNames } from '../../domain/names/name-list.js';
import { Refusal } from '../../domain/refusals.js';
import { PREFLIGHT_WORKFLOW, preflightWorkflowId } from '../../workflows/messages.js';
import { askWorker } from '../asked-of-worker.js';
import type { ClientContext } from '../context.js';
import { invalid, listed, notAccepted } from '../refusing.js';
import { inOurWords } from '../temporal-calls.js';
import { workerNotAnswering } from '../unavailable.js';

export interface PreflightQuery {
  /** As they would be ordered; at most 100. IP addresses are looked at as well. */
  readonly names: readonly string[];
  /** A brand (`BRANDS`), or what stands for a CA in CAA records, such as `letsencrypt.org`; absent: the CA that orders go to. */
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

/** Throws Refusal `InvalidInput`, and Unavailable where no worker answers. */
export async function preflightFor(
  context: Pick<ClientContext, 'temporal' | 'account' | 'taskQueue'>,
  query: PreflightQuery,
): Promise<PreflightView> {
  const requests = requestsOf(context.account, query);
  const names: PreflightNameView[] = [];
  for (let first = 0; first < requests.length; first += PREFLIGHT_LIMITS.namesAtOnce) {
    const some = requests.slice(first, first + PREFLIGHT_LIMITS.namesAtOnce);
    const looked = await Promise.all(some.map((request) => lookAt(context, request)));
    names.push(...looked.map((one) => ({ ...one, wouldFail: wouldFail(one.findings) })));
  }
  return { wouldFail: names.some((one) => one.wouldFail), names };
}

async function lookAt(
  context: Pick<ClientContext, 'temporal' | 'account' | 'taskQueue'>,
  request: PreflightRequest,
): Promise<PreflightOfName> {
  try {
    return await askWorker<PreflightOfName>(context, {
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

function requestsOf(account: string, { names: given, ca, method, accountUri }: PreflightQuery) {
  const { names, problems } = parseNames(given, { ipAddresses: true, maxNames: PREFLIGHT_NAMES });
  const [problem, ...others] = problems;
  if (problem) throw new Refusal(problem, others);
  const way = method === undefined ? undefined : wayOf(method);
  for (const name of names) refuseUnfit(name, way);
  const asked = {
    ...(way !== undefined && { method: way }),
    ...(ca !== undefined && { ca: caOf(ca) }),
    ...(accountUri !== undefined && { accountUri: accountUriOf(accountUri) }),
  };
  return names.map((name): PreflightRequest => ({ account, name, ...asked }));
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

function caOf(given: string): string {
  const ca = typeof given === 'string' ? given.toLowerCase().replace(/\.$/, '') : '';
  if ((BRANDS as readonly string[]).includes(ca) || ISSUER.test(ca)) return ca;
  throw notAccepted('ca', {
    zh: `品牌(${BRANDS.join('、')}),或 CA 在 CAA 记录中的标识,例如 letsencrypt.org`,
    en: `a brand (${BRANDS.join(', ')}), or what stands for a CA in CAA records, such as letsencrypt.org`,
  });
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
