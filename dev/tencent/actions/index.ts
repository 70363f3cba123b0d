/** All actions that the double has, by name. */
import type { DoubleAction } from '../call.js';
import { BUYING } from './buying.js';
import { CANCELLING } from './cancelling.js';
import { COMPANIES } from './companies.js';
import { DESCRIBING } from './describing.js';
import { DOWNLOADING } from './downloading.js';
import { LETTERS } from './letters.js';
import { LISTING } from './listing.js';
import { MANAGING } from './managing.js';
import { REISSUING } from './reissuing.js';
import { REVOKING } from './revoking.js';
import { SUBMITTING } from './submitting.js';
import { VALIDATING } from './validating.js';

export const ACTIONS: Readonly<Record<string, DoubleAction>> = {
  ...BUYING,
  ...SUBMITTING,
  ...LETTERS,
  ...VALIDATING,
  ...CANCELLING,
  ...REISSUING,
  ...REVOKING,
  ...DESCRIBING,
  ...LISTING,
  ...DOWNLOADING,
  ...MANAGING,
  ...COMPANIES,
};
