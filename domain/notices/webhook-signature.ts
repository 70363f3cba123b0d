/** How a webhook's receiver knows that a notice is ours, and new: HMAC-SHA-256 over time and body. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const SIGNATURE_HEADER = 'Sealflow-Signature';

/** How far the time of a signature may lie from the receiver's: what is older was recorded and sent again. House policy. */
export const SIGNATURE_WINDOW_SECONDS = 300;

/** `t=<seconds since the epoch>,v1=<hex HMAC-SHA-256 of "t.body">`. */
export function signWebhook(secret: string, body: string, nowMs: number): string {
  const time = Math.floor(nowMs / 1000);
  return `t=${time},v1=${hmacOf(secret, time, body)}`;
}

/** For receivers: false for another body, another secret, or a time outside the window. Notice ids tell repeated ones. */
export function verifyWebhook(secret: string, body: string, header: string, nowMs: number): boolean {
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (time === undefined || given === undefined) return false;
  if (Math.abs(nowMs / 1000 - Number(time)) > SIGNATURE_WINDOW_SECONDS) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(hmacOf(secret, Number(time), body)));
}

function hmacOf(secret: string, time: number, body: string): string {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
}
