/** The configuration file of Temporal's own server, all four services in one process on loopback. */
import type { ComposeSettings } from './compose-settings.js';

export interface TemporalPorts {
  readonly frontend: number;
  readonly frontendHttp: number;
  readonly history: number;
  readonly matching: number;
  readonly worker: number;
  readonly frontendMembership: number;
  readonly historyMembership: number;
  readonly matchingMembership: number;
  readonly workerMembership: number;
}

export interface TemporalConfigOptions {
  readonly settings: ComposeSettings;
  readonly ports: TemporalPorts;
  /** Of its Postgres, on 127.0.0.1. */
  readonly postgres: { readonly port: number; readonly user: string; readonly password: string };
  readonly dynamicConfigFile: string;
}

export const STORE_DATABASE = 'temporal';
export const VISIBILITY_DATABASE = 'temporal_visibility';
const LOOPBACK = '127.0.0.1';

/** JSON, which is YAML as well: the server reads it as such. */
export function temporalConfig({
  settings,
  ports,
  postgres,
  dynamicConfigFile,
}: TemporalConfigOptions): string {
  const sql = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: settings.plugin,
      databaseName,
      connectAddr: `${LOOPBACK}:${postgres.port}`,
      connectProtocol: 'tcp',
      user: postgres.user,
      password: postgres.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  const service = (grpcPort: number, membershipPort: number, httpPort?: number) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...(httpPort && { httpPort }) },
  });
  const config = {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: settings.historyShards,
      datastores: {
        default: sql(STORE_DATABASE, settings.maxConnections),
        visibility: sql(VISIBILITY_DATABASE, settings.maxVisibilityConnections),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: LOOPBACK } },
    services: {
      frontend: service(ports.frontend, ports.frontendMembership, ports.frontendHttp),
      history: service(ports.history, ports.historyMembership),
      matching: service(ports.matching, ports.matchingMembership),
      worker: service(ports.worker, ports.workerMembership),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${LOOPBACK}:${ports.frontend}`,
        },
      },
    },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
  return JSON.stringify(config, undefined, 2);
}
