/** All actions that are offered, by name. */
import type { TencentAction } from '../action.js';
import { APPLYING } from './applying.js';
import { CANCELLING } from './cancelling.js';
import { DESCRIBING } from './describing.js';
import { DOWNLOADING } from './downloading.js';
import { LETTERS } from './letters.js';
import { SUBMITTING } from './submitting.js';
import { VALIDATING } from './validating.js';

export const ACTIONS: Readonly<Record<string, TencentAction>> = {
  ...APPLYING,
  ...SUBMITTING,
  ...VALIDATING,
  ...LETTERS,
  ...DESCRIBING,
  ...DOWNLOADING,
  ...CANCELLING,
};
