/** Every way through the order workflow that a running order may have taken. */
import { DOMAIN_SCENARIOS } from './domain-scenarios.js';
import { ORGANIZATION_SCENARIOS } from './organization-scenarios.js';
import type { Scenario } from './scenario.js';

export const SCENARIOS: readonly Scenario[] = [...DOMAIN_SCENARIOS, ...ORGANIZATION_SCENARIOS];
