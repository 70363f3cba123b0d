/** What comparing and mending the stores needs: every one of them. */
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import type { Clock } from '../attempt-clock.js';
import type { CaDoor } from '../connections/reaching.js';
import type { CertificateStore } from '../certificates/store.js';
import type { Notices } from '../notices/posting.js';
import type { PaymentProvider } from '../payments/provider.js';
import type { WorkflowDirectory } from '../workflow-directory.js';
import type { WorkflowStarter } from '../workflow-starter.js';

export interface StoresDependencies extends CaDoor {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly certificates: CertificateStore;
  readonly payments: PaymentProvider;
  /** False where nothing is paid through this installation. */
  readonly takesPayments: boolean;
  readonly notices: Notices;
  readonly starter: WorkflowStarter;
  readonly workflows: WorkflowDirectory;
  readonly clock: Clock;
}
