/** Who publishes proofs for names that are not ordered yet: delegations on record, and connected DNS services where they are asked. */
import { standingDelegations } from '../../db/statements/control/delegations.js';
import { listConnections } from '../../db/statements/connections/views.js';
import { registrableDomain } from '../../domain/names/domain-names.js';
import { isIpAddress } from '../../domain/names/forms.js';
import { DELEGATION_ZONE_WORKFLOW, delegationZoneWorkflowId } from '../../workflows/messages.js';
import type { ClientContext } from '../context.js';
import { answerOfWorker } from './worker-answers.js';

export interface AutomaticName {
  /** Whose control is proved: A-label, a wildcard's is its base. */
  readonly name: string;
  readonly by: 'delegation' | 'connection' | null;
  /** What publishes: a connection's name where there is one alone, else the zone that is published to. Null: nobody, or not known. */
  readonly publisher: string | null;
}

export interface AutomaticNames {
  /** False where the services were not asked, or did not answer in time: who has no publisher may have one all the same. */
  readonly areServicesKnown: boolean;
  readonly names: readonly AutomaticName[];
}

/** House limits: whoever fills in a form waits for it, and an order of many zones learns the rest when it is placed. */
const MOST_ZONES_ASKED = 10;
const ANSWER_WITHIN_MS = 4_000;

export async function automaticNames(
  context: ClientContext,
  names: readonly string[],
  asksServices: boolean,
): Promise<AutomaticNames> {
  const { database, account } = context;
  const hosts = names.filter((name) => !isIpAddress(name));
  const delegated = hosts.length > 0 ? await standingDelegations(database, account, hosts) : [];
  const others = hosts.filter((name) => !delegated.some((delegation) => delegation.name === name));
  const zones = asksServices && others.length > 0 ? await zonesOf(context, others) : undefined;
  const connection = zones && [...zones.values()].some(Boolean) ? await onlyConnection(context) : undefined;
  return {
    areServicesKnown: others.length === 0 || zones !== undefined,
    names: hosts.map((name): AutomaticName => {
      const delegation = delegated.find((found) => found.name === name);
      if (delegation) return { name, by: 'delegation', publisher: delegation.zone };
      const zone = zones?.get(registrableDomain(name) ?? name) ?? null;
      return { name, by: zone === null ? null : 'connection', publisher: zone && (connection ?? zone) };
    }),
  };
}

/** By registrable domain; undefined where nobody answers in time, or there are too many to ask for. */
async function zonesOf(
  context: ClientContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | null> | undefined> {
  const domains = new Map(names.map((name) => [registrableDomain(name) ?? name, name]));
  if (domains.size > MOST_ZONES_ASKED) return undefined;
  const answers = Promise.all(
    [...domains].map(async ([domain, name]) => {
      const args = [{ account: context.account, name }];
      const workflowId = delegationZoneWorkflowId(`${context.account}/${name}`);
      return [
        domain,
        await answerOfWorker<string | null>(context, DELEGATION_ZONE_WORKFLOW, workflowId, args),
      ] as const;
    }),
  ).then(
    (found) => new Map(found),
    // A service that is down, or no worker: the form is judged all the same.
    () => undefined,
  );
  return await Promise.race([answers, tooLate()]);
}

async function tooLate(): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS).unref());
  return undefined;
}

async function onlyConnection({ database, account }: ClientContext): Promise<string | undefined> {
  const connections = await listConnections(database, account);
  const [first, ...others] = connections.filter(({ family }) => family === 'dns');
  return first && others.length === 0 ? first.name : undefined;
}
