/** Names whose validation an account leaves to us: one CNAME, set once, and the records of all later orders follow it. */
import { createHmac, hkdfSync } from 'node:crypto';
import {
  addDelegation,
  listDelegations,
  readDelegation,
  removeDelegation,
  type DelegationRow,
} from '../../db/statements/control/delegations.js';
import type { MasterKey } from '../../db/sealed-values.js';
import {
  newRecords,
  TARGET_LABEL_LENGTH,
  targetOf,
  type DelegatedState,
  type DelegationState,
} from '../../domain/control/delegation.js';
import { parseDomainName } from '../../domain/names/domain-names.js';
import { isIpAddress } from '../../domain/names/forms.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import {
  DELEGATION_LOOK_WORKFLOW,
  DELEGATION_ZONE_WORKFLOW,
  delegationLookWorkflowId,
  delegationZoneWorkflowId,
} from '../../workflows/messages.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { limitOf } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { invalid } from '../refusing.js';
import { answerOfWorker } from './worker-answers.js';

/** One CNAME to set, and what was last found in its place. */
export interface DelegatedRecordView {
  readonly type: 'CNAME';
  readonly name: string;
  readonly value: string;
  /** `unknown`: not looked at yet, or nobody answered. */
  readonly state: DelegatedState;
  /** Where it leads instead, in quotes. */
  readonly leadsTo: string | null;
}

export interface DelegationView {
  readonly delegationId: string;
  readonly name: string;
  readonly zone: string;
  readonly target: string;
  readonly state: DelegationState;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly checkedAt: string | null;
  readonly createdAt: string;
  readonly records: readonly DelegatedRecordView[];
}

export interface DelegationRequest {
  /** A domain name; a wildcard's is its base. */
  readonly name: string;
  /** In which the records are to be published: a zone of an automatic DNS service of this installation, or a name in one. */
  readonly zone: string;
}

/** Every method sees the account's own only; another account's is `NotFound`. */
export class Delegations {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * Returns the CNAMEs to set. Idempotent: the same name again is the same target, also after it was removed. Throws Refusal:
   * InvalidInput, also for a zone that nothing publishes to by itself; RefusedInThisState where the name is delegated to
   * another zone.
   */
  async add({ name, zone }: DelegationRequest): Promise<DelegationView> {
    const details = { ...loggedName('name', name), ...loggedName('zone', zone) };
    const operation = {
      operation: 'delegation.add',
      details,
      made: (view: DelegationView) => view.delegationId,
    };
    return await recorded(this.#context, operation, async () => {
      const { account, database, clock } = this.#context;
      const given = { name: baseOf('name', name), zone: zoneOf(zone) };
      const label = labelFor(await this.#context.sealingKeys(), account, given.name);
      await this.#refuseUnserved({ label, zone: given.zone });
      const delegationId = newId('dlg_', clock());
      const added = await addDelegation(
        database,
        { delegationId, account, ...given, label, records: newRecords(given.name) },
        new Date(clock()),
      );
      if (added.zone !== given.zone) throw delegatedElsewhere(added);
      return viewOf(added);
    });
  }

