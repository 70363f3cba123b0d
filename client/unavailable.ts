/** Nobody is there to answer: not the caller's mistake, and worth trying again. */

import type { Bilingual } from '../domain/bilingual.js';

export const UNAVAILABLE_CODES = [
  'WorkerNotAnswering',
  'TemporalNotReachable',
  'NothingRuns',
  'StackNotAnswering',
  'StillBeingWithdrawn',
  'WorkflowGone',
  'RecordMissing',
  'SamePurchaseUnderWay',
] as const;
export type UnavailableCode = (typeof UNAVAILABLE_CODES)[number];

export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  /** The same in Chinese. */
  readonly chinese: { readonly message: string };

  constructor(
    readonly code: UnavailableCode,
    told: Bilingual,
  ) {
    super(told.en);
    this.chinese = { message: told.zh };
  }
}

/** The HTTP API that commands ask does not answer, or not as one of ours: worth trying again, or telling an operator. */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';

  /** The same in Chinese. */
  readonly chinese: { readonly message: string };

  constructor(
    /** Ours, or what the API calls it. */
    readonly code: string,
    told: Bilingual,
  ) {
    super(told.en);
    this.chinese = { message: told.zh };
  }
}

export function workerNotAnswering(seconds: number): Unavailable {
  return new Unavailable('WorkerNotAnswering', {
    zh:
      `${seconds} 秒内没有工作进程应答;请求可能稍后仍会被处理。请用 \`sealflow up\` 启动,` +
      '或在服务器上确认工作进程正在运行并轮询同一个 Temporal 命名空间;然后用 `sealflow order list` 查看。',
    en:
      `No worker answered within ${seconds} seconds; the request may still be taken when one does. ` +
      'Start one with `sealflow up`, or on a server see that the worker runs and polls the same Temporal namespace; then look with `sealflow order list`.',
  });
}

/** Nothing was asked of it yet. `address`: where it was looked for. */
export function temporalNotFound(address: string): Unavailable {
  return new Unavailable('TemporalNotReachable', {
    zh: `Temporal(${address})没有应答,请求尚未发出。请用 \`sealflow up\` 启动系统,或检查 TEMPORAL_ADDRESS;如果它只是繁忙,请再次发出同样的请求。`,
    en: `Temporal at ${address} did not answer, and nothing was asked of it. Start the stack with \`sealflow up\`, or check TEMPORAL_ADDRESS; where it is only busy, send the same request again.`,
  });
}

export function temporalNotReachable(): Unavailable {
  return new Unavailable('TemporalNotReachable', {
    zh: 'Temporal 没有应答。请用 `sealflow up` 启动系统,或检查 TEMPORAL_ADDRESS。',
    en: 'Temporal did not answer. Start the stack with `sealflow up`, or check TEMPORAL_ADDRESS.',
  });
}

/** The CA and DNS are told for as long as it takes; what was to follow has not been done yet. */
export function stillBeingWithdrawn(orderId: string): Unavailable {
  return new Unavailable('StillBeingWithdrawn', {
    zh: `订单 ${orderId} 仍在撤销中,新订单尚未创建。请再次发出同一命令:它会从那里继续。`,
    en: `Order ${orderId} is still being withdrawn, and no new order was created yet. Send the same command again: it goes on from there.`,
  });
}

/** Temporal was restored to an older moment, or lost: nobody can be asked, and asking again does not help. */
export function workflowGone(orderId: string, state: string): Unavailable {
  return new Unavailable('WorkflowGone', {
    zh:
      `订单 ${orderId} 的工作流已不存在,而订单最后一次的状态是 ${state}:目前无法对它做任何事。` +
      '运维人员可用 `sealflow doctor --repair` 按其记录重新启动。',
    en:
      `The workflow of order ${orderId} is gone, though the order was last seen ${state}: nothing can be asked of it now. ` +
      'An operator starts it anew from its records with `sealflow doctor --repair`.',
  });
}

/** Whoever sent the same request before has no answer yet: whether this one is the same purchase can't be told. */
export function samePurchaseUnderWay(): Unavailable {
  return new Unavailable('SamePurchaseUnderWay', {
    zh: '同一密钥的相同购买请求仍在处理中,未再次购买。请稍后重试:若其结果未送达,将得到同一个订单。',
    en: 'The same purchase, asked for by the same key, is still under way, and nothing was bought again. Try again later: where its answer was lost, the same order is given.',
  });
}

/** The database was restored to an older moment: the order lives, and waits for its row. */
export function recordMissing(orderId: string): Unavailable {
  return new Unavailable('RecordMissing', {
    zh:
      `数据库中没有订单 ${orderId},而它正在运行并等待其记录:数据库被恢复到了更早的时刻。` +
      '运维人员可恢复较新的备份,或运行 `sealflow doctor --repair`;之后订单会自动继续。',
    en:
      `The database lacks order ${orderId}, which runs and waits for its record: it was restored to an older moment. ` +
      'An operator restores a newer backup, or runs `sealflow doctor --repair`; the order goes on by itself then.',
  });
}
