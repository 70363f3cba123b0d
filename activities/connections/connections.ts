/** The connections of orders, opened step by step, beside what the installation's environment names. */
import { everyCaConnection } from '../../db/statements/connections/row.js';
import { OrderFailure } from '../../domain/failures.js';
import type { CertificateAuthority } from '../ca/certificate-authority.js';
import { caFrom } from '../ca/registry.js';
import type { DnsProvider } from '../dns/dns-provider.js';
import { dnsProviderFrom } from '../dns/registry.js';
import type { FilePublisher } from '../http-file/file-publisher.js';
import { filePublisherFrom } from '../http-file/registry.js';
import { Opening, type Family, type OpeningPorts } from './opening.js';
import type { CaOfConnection, Connections } from './reaching.js';
import { severalDnsProviders, severalFilePublishers } from './several.js';

export const CA_FAMILY: Family<CertificateAuthority> = { from: caFrom, unusable: 'CaUnavailable' };
export const DNS_FAMILY: Family<DnsProvider> = { from: dnsProviderFrom, unusable: 'DnsProviderRefused' };
export const FILES_FAMILY: Family<FilePublisher> = { from: filePublisherFrom, unusable: 'FileAgentRefused' };

/** What the environment names: it joins the connections of an order where it publishes by itself. */
export interface BuiltIn {
  readonly dnsProvider: DnsProvider;
  readonly filePublisher: FilePublisher;
}

/** Opens nothing yet. */
export function createConnections(ports: OpeningPorts, { dnsProvider, filePublisher }: BuiltIn): Connections {
  const cas = new Opening(ports, CA_FAMILY);
  const dns = new Opening(ports, DNS_FAMILY);
  const files = new Opening(ports, FILES_FAMILY);
  return {
    async caOf({ terms }) {
      const connectionId = terms?.connections?.ca;
      if (connectionId === undefined) return undefined;
      const [ca] = await cas.open([connectionId]);
      await ca?.prepare?.();
      return ca;
    },
    async dnsOf({ terms }) {
      const ids = terms?.connections?.dns ?? [];
      if (ids.length === 0) return undefined;
      return severalDnsProviders([
        ...(await dns.openThose(ids)),
        ...(dnsProvider.publishes ? [dnsProvider] : []),
      ]);
    },
    async filesOf({ terms }) {
      const ids = terms?.connections?.files ?? [];
      if (ids.length === 0) return undefined;
      const opened = await files.openThose(ids);
      return severalFilePublishers([...opened, ...(filePublisher.publishes ? [filePublisher] : [])]);
    },
    async everyCa() {
      const rows = await everyCaConnection(ports.database);
      return rows.flatMap((row): CaOfConnection[] => {
        try {
          return [{ connectionId: row.connectionId, ca: cas.opened(row) }];
        } catch (error) {
          if (error instanceof OrderFailure) return [];
          throw error;
        }
      });
    },
  };
}
