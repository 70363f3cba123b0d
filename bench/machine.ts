/** The machine and the programs that the numbers belong to. */
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Database } from '../db/database.js';
import { packageFolder } from '../config/package-folder.js';

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly sealflow: string;
  readonly temporalSdk: string;
  readonly temporalServer: string;
  readonly postgres: string;
}

export async function machineFacts(client: Client, database: Database): Promise<Machine> {
  const [{ serverVersion }, { rows }] = await Promise.all([
    client.workflowService.getSystemInfo({}),
    database.query<{ server_version: string }>('show server_version'),
  ]);
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    sealflow: versionIn('package.json'),
    temporalSdk: versionIn('node_modules/@temporalio/worker/package.json'),
    temporalServer: serverVersion,
    postgres: rows[0]?.server_version ?? 'unknown',
  };
}

function versionIn(path: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), path), 'utf8')) as { version: string };
  return version;
}
