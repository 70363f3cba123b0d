/** Alias, project and tags of an order, set. */
import { answered, api } from '../api/client.js';
import { LabelsForm as AnyLabelsForm } from '../parts/labels.js';
import { atOrder, changedByOrder, type OrderSummary } from './reads.js';

export { labelsOf, tagIn } from '../parts/tags.js';

export function LabelsForm({ order }: { readonly order: OrderSummary }) {
  const { orderId } = order;
  return (
    <AnyLabelsForm
      labels={order}
      write={(body, known) =>
        answered(api.PATCH('/v1/orders/{orderId}/labels', { ...atOrder(orderId), body, ...known }))
      }
      changes={changedByOrder(orderId)}
    />
  );
}
