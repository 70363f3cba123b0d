/** What the wire of the Tencent-compatible API and the actions behind it say to each other. */
import type { OrderClient } from '../../client/order-client.js';
import type { Principal } from '../../domain/accounts/principal.js';
import type { PackFormat } from '../../domain/certificates/download-packs.js';

/** One call. `input` was validated and coerced against the contract of the action (`contract/`) before it arrives. */
export interface TencentCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly client: OrderClient;
  readonly principal: Principal;
  readonly language: 'zh-CN' | 'en-US';
  readonly now: () => number;
  /** An address that opens this download once, for minutes, and as long as the key may. */
  readonly downloadAddress: (wanted: WantedDownload) => Promise<string>;
}

export interface WantedDownload {
  /** The certificate by their id. */
  readonly id: string;
  readonly format: PackFormat;
}

/** The fields of `Response` without `RequestId`. */
export type TencentAction = (call: TencentCall) => Promise<Readonly<Record<string, unknown>>>;
