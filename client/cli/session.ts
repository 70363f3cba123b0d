/** One command's client: connected to the installation its options name, closed when the command is done. */
import type { Environment } from '../../config/environment.js';
import { connectOrderClient } from '../connect.js';
import { installationOf } from '../installation.js';
import type { OrderClient } from '../order-client.js';

export interface GlobalOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly lang?: string;
}

/** Runs `work` with a client and closes its connections, whatever happens. */
export async function withClient<Result>(
  options: GlobalOptions,
  environment: Environment,
  work: (client: OrderClient) => Promise<Result>,
): Promise<Result> {
  const { client, close } = await connectOrderClient(installationOf(options, environment));
  try {
    return await work(client);
  } finally {
    await close();
  }
}
