/** Speaks to Alibaba Cloud DNS by its RPC client, which signs with HMAC-SHA1. */
import type { z } from 'zod';
import { ANSWER_BYTES } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_TIMEOUT_MS } from '../../../../domain/control/dns-services.js';
import { limitedAgent } from '../../service/limited-agent.js';
import { allPages } from '../../service/pages.js';
import { ALIDNS_TROUBLES } from './troubles.js';
import { WireDomains, WireError, WireRecords } from './wire.js';

export interface AlidnsAccess {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Such as `https://alidns.aliyuncs.com`. */
  readonly endpoint: string;
}

type WireDomain = z.infer<typeof WireDomains>['Domains']['Domain'][number];
type WireRecord = z.infer<typeof WireRecords>['DomainRecords']['Record'][number];

/** The most that it gives. */
const DOMAINS_A_PAGE = 100;
const RECORDS_A_PAGE = 500;

export class AlidnsClient {
  constructor(private readonly access: AlidnsAccess) {}

  domains(): Promise<WireDomain[]> {
    const action = 'DescribeDomains';
    return allPages(ALIDNS_TROUBLES, action, 1, async (page) => {
      const asked = { PageNumber: page, PageSize: DOMAINS_A_PAGE };
      const { TotalCount, PageSize, Domains } = await this.ask(action, asked, WireDomains);
      return { entries: Domains.Domain, next: page * PageSize < TotalCount ? page + 1 : undefined };
    });
  }

  async recordsAt(domain: string, name: string): Promise<readonly WireRecord[]> {
    const asked = { SubDomain: name, DomainName: domain, PageSize: RECORDS_A_PAGE };
    return (await this.ask('DescribeSubDomainRecords', asked, WireRecords)).DomainRecords.Record;
  }

  async create(record: object): Promise<void> {
    await this.answerTo('AddDomainRecord', record);
  }

  async delete(recordId: string): Promise<void> {
    await this.answerTo('DeleteDomainRecord', { RecordId: recordId });
  }

  private async ask<Answer>(action: string, asked: object, shape: z.ZodType<Answer>): Promise<Answer> {
    const parsed = shape.safeParse(await this.answerTo(action, asked));
    if (!parsed.success) throw ALIDNS_TROUBLES.notAsDocumented(action);
    return parsed.data;
  }

  private async answerTo(action: string, asked: object): Promise<unknown> {
    // Loaded when it is first asked: most installations have no connection to it.
    const { default: RpcClient } = await import('@alicloud/pop-core');
    const client = new RpcClient({ ...this.access, apiVersion: '2015-01-09' });
    const { agent, wasTooMuch } = limitedAgent(new URL(this.access.endpoint), ANSWER_BYTES.dns);
    try {
      // By GET, its default, values would stand in an address.
      return await client.request(action, asked, { method: 'POST', timeout: DNS_SERVICE_TIMEOUT_MS, agent });
    } catch (error) {
      throw wasTooMuch() ? ALIDNS_TROUBLES.tooMuch(action) : failureOf(action, error);
    }
  }
}

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly data?: unknown;
  readonly entry?: { readonly response?: { readonly statusCode?: number } };
}

function failureOf(action: string, error: unknown): Error {
  const { name, code, data, entry } = error as Thrown;
  const told = WireError.safeParse(data).data?.Code;
  if (told !== undefined)
    return ALIDNS_TROUBLES.refusal({ action, code: told, status: entry?.response?.statusCode });
  if (name === 'SyntaxError') return ALIDNS_TROUBLES.notAsDocumented(action);
  return ALIDNS_TROUBLES.silent(action, typeof code === 'string' ? code : 'no answer');
}
