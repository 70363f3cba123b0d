/** One name looked at before a CA is asked: its DNS, and its web server where a file may be the proof. */
import { isIP } from 'node:net';
import { inOrder, type PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';
import { askForOneLook } from '../../dns/dns-client.js';
import { lookBudget } from '../../dns/look-budget.js';
import type { LookSettings } from '../../dns/look-settings.js';
import { lookAtDnsBefore, type PreflightQuestion } from '../../dns/preflight/index.js';
import { lookAtWebBefore } from './web.js';

/** Worst first. Within the budget of one look (domain/control/look-limits.ts), and never throws for what it finds. */
export type Preflight = (question: PreflightQuestion) => Promise<PreflightFinding[]>;

export function createPreflight(settings: LookSettings, clock: () => number = () => Date.now()): Preflight {
  return async (question) => {
    const world = { settings, ask: askForOneLook(lookBudget()), now: clock() };
    // An address has no zone, and so no CAA and no DNSSEC (RFC 8659, section 1).
    const isAddress = isIP(question.name) !== 0;
    const [dns, web] = await Promise.all([
      isAddress ? [] : lookAtDnsBefore(question, world),
      question.method === 'dns' ? [] : lookAtWebBefore(question, world),
    ]);
    return inOrder([...dns, ...web]).slice(0, PREFLIGHT_LIMITS.findings);
  };
}
