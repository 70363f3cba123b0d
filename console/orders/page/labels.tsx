/** The order's labels: read by whoever sees it, changed by whoever may. */
import { useSession } from '../../session/session.js';
import { texts, useTexts } from '../../texts/texts.js';
import { LabelsForm, labelsOf } from '../labels-form.js';
import type { Order } from '../reads.js';

const TEXTS = texts('orders/page/labels', {
  title: { zh: '别名、项目与标签', en: 'Alias, project and tags' },
});

export function Labels({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const labels = labelsOf(order);
  if (!may('setLabels') && labels === '') return null;
  return (
    <section aria-labelledby="labels">
      <h2 id="labels">{t('title')}</h2>
      {may('setLabels') ? <LabelsForm order={order} /> : <p>{labels}</p>}
    </section>
  );
}
