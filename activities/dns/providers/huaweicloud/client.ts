/** Speaks HTTP to Huawei Cloud DNS: zones by version 2, record sets with their lines by version 2.1. */
import type { z } from 'zod';
import { askForJson, askToDo, type JsonCall } from '../../service/json-exchange.js';
import { allPages } from '../../service/pages.js';
import { signedHeaders, type HuaweiKey } from './signature.js';
import { HUAWEI_TROUBLES, troubleInWords } from './troubles.js';
import { WireError, WireSets, WireZones } from './wire.js';

export interface HuaweiAccess extends HuaweiKey {
  /** Such as `https://dns.myhuaweicloud.com`. */
  readonly endpoint: string;
  /** Of a key that is for one project. */
  readonly projectId?: string | undefined;
}

export interface WireSetToWrite {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly records: readonly string[];
}

type WireZone = z.infer<typeof WireZones>['zones'][number];
type WireSet = z.infer<typeof WireSets>['recordsets'][number];

const SERVICE = {
  troubles: HUAWEI_TROUBLES,
  reasonIn(json: unknown) {
    const { data } = WireError.safeParse(json);
    return data ? { code: data.code, trouble: troubleInWords(data.code, data.message) } : {};
  },
};

/** The most that it gives. */
const A_PAGE = 500;

/** The line that is answered where no other one fits. */
export const DEFAULT_LINE = 'default_view';

export class HuaweiClient {
  constructor(private readonly access: HuaweiAccess) {}

  zones(): Promise<WireZone[]> {
    return allPages(HUAWEI_TROUBLES, 'ListPublicZones', 0, async (offset) => {
      const path = `/v2/zones?type=public&limit=${A_PAGE}&offset=${offset}`;
      const { zones, metadata } = await askForJson(
        SERVICE,
        this.to('GET', path, 'ListPublicZones'),
        WireZones,
      );
      const next = offset + zones.length;
      return { entries: zones, next: zones.length > 0 && next < metadata.total_count ? next : undefined };
    });
  }

  async setsAt(zoneId: string, name: string): Promise<readonly WireSet[]> {
    const query = new URLSearchParams({ name, search_mode: 'equal', limit: String(A_PAGE) });
    const call = this.to('GET', `${setsOf(zoneId)}?${query.toString()}`, 'ShowRecordSetByZone');
    return (await askForJson(SERVICE, call, WireSets)).recordsets;
  }

  async create(zoneId: string, set: WireSetToWrite): Promise<void> {
    const body = JSON.stringify({ ...set, line: DEFAULT_LINE });
    await askToDo(SERVICE, this.to('POST', setsOf(zoneId), 'CreateRecordSetWithLine', body));
  }

  async update(zoneId: string, id: string, set: WireSetToWrite): Promise<void> {
    const path = `${setsOf(zoneId)}/${id}`;
    await askToDo(SERVICE, this.to('PUT', path, 'UpdateRecordSets', JSON.stringify(set)));
  }

  async delete(zoneId: string, id: string): Promise<void> {
    await askToDo(SERVICE, this.to('DELETE', `${setsOf(zoneId)}/${id}`, 'DeleteRecordSets'));
  }

  private to(method: JsonCall['method'], path: string, action: string, body = ''): JsonCall {
    const { endpoint, projectId, ...key } = this.access;
    const url = new URL(`${endpoint.replace(/\/$/, '')}${path}`);
    const headers = {
      'content-type': 'application/json',
      ...(projectId !== undefined && { 'x-project-id': projectId }),
    };
    const signed = signedHeaders({ method, url, headers, body }, key, Date.now());
    return { method, action, url, headers: signed, ...(body !== '' && { body }) };
  }
}

function setsOf(zoneId: string): string {
  return `/v2.1/zones/${encodeURIComponent(zoneId)}/recordsets`;
}
