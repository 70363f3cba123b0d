/** Every way to put files on web servers that a connection may lead to, by kind: adding one is its file in ./publishers and its line here. */
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import type { OpenConnection } from '../../domain/connections/kind.js';
import { fileAgentKind } from '../../domain/connections/kinds/file-agent.js';
import { sftpKind } from '../../domain/connections/kinds/sftp.js';
import type { Clock } from '../attempt-clock.js';
import type { FilePublisher } from './file-publisher.js';
import { createAgentFilePublisher } from './publishers/agent/index.js';
import { createSftpFilePublisher } from './publishers/sftp/index.js';

/** What adapters need beside their connection. */
export interface FilePorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
}

type Adapter = (connection: OpenConnection, ports: FilePorts) => FilePublisher;

/** By kind. A form is parsed once more as it is opened: what an older version stored gets the defaults of today. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  [fileAgentKind.kind]: ({ form, name }) =>
    createAgentFilePublisher({ ...fileAgentKind.form.parse(form), connection: name }),
  [sftpKind.kind]: ({ form }) => createSftpFilePublisher(sftpKind.form.parse(form)),
};

/** Undefined for a kind that is none of this family, or of a newer version. Throws ZodError for a form that does not fit it. */
export function filePublisherFrom(connection: OpenConnection, ports: FilePorts): FilePublisher | undefined {
  return ADAPTERS[connection.kind]?.(connection, ports);
}
