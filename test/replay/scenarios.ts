/** Every way through our workflows that a running one may have taken. */
import { APPROVAL_SCENARIOS } from './approval-scenarios.js';
import { DOMAIN_SCENARIOS } from './domain-scenarios.js';
import { LIFE_SCENARIOS } from './life-scenarios.js';
import { ORGANIZATION_SCENARIOS } from './organization-scenarios.js';
import type { Scenario } from './scenario.js';

export const SCENARIOS: readonly Scenario[] = [
  ...DOMAIN_SCENARIOS,
  ...ORGANIZATION_SCENARIOS,
  ...LIFE_SCENARIOS,
  ...APPROVAL_SCENARIOS,
];
