/** All that is measured, in the order in which it is done: what fills the system with orders comes last. */
import type { Workload } from '../workload.js';
import { acmeWorkload } from './acme.js';
import { apiWorkload } from './api.js';
import { commandsWorkload } from './commands.js';
import { consoleWorkload } from './console.js';
import { crowdWorkload } from './crowd.js';
import { eventsWorkload } from './events.js';
import { forecastWorkload } from './forecast.js';
import { freePlacesWorkload } from './free-places.js';
import { latencyWorkload } from './latency.js';
import { listsWorkload } from './lists.js';
import { logVerificationWorkload } from './log-verification.js';
import { lookWorkload } from './look.js';
import { ordersWorkload } from './orders.js';
import { rsaWorkload } from './rsa.js';
import { writesWorkload } from './writes.js';

export const WORKLOADS: readonly Workload[] = [
  ordersWorkload,
  latencyWorkload,
  writesWorkload,
  rsaWorkload,
  acmeWorkload,
  commandsWorkload,
  listsWorkload,
  apiWorkload,
  eventsWorkload,
  consoleWorkload,
  forecastWorkload,
  logVerificationWorkload,
  freePlacesWorkload,
  lookWorkload,
  crowdWorkload,
];
