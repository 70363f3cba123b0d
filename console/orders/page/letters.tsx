/** Stamped letters and application forms: the one to print, the one to hand in, and what became of each version. */
import { Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import { Problem } from '../../parts/problem.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { atOrder, lettersQuery, type Wait } from '../reads.js';
import { HandIn } from './hand-in.js';
import { Versions } from './letter-versions.js';
import { PEOPLE_TEXTS } from './people-texts.js';
import type { PartProps } from './peoples-part.js';

/** While one of these lasts, a paper is wanted or looked at. */
const OF_PAPERS: readonly Wait[] = [
  ...(['subscriber-letter', 'subscriber-application-form'] as const),
  ...(['reviewer-letter', 'reviewer-application'] as const),
];
const WANTED = OF_PAPERS.slice(0, 2);

export function Letters({ order: { orderId, tracks, organization }, waits }: PartProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const { may } = useSession();
  const hasCompany = tracks.length > 0 || organization !== null;
  const letters = useQuery({ ...lettersQuery(orderId), enabled: hasCompany && may('letters.page') });
  const isOfPapers = waits.some((wait) => OF_PAPERS.includes(wait));
  if (!isOfPapers && (letters.data ?? []).length === 0) return null;
  const isWanted = waits.some((wait) => WANTED.includes(wait));
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{t('letters')}</h2>
      {isWanted && may('letters.template') && <Template orderId={orderId} />}
      {isWanted && may('letters.upload') && <HandIn orderId={orderId} />}
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
