/** One command's client: connected to the installation its options name, closed when the command is done. */
import { hostname, userInfo } from 'node:os';
import type { Environment } from '../../config/environment.js';
import { connectOrderClient } from '../connect.js';
import { installationOf } from '../installation.js';
import type { OrderClient } from '../order-client.js';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly lang?: string;
  readonly account?: string;
}

/** Runs `work` with a client and closes its connections, whatever happens. */
export async function withClient<Result>(
  options: GlobalOptions,
  environment: Environment,
  work: (client: OrderClient) => Promise<Result>,
): Promise<Result> {
  const { account } = options;
  const asked = account === undefined ? environment : { ...environment, SEALFLOW_ACCOUNT: account };
  const { client, close } = await connectOrderClient(installationOf(options, asked), {
    actor: userName(),
    origin: `cli@${hostname()}`,
  });
  try {
    return await work(client);
  } finally {
    await close();
  }
}

/** A container may run as a user that has no name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
