/** Speaks HTTP to PowerDNS Authoritative. */
import type { z } from 'zod';
import { askForJson, askToDo, type JsonCall } from '../../service/json-exchange.js';
import { troublesOf } from '../../service/troubles.js';
import { WireZone, WireZones } from './wire.js';

export interface PowerDnsAccess {
  /** Base URL, without `/api/v1`. */
  readonly url: string;
  readonly apiKey: string;
  /** `localhost`: the server itself. */
  readonly serverId: string;
}

/** What the API is told of one set. Comments that are not named stay. */
export interface SetChange {
  readonly name: string;
  readonly type: string;
  readonly changetype: 'REPLACE' | 'DELETE';
  readonly ttl?: number;
  readonly records?: readonly { readonly content: string; readonly disabled: boolean }[];
}

type Call = Omit<JsonCall, 'url' | 'headers'> & { readonly path: string };

/** It tells what is wrong by status; its sentences are for people. */
const SERVICE = {
  troubles: troublesOf('powerdns', { 'status 404': 'zone-missing', 'status 409': 'changed-meanwhile' }),
  reasonIn: () => ({}),
};

export class PowerDnsClient {
  constructor(private readonly access: PowerDnsAccess) {}

  zones(): Promise<z.infer<typeof WireZones>> {
    const call = this.to({ action: 'GET zones', method: 'GET', path: 'zones?dnssec=false' });
    return askForJson(SERVICE, call, WireZones);
  }

  async setsAt(zoneId: string, name: string): Promise<z.infer<typeof WireZone>['rrsets']> {
    const path = `zones/${encodeURIComponent(zoneId)}?rrset_name=${encodeURIComponent(name)}`;
    return (await askForJson(SERVICE, this.to({ action: 'GET zone', method: 'GET', path }), WireZone)).rrsets;
  }

  async change(zoneId: string, change: SetChange): Promise<void> {
    const path = `zones/${encodeURIComponent(zoneId)}`;
    const body = JSON.stringify({ rrsets: [change] });
    await askToDo(SERVICE, this.to({ action: 'PATCH zone', method: 'PATCH', path, body }));
  }

  private to({ path, ...call }: Call): JsonCall {
    const { url, apiKey, serverId } = this.access;
    const base = `${url.replace(/\/$/, '')}/api/v1/servers/${encodeURIComponent(serverId)}/`;
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json' };
    return { ...call, url: new URL(path, base), headers };
  }
}
