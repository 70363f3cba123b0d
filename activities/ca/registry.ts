/** Every CA that a connection may lead to, by kind: adding one is its folder in ./providers and its line here. */
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import type { OpenConnection } from '../../domain/connections/kind.js';
import { acmeKind } from '../../domain/connections/kinds/acme.js';
import { developmentCaKind } from '../../domain/connections/kinds/development-ca.js';
import { tencentKind } from '../../domain/connections/kinds/tencent.js';
import type { Clock } from '../attempt-clock.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { createAcmeCa } from './providers/acme/index.js';
import { createDevelopmentCa } from './providers/development/index.js';
import { createTencentCa } from './providers/tencent/index.js';

/** What adapters need beside their connection. */
export interface CaPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
}

type Adapter = (connection: OpenConnection, ports: CaPorts) => CertificateAuthority;

/** By kind. A form is parsed once more as it is opened: what an older version stored gets the defaults of today. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  [acmeKind.kind]: ({ form, connectionId, account, name }, ports) =>
    createAcmeCa(acmeKind.form.parse(form), { ...ports, connectionId, account, name }),
  [tencentKind.kind]: ({ form, connectionId, name }, { database, clock }) =>
    createTencentCa(tencentKind.form.parse(form), { database, clock, connectionId, name }),
  [developmentCaKind.kind]: ({ form, name }) =>
    createDevelopmentCa({
      ...developmentCaKind.form.parse(form),
      tokenCalled: `the token of connection ${name}`,
    }),
};

/** Undefined for a kind that is none of this family, or of a newer version. Throws ZodError for a form that does not fit it. */
export function caFrom(connection: OpenConnection, ports: CaPorts): CertificateAuthority | undefined {
  return ADAPTERS[connection.kind]?.(connection, ports);
}
