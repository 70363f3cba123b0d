/** All actions that are offered, by name. */
import type { TencentAction } from '../action.js';
import { APPLYING } from './applying.js';
import { CANCELLING } from './cancelling.js';
import { COMPANIES } from './companies.js';
import { DELETING } from './deleting.js';
import { DESCRIBING } from './describing.js';
import { DOWNLOADING } from './downloading.js';
import { LABELLING } from './labelling.js';
import { LETTERS } from './letters.js';
import { LISTING } from './listing.js';
import { LOGS } from './logs.js';
import { PACKAGES } from './packages.js';
import { REISSUING } from './reissuing.js';
import { REVOKING } from './revoking.js';
import { SIGNING_REQUESTS } from './signing-requests.js';
import { SUBMITTING } from './submitting.js';
import { UPLOADING } from './uploading.js';
import { VALIDATING } from './validating.js';

export const ACTIONS: Readonly<Record<string, TencentAction>> = {
  ...APPLYING,
  ...SUBMITTING,
  ...VALIDATING,
  ...LETTERS,
  ...DESCRIBING,
  ...LISTING,
  ...LOGS,
  ...DOWNLOADING,
  ...REVOKING,
  ...REISSUING,
  ...CANCELLING,
  ...DELETING,
  ...LABELLING,
  ...UPLOADING,
  ...COMPANIES,
  ...SIGNING_REQUESTS,
  ...PACKAGES,
};
