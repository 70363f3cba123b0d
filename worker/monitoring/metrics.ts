/** Every metric of ours: its name, what it counts, and which labels it may have. Boards, rules and pages name these. */

export type MetricKind = 'counter' | 'histogram' | 'gauge';

export interface MetricDefinition {
  readonly kind: MetricKind;
  /** As Prometheus shows it, by its conventions: base units, `_total` for what only grows. */
  readonly name: string;
  readonly help: string;
  /** All that it may have. Bounded: public words, never an id, a name or an account. */
  readonly labels: readonly string[];
}

/** Counted in this process, from its start. */
export const COUNTED = {
  stepAttempts: {
    kind: 'counter',
    name: 'sealflow_step_attempts_total',
    help: 'Attempts of steps (activities) by how they ended: done, a failure type of domain/failures.ts, cancelled, unclassified',
    labels: ['step', 'outcome'],
  },
  stepDuration: {
    kind: 'histogram',
    name: 'sealflow_step_duration_seconds',
    help: 'How long an attempt of a step took',
    labels: ['step'],
  },
  stepQueue: {
    kind: 'histogram',
    name: 'sealflow_step_queue_seconds',
    help: 'How long an attempt that was due waited for a worker',
    labels: ['step', 'task_queue'],
  },
  serviceAnswers: {
    kind: 'counter',
    name: 'sealflow_service_answers_total',
    help: 'Answers of services outside by kind: answered, a failure type, unclassified',
    labels: ['service', 'kind'],
  },
  serviceDuration: {
    kind: 'histogram',
    name: 'sealflow_service_answer_seconds',
    help: 'How long a service outside took to answer, or not to',
    labels: ['service', 'operation'],
  },
  lookFindings: {
    kind: 'counter',
    name: 'sealflow_look_findings_total',
    help: 'What our own looks at DNS and web servers found',
    labels: ['subject', 'verdict'],
  },
  lookDuration: {
    kind: 'histogram',
    name: 'sealflow_look_duration_seconds',
    help: 'How long our own look at one name took',
    labels: ['method'],
  },
} as const satisfies Record<string, MetricDefinition>;

/** Read from Postgres when somebody scrapes: every worker tells the same, so ask for `max by`. */
export const STORED = {
  orders: {
    kind: 'gauge',
    name: 'sealflow_orders',
    help: 'Open orders by state, what they wait for and whose turn it is',
    labels: ['state', 'waiting_on', 'party'],
  },
  ordersOldest: {
    kind: 'gauge',
    name: 'sealflow_orders_oldest_wait_seconds',
    help: 'How long the longest of these waits has lasted',
    labels: ['state', 'waiting_on', 'party'],
  },
  ordersPastDeadline: {
    kind: 'gauge',
    name: 'sealflow_orders_past_deadline',
    help: 'Open orders whose deadline has passed and that have not been ended',
    labels: ['state', 'waiting_on', 'party'],
  },
  ordersUnstarted: {
    kind: 'gauge',
    name: 'sealflow_orders_unstarted',
    help: 'Orders that are stored, were never started and are older than a crash explains',
    labels: [],
  },
  revocations: {
    kind: 'gauge',
    name: 'sealflow_revocations',
    help: 'Open requests to revoke by what they wait for and whose turn it is',
    labels: ['waiting_on', 'party'],
  },
  revocationsPastDeadline: {
    kind: 'gauge',
    name: 'sealflow_revocations_past_deadline',
    help: 'Open requests to revoke whose deadline has passed',
    labels: ['waiting_on', 'party'],
  },
  noticesUndelivered: {
    kind: 'gauge',
    name: 'sealflow_notices_undelivered',
    help: 'Notices that are on their way, by channel',
    labels: ['channel'],
  },
  noticesOldest: {
    kind: 'gauge',
    name: 'sealflow_notices_oldest_undelivered_seconds',
    help: 'How long the oldest of them has been on its way',
    labels: ['channel'],
  },
  paymentsOwed: {
    kind: 'gauge',
    name: 'sealflow_payments_owed',
    help: 'Payments to be given back and not given back yet',
    labels: ['currency'],
  },
  moneyOwed: {
    kind: 'gauge',
    name: 'sealflow_money_owed',
    help: 'How much that is, in whole units of the currency',
    labels: ['currency'],
  },
  moneyOwedOldest: {
    kind: 'gauge',
    name: 'sealflow_money_owed_oldest_seconds',
    help: 'How long the oldest of these payments has been owed',
    labels: ['currency'],
  },
  certificatesUnsucceeded: {
    kind: 'gauge',
    name: 'sealflow_certificates_unsucceeded',
    help: 'Certificates that expire soon, are to be followed by another one, and are not: none under way, or one that is late',
    labels: ['successor'],
  },
  freePlacesTaken: {
    kind: 'gauge',
    name: 'sealflow_free_places_taken_most',
    help: 'Places of free certificates taken where most are: in one account, at one registrable domain',
    labels: ['of'],
  },
  freePlacesLimit: {
    kind: 'gauge',
    name: 'sealflow_free_places_limit',
    help: 'How many there are',
    labels: ['of'],
  },
  closedValues: {
    kind: 'gauge',
    name: 'sealflow_closed_values',
    help: 'Sealed values that no configured master key opens, as the last round of a worker found them',
    labels: ['table'],
  },
} as const satisfies Record<string, MetricDefinition>;

/** Of this process itself, told at each scrape. */
export const OF_PROCESS = {
  databaseUp: {
    kind: 'gauge',
    name: 'sealflow_database_up',
    help: '1 where Postgres told its figures in time at the last reading, 0 where it did not',
    labels: [],
  },
  figuresAge: {
    kind: 'gauge',
    name: 'sealflow_stored_figures_age_seconds',
    help: 'How old what Postgres told last is',
    labels: [],
  },
  engineUp: {
    kind: 'gauge',
    name: 'sealflow_temporal_metrics_up',
    help: "1 where the metrics of Temporal's own engine are in this scrape",
    labels: [],
  },
  startTime: {
    kind: 'gauge',
    name: 'process_start_time_seconds',
    help: 'When this worker started; seconds since the epoch',
    labels: [],
  },
  residentMemory: {
    kind: 'gauge',
    name: 'process_resident_memory_bytes',
    help: 'Memory that this worker has in use',
    labels: [],
  },
  cpuSeconds: {
    kind: 'counter',
    name: 'process_cpu_seconds_total',
    help: 'CPU time that this worker has used',
    labels: [],
  },
  loopUtilization: {
    kind: 'gauge',
    name: 'nodejs_eventloop_utilization_ratio',
    help: 'Share of the time since the last scrape in which the main thread was busy',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;

export const METRICS: readonly MetricDefinition[] = [COUNTED, STORED, OF_PROCESS].flatMap(
  (group: Readonly<Record<string, MetricDefinition>>) => Object.values(group),
);
