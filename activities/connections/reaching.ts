/** What the steps of an order reach the world through: its own connections, or what the installation's environment names. */
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import type { OrderTerms } from '../../domain/orders/terms.js';
import type { CertificateAuthority } from '../ca/certificate-authority.js';
import type { DnsProvider } from '../dns/dns-provider.js';
import type { FilePublisher } from '../http-file/file-publisher.js';

/** As far as it matters here. */
export interface ReachingOrder {
  readonly terms: Pick<OrderTerms, 'connections'> | null;
}

/**
 * Opens the connections that an order names, anew for each step: a secret that was changed counts from the next one on.
 * Undefined where it names none of that family. What can't be opened throws OrderFailure, of the family's own types, saying
 * which connection and what to do.
 */
export interface Connections {
  caOf(order: ReachingOrder): Promise<CertificateAuthority | undefined>;
  /** Several act as one, which sends each name to the one with the longest zone; the environment's is among them. */
  dnsOf(order: ReachingOrder): Promise<DnsProvider | undefined>;
  /** Several act as one. */
  filesOf(order: ReachingOrder): Promise<FilePublisher | undefined>;
  /** Every CA that a connection leads to, whoever's; those that can't be opened are left out. */
  everyCa(): Promise<readonly CaOfConnection[]>;
}

export interface CaOfConnection {
  readonly connectionId: string;
  readonly ca: CertificateAuthority;
}

/** `connections` absent: there is only what the environment names. */
export interface CaDoor {
  readonly ca: CertificateAuthority;
  readonly connections?: Connections;
}

export interface PublishingDoors {
  readonly dnsProvider: DnsProvider;
  readonly filePublisher: FilePublisher;
  readonly connections?: Connections;
}

/** Throws OrderFailure `CaUnavailable` where no connection leads to one and the environment names none. */
export async function caFor(
  { ca, connections }: CaDoor,
  order: ReachingOrder,
): Promise<CertificateAuthority> {
  const opened = await connections?.caOf(order);
  if (opened) return opened;
  if (ca.isSetUp === false) throw new OrderFailure('CaUnavailable', CONNECTION_FAILURES.noCa);
  return ca;
}

export async function dnsFor(
  { dnsProvider, connections }: PublishingDoors,
  order: ReachingOrder,
): Promise<DnsProvider> {
  return (await connections?.dnsOf(order)) ?? dnsProvider;
}

export async function filesFor(
  { filePublisher, connections }: PublishingDoors,
  order: ReachingOrder,
): Promise<FilePublisher> {
  return (await connections?.filesOf(order)) ?? filePublisher;
}

/** The same doors, for one order: as its steps go through them. */
export async function doorsFor<Doors extends PublishingDoors>(
  doors: Doors,
  order: ReachingOrder,
): Promise<Doors> {
  const [dnsProvider, filePublisher] = await Promise.all([dnsFor(doors, order), filesFor(doors, order)]);
  return { ...doors, dnsProvider, filePublisher };
}
