/** Every version of an order's paper: what became of it and why, to look at and to save. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { fileOf, saveFile, type AnsweredFile } from '../../api/save-file.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Letter } from '../reads.js';
import { PEOPLE_TEXTS } from './people-texts.js';
import { Preview } from './preview.js';

export interface VersionsProps {
  readonly orderId: string;
  readonly letters: readonly Letter[];
}

export function Versions({ orderId, letters }: VersionsProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const [shown, setShown] = useState<{ readonly version: number; readonly content: Blob }>();
  return (
    <>
      <table className="table">
        <caption className="unseen">{t('letters')}</caption>
        <thead>
          <tr>
            {(['version', 'state', 'handedIn', 'why', 'actions'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {letters.toReversed().map((letter) => (
            <Version
              key={letter.letterId}
              orderId={orderId}
              letter={letter}
              onShow={({ content }) => setShown({ version: letter.version, content })}
            />
          ))}
        </tbody>
      </table>
      {shown && <Preview content={shown.content} label={t('previewOf', { version: shown.version })} />}
    </>
  );
}

interface VersionProps {
  readonly orderId: string;
  readonly letter: Letter;
  readonly onShow: (file: AnsweredFile) => void;
}

function Version({ orderId, letter, onShow }: VersionProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const say = useSay();
  const times = useTimes();
  const word = useWords('letterStates');
  const { may } = useSession();
  const { version, status, sentBy, uploadedAt, reason, reasonChinese } = letter;
  const { mutate, error } = useMutation({
    mutationFn: async (then: (file: AnsweredFile) => void) => {
      const params = { path: { orderId, version } };
      then(await fileOf(api.GET('/v1/orders/{orderId}/letters/{version}', { params, parseAs: 'blob' })));
    },
  });
  return (
    <tr>
      <th scope="row" data-label={t('version')}>
        {version}
      </th>
      <td data-label={t('state')}>{word(status)}</td>
      <td data-label={t('handedIn')}>{t('sentByAt', { who: sentBy, at: times.dateTime(uploadedAt) })}</td>
      <td data-label={t('why')} className="words">
        {reason !== null && say({ en: reason, zh: reasonChinese ?? reason })}
      </td>
      <td>
        {may('letters.download') && (
          <div className="row-buttons">
            <Button size="small" aria-label={t('previewOf', { version })} onClick={() => mutate(onShow)}>
              {t('preview')}
            </Button>
            <Button size="small" aria-label={t('saveOf', { version })} onClick={() => mutate(saveFile)}>
              {t('keep')}
            </Button>
          </div>
        )}
        {error !== null && <Problem error={error} />}
      </td>
    </tr>
  );
}
