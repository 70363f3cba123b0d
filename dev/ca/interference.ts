/** Plays the hostility in force on an answer: before the work, after it, or in what the answer says. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Hostility } from '../../domain/development/ca.js';
import type { Answer, Interference } from '../http-api.js';
import { gzipBomb } from '../gzip-bomb.js';
import type { HostilitySwitch } from './hostility.js';
import { STRANGE_MODES, strangeAnswer } from './strange-answers.js';

const USUAL_DELAY_MS = 30_000;
const USUAL_RETRY_AFTER_SECONDS = 30;

/** Those that meet any answer; the others are played where names are looked at and certificates made. */
const MODES = [
  'accept-then-drop',
  'late',
  'rate-limit',
  'rate-limit-bare',
  'server-error',
  'maintenance-page',
  'gzip-bomb',
  'refuse-at-length',
] as const;
type PlayedMode = (typeof MODES)[number];

const LONG_REFUSAL = `This name is refused${', and refused'.repeat(360_000)}.`;
const MAINTENANCE_PAGE = '<!doctype html><title>Maintenance</title><h1>We will be back shortly</h1>';

export function interferenceOf(hostility: HostilitySwitch, stopping: AbortSignal): Interference {
  return async (route, response, work) => {
    const due = route.hostilePath && (await hostility.take([...MODES, ...STRANGE_MODES], route.hostilePath));
    if (!due) return work();
    if (isRateLimit(due))
      response.setHeader('retry-after', due.retryAfterSeconds ?? USUAL_RETRY_AFTER_SECONDS);
    const instead = answerInstead(due);
    if (instead) return instead;
    const answer = await work();
    if (due.mode === 'late') await delay(due.delayMs ?? USUAL_DELAY_MS, undefined, { signal: stopping });
    if (due.mode !== 'accept-then-drop') return strangeAnswer(due.mode, answer);
    response.destroy();
    return undefined;
  };
}

function isRateLimit(hostility: Hostility): boolean {
  return hostility.mode === 'rate-limit';
}

/** What is answered without doing the work; undefined where the work is done. */
function answerInstead(hostility: Hostility): Answer | undefined {
  switch (hostility.mode as PlayedMode) {
    case 'rate-limit':
    case 'rate-limit-bare':
      return { status: 429, json: { error: { code: 'rate-limited', message: 'Too many requests' } } };
    case 'server-error':
      return { status: 500, json: { error: { code: 'internal', message: 'Something went wrong' } } };
    case 'maintenance-page':
      return {
        status: hostility.httpStatus ?? 503,
        content: { type: 'text/html', data: MAINTENANCE_PAGE },
      };
    case 'gzip-bomb':
      return gzipBomb();
    case 'refuse-at-length':
      return { status: 422, json: { error: { code: 'order-refused', message: LONG_REFUSAL } } };
    case 'accept-then-drop':
    case 'late':
      return undefined;
  }
  // The strange ones: the work is done, and told of strangely.
  return undefined;
}
