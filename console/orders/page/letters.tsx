/** Stamped letters and application forms: the one to print, the one to hand in, and what became of each version. */
import { Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import { Problem } from '../../parts/problem.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { atOrder, lettersQuery, useActs, type Order } from '../reads.js';
import { HandIn } from './hand-in.js';
import { Versions } from './letter-versions.js';
import { PEOPLE_TEXTS } from './people-texts.js';

export function Letters({ order }: { readonly order: Order }) {
  const { orderId, tracks, organization } = order;
  const t = useTexts(PEOPLE_TEXTS);
  const { may } = useSession();
  const { can } = useActs(order);
  const hasCompany = tracks.length > 0 || organization !== null;
  const letters = useQuery({ ...lettersQuery(orderId), enabled: hasCompany && may('letters.page') });
  const isWanted = can('upload-letter');
  if (!isWanted && (letters.data ?? []).length === 0) return null;
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{t('letters')}</h2>
      {isWanted && may('letters.template') && <Template orderId={orderId} />}
      {isWanted && <HandIn orderId={orderId} />}
      {may('letters.page') && (
        <Read query={letters}>{(all) => all.length > 0 && <Versions orderId={orderId} letters={all} />}</Read>
      )}
    </section>
  );
}

function Template({ orderId }: { readonly orderId: string }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      saveFile(
        await fileOf(
          api.GET('/v1/orders/{orderId}/letter-template', { ...atOrder(orderId), parseAs: 'blob' }),
        ),
      );
    },
  });
  return (
    <p>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('template')}
      </Button>{' '}
      <span className="small">{t('templateHint')}</span>
      {error !== null && <Problem error={error} />}
    </p>
  );
}
