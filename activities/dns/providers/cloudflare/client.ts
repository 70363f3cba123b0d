/** Speaks HTTP to Cloudflare's API v4, with a token that has some rights and no others. */
import type { z } from 'zod';
import { askForJson, askToDo, type JsonCall } from '../../service/json-exchange.js';
import { allPages } from '../../service/pages.js';
import { CLOUDFLARE_TROUBLES } from './troubles.js';
import { WireErrors, WireRecords, WireZones } from './wire.js';

export interface CloudflareAccess {
  readonly apiToken: string;
  /** Base URL with the version, without a slash at its end. */
  readonly endpoint: string;
}

type WireZone = z.infer<typeof WireZones>['result'][number];
type WireRecord = z.infer<typeof WireRecords>['result'][number];

const SERVICE = {
  troubles: CLOUDFLARE_TROUBLES,
  reasonIn(json: unknown) {
    const code = WireErrors.safeParse(json).data?.errors[0]?.code;
    return code === undefined ? {} : { code: String(code) };
  },
};

/** The most that it gives. */
const ZONES_A_PAGE = 50;
const RECORDS_A_PAGE = 100;

export class CloudflareClient {
  constructor(private readonly access: CloudflareAccess) {}

  zones(): Promise<WireZone[]> {
    const action = 'GET zones';
    return allPages(CLOUDFLARE_TROUBLES, action, 1, async (page) => {
      const path = `/zones?per_page=${ZONES_A_PAGE}&page=${page}`;
      const { result, result_info } = await askForJson(SERVICE, this.to('GET', path, action), WireZones);
      return { entries: result, next: page < result_info.total_pages ? page + 1 : undefined };
    });
  }

  async recordsAt(zoneId: string, name: string): Promise<readonly WireRecord[]> {
    const path = `/zones/${zoneId}/dns_records?name.exact=${encodeURIComponent(name)}&per_page=${RECORDS_A_PAGE}`;
    return (await askForJson(SERVICE, this.to('GET', path, 'GET dns_records'), WireRecords)).result;
  }

  async create(zoneId: string, record: object): Promise<void> {
    const call = this.to('POST', `/zones/${zoneId}/dns_records`, 'POST dns_records');
    await askToDo(SERVICE, { ...call, body: JSON.stringify(record) });
  }

  async delete(zoneId: string, id: string): Promise<void> {
    await askToDo(SERVICE, this.to('DELETE', `/zones/${zoneId}/dns_records/${id}`, 'DELETE dns_records'));
  }

  private to(method: JsonCall['method'], path: string, action: string): JsonCall {
    const { endpoint, apiToken } = this.access;
    const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
    return { method, action, url: new URL(`${endpoint.replace(/\/$/, '')}${path}`), headers };
  }
}
