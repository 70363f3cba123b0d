/** What it takes to verify an account's log of operations: all of it, and what came since the last time. */
import { withMasterKey } from '../../config/master-key-file.js';
import { readEnvironment } from '../../config/environment.js';
import { secretsFrom } from '../../config/secrets.js';
import { measureLogVerification } from '../log-verification.js';
import { onOwnDatabase } from '../stored/own-database.js';
import type { Workload } from '../workload.js';

export const logVerificationWorkload: Workload = {
  name: 'log',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'logVerify',
      what: '`log verify` of 200,000 entries',
      unit: 's',
      kind: 'time',
      seen: '10.5 s',
      reach: { atMost: 2 },
    },
    {
      id: 'logVerifyAgain',
      what: '… once more, from its signed checkpoint, 1,000 entries later',
      unit: 's',
      kind: 'time',
      seen: '10.5 s',
    },
  ],
  run: ({ system, sizes, say }) =>
    onOwnDatabase(system.environment.DATABASE_URL ?? '', async (database) => {
      const { masterKeys } = secretsFrom(withMasterKey(readEnvironment(system.environment)));
      say(`writing ${sizes.logEntries} entries`);
      const measured = await measureLogVerification(database, masterKeys, { entries: sizes.logEntries });
      const { whole, fromCheckpoint } = measured;
      return {
        figures: { logVerify: whole.wallMs / 1000, logVerifyAgain: fromCheckpoint.wallMs / 1000 },
        notes: [`${measured.entries} entries`],
        timings: [
          `CPU of the process that verifies: ${whole.cpuMs.toFixed(0)} ms; longest piece ${whole.longestPieceMs.toFixed(0)} ms`,
        ],
        raw: measured,
      };
    }),
};
