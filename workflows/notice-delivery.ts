/** One notice on its way to the outside: each channel by itself, for as long as what it tells is so. */
import type { NoticeDeliveryInput } from './messages.js';
import { delivery } from './steps.js';

export async function noticeDelivery({ noticeId, channels }: NoticeDeliveryInput): Promise<void> {
  const deliveries = channels.map((channel) =>
    delivery.deliverNotice.executeWithOptions({ summary: channel }, [{ noticeId, channel }]),
  );
  // A channel that fails for good must not stop the others: it is told once all are done.
  await Promise.allSettled(deliveries);
  await Promise.all(deliveries);
}
