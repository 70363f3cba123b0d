/** What is done with all orders that are chosen: cancelled, tagged, their certificates downloaded. */
import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import type { operations } from '../../generated/api.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts, type Translate } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { tagIn } from '../labels-form.js';
import { atOrder, type OrderSummary } from '../reads.js';
import { useBulk, type Bulk } from './bulk.js';
import { namesOf } from './order-table.js';
import { LIST_TEXTS } from './texts.js';
import '../../styles/forms.css';

type Format = operations['certificates.pack']['requestBody']['content']['application/json']['format'];

export function BulkActions({ orders }: { readonly orders: readonly OrderSummary[] }) {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  const bulk = useBulk();
  if (!may('cancel') && !may('setLabels') && !may('certificates.pack')) return null;
  const parts = { orders, bulk };
  return (
    <>
      <div className="order-bulk">
        <span role="status">{t('chosen', { count: orders.length })}</span>
        {may('cancel') && <CancelAll {...parts} />}
        {may('setLabels') && <TagAll {...parts} />}
        {may('certificates.pack') && <DownloadAll {...parts} />}
      </div>
      <Outcomes bulk={bulk} />
    </>
  );
}

interface PartProps {
  readonly orders: readonly OrderSummary[];
  readonly bulk: Bulk;
}

function CancelAll({ orders, bulk }: PartProps) {
  const t = useTexts(LIST_TEXTS);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = async () => {
    dialog.current?.close();
    await bulk.run('cancel', orders, ({ orderId }, known) =>
      answered(api.POST('/v1/orders/{orderId}/cancel', { ...atOrder(orderId), body: {}, ...known })),
    );
  };
  return (
    <>
      <Button
        danger
        disabled={orders.length === 0 || bulk.isUnderWay}
        onClick={() => dialog.current?.showModal()}
      >
        {t('cancel')}
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <h2 id={id}>{t('cancelQuestion', { count: orders.length })}</h2>
        <div className="form-buttons">
          <Button onClick={() => dialog.current?.close()}>{t('back')}</Button>
          <Button danger type="primary" onClick={() => void cancel()}>
            {t('cancelYes')}
          </Button>
        </div>
      </dialog>
    </>
  );
}

function TagAll({ orders, bulk }: PartProps) {
  const t = useTexts(LIST_TEXTS);
  const id = useId();
  const [tag, setTag] = useState('');
  const label = () =>
    bulk.run(`tag ${tag}`, orders, ({ orderId }, known) =>
      answered(
        api.PATCH('/v1/orders/{orderId}/labels', {
          ...atOrder(orderId),
          body: { addTags: [tagIn(tag)] },
          ...known,
        }),
      ),
    );
  return (
    <div>
      <label htmlFor={id}>{t('addTag')}</label>{' '}
      <input id={id} type="text" value={tag} onChange={({ target }) => setTag(target.value)} />{' '}
      <Button
        disabled={orders.length === 0 || tag.trim() === '' || bulk.isUnderWay}
        onClick={() => void label()}
      >
        {t('label')}
      </Button>
    </div>
  );
}

function DownloadAll({ orders, bulk }: PartProps) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const id = useId();
  const { packFormats } = useVocabulary();
  const [format, setFormat] = useState(packFormats[0]?.id ?? '');
  return (
    <div>
      <label htmlFor={id}>{t('format')}</label>{' '}
      <select id={id} value={format} onChange={({ target }) => setFormat(target.value)}>
        {packFormats.map((word) => (
          <option key={word.id} value={word.id}>
            {say(word)}
          </option>
        ))}
      </select>{' '}
      <Button
        disabled={orders.length === 0 || bulk.isUnderWay}
        onClick={() => void downloadAll(orders, bulk, format as Format, t)}
      >
        {t('download')}
      </Button>
    </div>
  );
}

/** One archive of all that can be had; each opens a private key on the server. */
async function downloadAll(
  orders: readonly OrderSummary[],
  bulk: Bulk,
  format: Format,
  t: Translate<'noCertificate'>,
): Promise<void> {
  const { unzipSync, zipSync } = await import('fflate');
  const files: Record<string, Uint8Array> = {};
  await bulk.run(`download ${format}`, orders, async ({ certificateId }) => {
    if (certificateId === null) throw new Error(t('noCertificate'));
    const pack = await fileOf(
      api.POST('/v1/certificates/{certificateId}/pack', {
        params: { path: { certificateId } },
        body: { format },
        parseAs: 'blob',
      }),
    );
    const unpacked = unzipSync(new Uint8Array(await pack.content.arrayBuffer()));
    for (const [path, content] of Object.entries(unpacked)) files[`${certificateId}/${path}`] = content;
  });
  if (Object.keys(files).length === 0) return;
  const content = new Blob([zipSync(files)], { type: 'application/zip' });
  saveFile({ name: `certificates-${format}.zip`, content });
}

function Outcomes({ bulk: { isUnderWay, count, outcomes } }: { readonly bulk: Bulk }) {
  const t = useTexts(LIST_TEXTS);
  if (count === 0) return null;
  const failed = outcomes.filter((outcome) => 'error' in outcome).length;
  return (
    <section aria-label={t('progress')}>
      {isUnderWay && <progress aria-label={t('progress')} value={outcomes.length} max={count} />}
      <p role="status">
        {isUnderWay
          ? t('doing', { done: outcomes.length, count })
          : t('did', { done: outcomes.length - failed, failed })}
      </p>
      <ul>
        {outcomes.map((outcome) => (
          <li key={outcome.order.orderId}>
            {t('error' in outcome ? 'notOk' : 'ok', { names: namesOf(outcome.order) })}
            {'error' in outcome && <Problem error={outcome.error} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
