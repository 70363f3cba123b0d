/** One command's client: connected to the installation its options name, closed when the command is done. */
import { hostname, userInfo } from 'node:os';
import { apiCredentialsFrom, type ApiCredentials } from '../../config/api-credentials.js';
import { readEnvironment, type Environment } from '../../config/environment.js';
import { languageOf } from '../../config/language.js';
import type { Language } from '../../domain/bilingual.js';
import type { PageAddresses } from '../../domain/orders/pages.js';
import { installationOf } from '../installation.js';
import type { OrderClient } from '../order-client.js';
import type { Doctor } from '../stores/doctor.js';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly lang?: string;
  readonly timeZone?: string;
  readonly account?: string;
}

/** Runs `work` with a client and closes its connections, whatever happens. */
export async function withClient<Result>(
  options: GlobalOptions,
  environment: Environment,
  work: (client: OrderClient) => Promise<Result>,
): Promise<Result> {
  const api = apiOf(options, environment);
  if (api) {
    const { httpClientFor } = await import('../http/connect.js');
    return await work(
      httpClientFor(api, options.account ?? environment.SEALFLOW_ACCOUNT, languageFor(options, environment)),
    );
  }
  // First: where nothing runs, nothing need be loaded to say so.
  const installation = environmentFor(options, environment);
  const { connectOrderClient } = await connecting();
  const { client, close } = await connectOrderClient(installation, whoAsks());
  try {
    return await work(client);
  } finally {
    await close();
  }
}

/** As `withClient`, with an operator's look at the stores. */
export async function withDoctor<Result>(
  options: GlobalOptions,
  environment: Environment,
  work: (doctor: Doctor) => Promise<Result>,
): Promise<Result> {
  const installation = environmentFor(options, environment);
  const { connectDoctor } = await connecting();
  const { doctor, close } = await connectDoctor(installation, whoAsks());
  try {
    return await work(doctor);
  } finally {
    await close();
  }
}

/** Loaded by commands that speak to an installation: Temporal's client is most of what there is to load. */
function connecting() {
  return import('../connect.js');
}

/**
 * The API that commands ask: the environment's, or the one that was signed in to. Undefined where a stack or an installation is named
 * that is spoken to directly.
 */
function apiOf({ dataDir }: GlobalOptions, environment: Environment): ApiCredentials | undefined {
  if (dataDir !== undefined) return undefined;
  const given = readEnvironment(environment);
  if (given.TEMPORAL_ADDRESS && !given.SEALFLOW_API_URL) return undefined;
  return apiCredentialsFrom(given);
}

/** Problems come in one language: programs read English. */
function languageFor({ json, lang }: GlobalOptions, environment: Environment): Language {
  return json ? 'en' : languageOf(environment, lang);
}

/** Where the installation's pages are; nobody is asked. Over an API each answer names its own. */
export async function pageAddressesOf(
  options: GlobalOptions,
  environment: Environment,
): Promise<PageAddresses> {
  if (apiOf(options, environment)) return { namespace: 'default' };
  const installation = environmentFor(options, environment);
  const { configFrom } = await import('../../config/config.js');
  const { pages, temporal } = configFrom(readEnvironment(installation));
  return { ...pages, namespace: temporal.namespace };
}

function environmentFor(options: GlobalOptions, environment: Environment): Environment {
  const { account } = options;
  const asked = account === undefined ? environment : { ...environment, SEALFLOW_ACCOUNT: account };
  return installationOf(options, asked);
}

function whoAsks(): { readonly actor: string; readonly origin: string } {
  return { actor: userName(), origin: `cli@${hostname()}` };
}

/** A container may run as a user that has no name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
