/** Several connections of one family that act as one: each name goes where it belongs. */
import type { ValidationFile } from '../../domain/control/validations.js';
import { CONNECTION_FAILURES } from '../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import type { DnsProvider } from '../dns/dns-provider.js';
import type { FilePublisher } from '../http-file/file-publisher.js';

/**
 * One DnsProvider of several: a name is written where its longest zone is, and of two that have the same zone by the first.
 * A service that can't say which zones it has comes last, and is asked to publish by what it then answers.
 */
export function severalDnsProviders(providers: readonly DnsProvider[]): DnsProvider {
  const [first, ...others] = providers;
  if (first && others.length === 0) return first;
  const at = async (name: string) => await mostFitting(providers, name);
  return {
    name: providers.map(({ name }) => name).join(', '),
    publishes: true,
    async publish(record) {
      for (const provider of await at(record.name)) {
        const outcome = await provider.publish(record);
        if (outcome.outcome !== 'not-served') return outcome;
      }
      return { outcome: 'not-served', reason: CONNECTION_FAILURES.noneServes(record.name) };
    },
    async remove(record) {
      const providers = await at(record.name);
      let refusal: OrderFailure | undefined;
      for (const provider of providers) {
        try {
          await provider.remove(record);
          return;
        } catch (error) {
          // Not its zone: another one may have it.
          if (!(error instanceof OrderFailure) || error.type !== 'DnsProviderRefused') throw error;
          refusal ??= error;
        }
      }
      if (refusal !== undefined) throw refusal;
    },
    async aliasAt(name) {
      for (const provider of await at(name)) {
        const alias = await provider.aliasAt(name);
        if (alias !== undefined) return alias;
      }
      return undefined;
    },
    async zoneOf(name) {
      const zones = await Promise.all(providers.map(async (provider) => await provider.zoneOf?.(name)));
      return zones.filter((zone) => zone !== undefined).sort((one, other) => other.length - one.length)[0];
    },
    async tryAccess() {
      for (const provider of providers) await provider.tryAccess?.();
    },
  };
}

/** Those that have a zone for the name, the longest one first; those that can't say, after them. */
async function mostFitting(providers: readonly DnsProvider[], name: string): Promise<DnsProvider[]> {
  const asked = await Promise.all(
    providers.map(async (provider) => {
      if (!provider.zoneOf) return { provider, length: 0 };
      const zone = await provider.zoneOf(name);
      return zone === undefined ? undefined : { provider, length: zone.length };
    }),
  );
  return asked
    .filter((found) => found !== undefined)
    .sort((one, other) => other.length - one.length)
    .map(({ provider }) => provider);
}

/** Each file is put on every one of them that may serve its host: which of them does, none can say. */
export function severalFilePublishers(publishers: readonly FilePublisher[]): FilePublisher {
  const [first, ...others] = publishers;
  if (first && others.length === 0) return first;
  const serving = (file: ValidationFile) => {
    const found = publishers.filter((publisher) => publisher.serves?.(file) ?? true);
    // Where none does, the first one says what is missing.
    return found.length > 0 || !first ? found : [first];
  };
  const each = async (work: (publisher: FilePublisher) => Promise<void>, chosen = publishers) => {
    for (const publisher of chosen) await work(publisher);
  };
  return {
    name: publishers.map(({ name }) => name).join(', '),
    publishes: true,
    publish: (file) => each((publisher) => publisher.publish(file), serving(file)),
    remove: (file) => each((publisher) => publisher.remove(file), serving(file)),
    tryAccess: () => each((publisher) => publisher.tryAccess()),
  };
}
