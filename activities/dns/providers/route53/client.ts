/** Speaks to Route 53 by AWS's own client, which signs, knows where keys may be had, and reads the XML. Its retries are off: Temporal waits. */
import type { Change, HostedZone, ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { OrderFailure } from '../../../../domain/failures.js';
import { causeOf, retryAfterOf } from '../../../http-exchange.js';
import { allPages } from '../../service/pages.js';
import { AnswerTooLong, handle } from './request-handler.js';
import { ROUTE53_TROUBLES, troubleInWords } from './troubles.js';

export interface Route53Access {
  /** Both absent: whatever AWS's client finds on this machine (environment, profile, web identity, instance). */
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** Where it is not one of AWS's own. */
  readonly endpoint?: string | undefined;
  /** Route 53 has one for each partition: `us-east-1`, `cn-northwest-1`. */
  readonly region: string;
}

const ZONES_A_PAGE = 100;
/** Sets of one name: as many as there are types and policies at it. */
const SETS_AT_NAME = 100;

export class AwsRoute53 {
  #client: Promise<Route53Client> | undefined;

  constructor(private readonly access: Route53Access) {}

  zones(): Promise<HostedZone[]> {
    const action = 'ListHostedZones';
    return allPages<HostedZone, string>(ROUTE53_TROUBLES, action, '', (marker) =>
      this.ask(action, async (client) => {
        const { ListHostedZonesCommand } = await aws();
        const asked = { MaxItems: ZONES_A_PAGE, ...(marker !== '' && { Marker: marker }) };
        const told = await client.send(new ListHostedZonesCommand(asked));
        const { HostedZones = [], IsTruncated, NextMarker } = listIn(action, told);
        return { entries: HostedZones, next: IsTruncated ? NextMarker : undefined };
      }),
    );
  }

  /** From this name on, in Route 53's order. */
  setsFrom(zoneId: string, name: string): Promise<readonly ResourceRecordSet[]> {
    const action = 'ListResourceRecordSets';
    return this.ask(action, async (client) => {
      const { ListResourceRecordSetsCommand } = await aws();
      const asked = { HostedZoneId: zoneId, StartRecordName: name, MaxItems: SETS_AT_NAME };
      const told = await client.send(new ListResourceRecordSetsCommand(asked));
      return listIn(action, told).ResourceRecordSets ?? [];
    });
  }

  /** All of the changes, or none. */
  async change(zoneId: string, changes: Change[]): Promise<void> {
    await this.ask('ChangeResourceRecordSets', async (client) => {
      const { ChangeResourceRecordSetsCommand } = await aws();
      const asked = { HostedZoneId: zoneId, ChangeBatch: { Changes: changes } };
      await client.send(new ChangeResourceRecordSetsCommand(asked));
    });
  }

  private async ask<Answer>(
    action: string,
    work: (client: Route53Client) => Promise<Answer>,
  ): Promise<Answer> {
    this.#client ??= clientWith(this.access);
    try {
      return await work(await this.#client);
    } catch (error) {
      throw failureOf(action, error);
    }
  }
}

/** One for all requests of a connection: it keeps the keys that it found, and learns how far our clock is off. */
async function clientWith({
  accessKeyId,
  secretAccessKey,
  endpoint,
  region,
}: Route53Access): Promise<Route53Client> {
  const { Route53Client: Client } = await aws();
  return new Client({
    region,
    maxAttempts: 1,
    requestHandler: { handle },
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
    ...(endpoint !== undefined && { endpoint }),
  });
}

/** Loaded when it is first asked: most installations have no connection to it. */
function aws() {
  return import('@aws-sdk/client-route-53');
}

/** Its client takes whatever is XML for an answer; of a list, one part always comes. */
function listIn<Told extends { readonly IsTruncated: boolean | undefined }>(
  action: string,
  told: Told,
): Told {
  if (told.IsTruncated === undefined) throw ROUTE53_TROUBLES.notAsDocumented(action);
  return told;
}

interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

function failureOf(action: string, error: unknown): Error {
  if (error instanceof OrderFailure) return error;
  if (error instanceof AnswerTooLong) return ROUTE53_TROUBLES.tooMuch(action);
  const { name = '', message = '', $metadata, $response } = error as Thrown;
  const status = $metadata?.httpStatusCode;
  if (name !== 'CredentialsProviderError' && status === undefined)
    return ROUTE53_TROUBLES.silent(action, causeOf(error));
  // An answer that can't be read has the status of a success.
  if (status !== undefined && status < 300) return ROUTE53_TROUBLES.notAsDocumented(action);
  return ROUTE53_TROUBLES.refusal({
    action,
    status,
    code: name,
    trouble: troubleInWords(name, message),
    retryAfterMs: retryAfterOf($response?.headers?.['retry-after'], Date.now()),
  });
}
