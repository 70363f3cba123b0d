/** The settings of Temporal and its Postgres in docker-compose.yml: what is measured is what a server gets. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageFolder } from '../../config/package-folder.js';

export interface ComposeSettings {
  /** Of the image; also the server that is built here. */
  readonly temporalVersion: string;
  readonly plugin: string;
  readonly historyShards: number;
  /** Connections of each of the four services, to the store of histories and to that of visibility. */
  readonly maxConnections: number;
  readonly maxVisibilityConnections: number;
  /** A file of Temporal's dynamic configuration, as YAML. */
  readonly dynamicConfig: string;
  /** `name=value` settings of Temporal's Postgres. */
  readonly postgresSettings: readonly string[];
}

const COMPOSE = z.object({
  services: z.object({
    temporal: z.object({
      image: z.string(),
      environment: z.object({
        DB: z.string(),
        NUM_HISTORY_SHARDS: z.int(),
        SQL_MAX_CONNS: z.int(),
        SQL_VIS_MAX_CONNS: z.int(),
      }),
      configs: z.tuple([z.object({ source: z.string() })]),
    }),
    'temporal-postgres': z.object({ command: z.array(z.string()) }),
  }),
  configs: z.record(z.string(), z.object({ content: z.string() })),
});

/** Throws ZodError where the file no longer says what is needed. */
export function composeSettings(): ComposeSettings {
  const text = readFileSync(join(packageFolder(), 'docker-compose.yml'), 'utf8');
  const { services, configs } = COMPOSE.parse(parse(text));
  const { image, environment: settings, configs: used } = services.temporal;
  const { command } = services['temporal-postgres'];
  return {
    temporalVersion: /:(\d+\.\d+\.\d+)/.exec(image)?.[1] ?? '',
    plugin: settings.DB,
    historyShards: settings.NUM_HISTORY_SHARDS,
    maxConnections: settings.SQL_MAX_CONNS,
    maxVisibilityConnections: settings.SQL_VIS_MAX_CONNS,
    dynamicConfig: configs[used[0].source]?.content ?? '',
    postgresSettings: command.filter((word) => /^\w+(\.\w+)?=/.test(word)),
  };
}
