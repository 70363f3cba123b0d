/** The doors to the world outside, each answer counted by its kind on the way in. What goes through stays as it is. */
import { Context } from '@temporalio/activity';
import type { Connections } from '../../activities/connections/reaching.js';
import type { Look } from '../../activities/control/look.js';
import type { FailureType } from '../../domain/failures.js';
import type { Dependencies } from '../dependencies.js';
import type { Counting } from './counting.js';
import { kindOf } from './outcomes.js';
import type { Tracing } from './tracing.js';

/** The services outside, as `service` names them, and how each of them may answer beside well. */
const SERVICES = {
  ca: ['CaUnavailable', 'CaRateLimited', 'CaProtocolBroken', 'OrderRefusedByCa'],
  dns: ['DnsProviderUnavailable', 'DnsProviderRefused'],
  'file-agent': ['FileAgentUnavailable', 'FileAgentRefused'],
  payments: ['PaymentUnavailable', 'PaymentRefused'],
  mail: ['MailUnavailable'],
  webhook: ['WebhookUnavailable'],
  sms: ['SmsUnavailable'],
} as const satisfies Record<string, readonly FailureType[]>;
type Service = keyof typeof SERVICES;

export interface Watcher {
  readonly counting: Counting;
  readonly tracing: Tracing;
}

type Doors = Pick<
  Dependencies,
  'ca' | 'dnsProvider' | 'filePublisher' | 'connections' | 'payments' | 'mail' | 'webhook' | 'sms' | 'look'
>;

/** The same doors, watched. A door to nothing (manual DNS, no payment service) is left alone. */
export function watchedDoors(doors: Doors, watcher: Watcher): Doors {
  const { ca, dnsProvider, filePublisher, connections, payments, mail, webhook, sms, look } = doors;
  return {
    ca: watched(ca, 'ca', watcher),
    dnsProvider: dnsProvider.publishes ? watched(dnsProvider, 'dns', watcher) : dnsProvider,
    filePublisher: filePublisher.publishes ? watched(filePublisher, 'file-agent', watcher) : filePublisher,
    connections: watchedConnections(connections, watcher),
    payments: watched(payments, 'payments', watcher),
    mail: mail && watched(mail, 'mail', watcher),
    webhook: watched(webhook, 'webhook', watcher),
    ...(sms && { sms: { ...sms, provider: watched(sms.provider, 'sms', watcher) } }),
    look: watchedLook(look, watcher),
  };
}

/**
 * What is told before the first answer came: a series that begins with the first failure would show no rise from none to one
 * (Prometheus reckons increases between samples).
 */
export function startingAnswers(): { readonly service: string; readonly kind: string }[] {
  return Object.entries(SERVICES).flatMap(([service, kinds]) =>
    ['answered', 'unclassified', ...kinds].map((kind) => ({ service, kind })),
  );
}

/** What is opened for a step is watched as what the environment names is. */
function watchedConnections(connections: Connections, watcher: Watcher): Connections {
  const seen = <Door extends object>(door: Door | undefined, service: Service) =>
    door && watched(door, service, watcher);
  return {
    caOf: async (order) => seen(await connections.caOf(order), 'ca'),
    dnsOf: async (order) => seen(await connections.dnsOf(order), 'dns'),
    filesOf: async (order) => seen(await connections.filesOf(order), 'file-agent'),
    everyCa: async () =>
      (await connections.everyCa()).map(({ ca, ...of }) => ({ ...of, ca: watched(ca, 'ca', watcher) })),
  };
}

type Method = (...input: unknown[]) => unknown;

/** Every method of these doors answers with a promise. */
function watched<Door extends object>(door: Door, service: Service, watcher: Watcher): Door {
  return new Proxy(door, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function' || typeof property !== 'string') return value;
      return (...input: unknown[]) =>
        timed(() => (value as Method).apply(target, input), { service, operation: property }, watcher);
    },
  });
}

async function timed(
  work: () => unknown,
  { service, operation }: { readonly service: Service; readonly operation: string },
  { counting, tracing }: Watcher,
): Promise<unknown> {
  const began = Date.now();
  const note = (kind: string) => {
    const ended = Date.now();
    counting.note('serviceAnswers', { service, kind });
    counting.note('serviceDuration', { service, operation }, (ended - began) / 1000);
    tracing.within(contextOrNone(), { name: `${service} ${operation}`, outcome: kind, began, ended });
  };
  try {
    const answer = await work();
    note('answered');
    return answer;
  } catch (error) {
    note(kindOf(error));
    throw error;
  }
}

function watchedLook(look: Look, { counting, tracing }: Watcher): Look {
  return async (validation, asked) => {
    const began = Date.now();
    const findings = await look(validation, asked);
    const ended = Date.now();
    counting.note('lookDuration', { method: validation.method }, (ended - began) / 1000);
    for (const { subject, verdict } of findings) counting.note('lookFindings', { subject, verdict });
    const worst = findings.find(({ verdict }) => verdict !== 'ok')?.verdict ?? 'ok';
    tracing.within(contextOrNone(), { name: `look ${validation.method}`, outcome: worst, began, ended });
    return findings;
  };
}

/** The step within which something happens; undefined outside of any, such as while a worker tidies. */
function contextOrNone(): Context | undefined {
  try {
    return Context.current();
  } catch {
    return undefined;
  }
}