  /** Newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async list(request: Omit<PageRequest, 'after'> = {}): Promise<DelegationView[]> {
    return (await this.page(request)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after }: PageRequest = {}): Promise<ListPage<DelegationView>> {
    const { database, account } = this.#context;
    const named = { list: 'delegations', account, filter: {} } as const;
    const place = placeOf(named, after);
    const wanted = { limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listDelegations(database, account, wanted), viewOf);
  }

  /** As last looked at. Throws Refusal: InvalidInput, NotFound. */
  async show(name: string): Promise<DelegationView> {
    return viewOf(await this.#load(name));
  }

  /** Looks now. Throws Refusal: InvalidInput, NotFound; Unavailable where no worker looks. */
  async check(name: string): Promise<DelegationView> {
    const operation = { operation: 'delegation.check', details: loggedName('name', name) };
    return await recorded(this.#context, operation, async () => {
      const { delegationId } = await this.#load(name);
      const workflowId = delegationLookWorkflowId(delegationId);
      await answerOfWorker(this.#context, DELEGATION_LOOK_WORKFLOW, workflowId, [delegationId]);
      return await this.show(name);
    });
  }

  /** Later orders don't rely on it any more; its target is never anybody else's. Throws Refusal: InvalidInput, NotFound. */
  async remove(name: string): Promise<void> {
    const operation = { operation: 'delegation.remove', details: loggedName('name', name) };
    await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const base = baseOf('name', name);
      if (!(await removeDelegation(database, account, base, new Date(clock())))) throw noSuchDelegation(base);
    });
  }

  async #load(name: string): Promise<DelegationRow> {
    const { database, account } = this.#context;
    const base = baseOf('name', name);
    const delegation = await readDelegation(database, account, base);
    if (!delegation) throw noSuchDelegation(base);
    return delegation;
  }

  /** Only a worker speaks to the services that publish by themselves. */
  async #refuseUnserved(of: { readonly label: string; readonly zone: string }): Promise<void> {
    const target = targetOf(of);
    const served = await answerOfWorker<string | null>(
      this.#context,
      DELEGATION_ZONE_WORKFLOW,
      delegationZoneWorkflowId(target),
      [{ account: this.#context.account, name: target }],
    );
    if (served !== null) return;
    throw invalid(
      'zone',
      {
        zh: `没有自动 DNS 服务管理 ${of.zone}`,
        en: `No automatic DNS service has the zone ${of.zone}`,
      },
      {
        zh: '系统可自动发布记录的区,或其中的名称',
        en: 'a zone that records are published to by themselves, or a name in one',
      },
    );
  }
}

/**
 * Nobody guesses it who has not the master key; the same account and name have the same one, whatever was lost or removed in
 * between. 130 bits of HMAC-SHA-256 in base 32, under a key that is for nothing else.
 */
function labelFor([masterKey]: readonly MasterKey[], account: string, name: string): string {
  if (!masterKey) throw new Error('No master key is configured.');
  const key = Buffer.from(hkdfSync('sha256', masterKey.key, '', 'label of a delegated name', 32));
  const digest = createHmac('sha256', key).update(`${account}\n${name}`).digest();
  return base32(digest).slice(0, TARGET_LABEL_LENGTH);
}

/** RFC 4648, section 6, in lower case and without padding: letters and digits that every DNS console takes. */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(parseInt(five, 2)))
    .join('');
}

function baseOf(field: string, written: string): string {
  if (isIpAddress(written))
    throw invalid(
      field,
      { zh: 'IP 地址没有自己的 DNS 区域', en: 'An IP address has no DNS zone of its own' },
      A_NAME,
    );
  const parsed = parseDomainName(written);
  if (parsed.name === undefined) throw invalid(field, parsed.problem, parsed.accepted);
  return parsed.name.replace(/^\*\./, '');
}

const A_NAME = {
  zh: '公网域名,例如 www.example.com',
  en: 'a public name such as www.example.com',
};

function zoneOf(written: string): string {
  const parsed = parseDomainName(written);
  if (parsed.name === undefined) throw invalid('zone', parsed.problem, parsed.accepted);
  if (!parsed.name.startsWith('*.')) return parsed.name;
  throw invalid('zone', { zh: '区不能是通配符', en: 'A zone is no wildcard' }, A_NAME);
}

/** Well-formed names only: whatever else was typed is not kept. */
function loggedName(field: string, written: unknown): Record<string, string> {
  const name = typeof written === 'string' ? parseDomainName(written).name : undefined;
  return name === undefined ? {} : { [field]: name };
}

function noSuchDelegation(name: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'name',
      message: { zh: `${name} 没有委派`, en: `${name} is not delegated` },
      accepted: { zh: '`sealflow delegation list` 列出的域名', en: 'a name from `sealflow delegation list`' },
    }),
  );
}

function delegatedElsewhere({ name, zone }: DelegationRow): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'zone',
      message: { zh: `${name} 已委派到 ${zone}`, en: `${name} is delegated to ${zone} already` },
      accepted: {
        zh: `同一个区;或先移除:\`sealflow delegation remove ${name}\``,
        en: `the same zone; or remove it first: \`sealflow delegation remove ${name}\``,
      },
    }),
  );
}

function viewOf(row: DelegationRow): DelegationView {
  const { delegationId, name, zone, state, since, checkedAt, createdAt } = row;
  const target = targetOf(row);
  const records = row.records.map((record) => ({
    type: 'CNAME' as const,
    name: record.name,
    value: target,
    state: record.state,
    leadsTo: record.leadsTo ?? null,
  }));
  return { delegationId, name, zone, target, state, since, checkedAt, createdAt, records };
}
