/** Drills that `.ci/run` has no time left for say so and are skipped: its run has to end, with what it has found so far. */
import { beforeEach } from 'vitest';

/** Seconds since 1970; undefined where nobody sets a limit. */
const { SEALFLOW_DRILLS_UNTIL } = process.env;

beforeEach(({ skip }) => {
  const isOver = SEALFLOW_DRILLS_UNTIL !== undefined && Date.now() / 1_000 > Number(SEALFLOW_DRILLS_UNTIL);
  skip(isOver, 'skipped: the time that .ci/run gives to drills is over');
});
