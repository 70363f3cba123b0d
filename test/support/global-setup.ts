/** Starts what all tests share: one Postgres with a migrated template database, one Temporal server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateAndGrant } from '../../db/prepare-schema.js';
import { freePort } from '../../dev/ports.js';
import { startPostgres } from '../../dev/postgres/server.js';
import { sayToStderr } from '../../dev/say.js';
import { findTemporalServer } from '../../dev/temporal/find-server.js';
import { startTemporalServer } from '../../dev/temporal/server.js';
import { bundleWorkflows } from '../../worker/workflow-bundle.js';
import { findTimeSkippingServer } from './find-time-skipping-server.js';
import { APPLICATION_ROLE, TEMPLATE_DATABASE } from './template-database.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a user that may create databases. */
    postgresUrl: string;
    temporalAddress: string;
    /** The program, or why there is none: only tests that skip time need it. */
    timeSkippingServer: { readonly path: string } | { readonly missing: string };
    /** The workflow code of the tree under test, bundled once. */
    workflowBundlePath: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-test-'));
  const stops: (() => Promise<void>)[] = [];
  const tearDown = async () => {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    stops.push(await providePostgres(project, folder));
    stops.push(await provideTemporal(project, folder));
    project.provide('workflowBundlePath', await writeBundle(folder));
    project.provide('timeSkippingServer', await locateTimeSkippingServer());
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function providePostgres(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const postgres = await startPostgres({
    dataDir: folder,
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    // Nothing of this outlives the run.
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'],
  });
  try {
    await createTemplate(postgres.url);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  project.provide('postgresUrl', postgres.url);
  return () => postgres.stop();
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  const worked = new URL(template);
  worked.username = APPLICATION_ROLE;
  await migrateAndGrant({ migrationDatabaseUrl: template.href, databaseUrl: worked.href });
}

async function provideTemporal(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const found = await findTemporalServer();
  if (found.kind === 'running') {
    project.provide('temporalAddress', found.address);
    return () => Promise.resolve();
  }
  const server = await startTemporalServer({
    program: found.path,
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
  });
  project.provide('temporalAddress', server.address);
  return () => server.stop();
}

async function writeBundle(folder: string): Promise<string> {
  const path = join(folder, 'workflow-bundle.js');
  const { code } = await bundleWorkflows(new DefaultLogger('ERROR'));
  writeFileSync(path, code);
  return path;
}

async function locateTimeSkippingServer() {
  try {
    return { path: await findTimeSkippingServer(process.env, sayToStderr) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
