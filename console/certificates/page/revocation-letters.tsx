/** The stamped letter that asks for a revocation: to print, to hand in, and what became of each version. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import { useWrite } from '../../api/use-write.js';
import { Form } from '../../parts/form.js';
import { TextField } from '../../parts/form-field.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { at, CHANGED, type Revocation } from '../reads.js';
import { REVOCATION_TEXTS } from './revocation-texts.js';

export function RevocationLetters({ revocation }: { readonly revocation: Revocation }) {
  const t = useTexts(REVOCATION_TEXTS);
  const { may } = useSession();
  const { letters, endedAt } = revocation;
  return (
    <>
      <h3>{t('letters')}</h3>
      {letters.length > 0 && <Versions letters={letters} />}
      {endedAt === null && may('certificates.revocationLetterTemplate') && (
        <Template revocation={revocation} />
      )}
      {endedAt === null && may('certificates.uploadRevocationLetter') && <HandIn revocation={revocation} />}
    </>
  );
}

function Versions({ letters }: { readonly letters: Revocation['letters'] }) {
  const t = useTexts(REVOCATION_TEXTS);
  const say = useSay();
  const times = useTimes();
  const word = useWords('letterStates');
  return (
    <table className="table">
      <caption className="unseen">{t('letters')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('version')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('uploaded')}</th>
          <th scope="col">{t('detail')}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map(({ letterId, version, status, sentBy, uploadedAt, reason, reasonChinese }) => (
          <tr key={letterId}>
            <th scope="row" data-label={t('version')}>
              {version}
            </th>
            <td data-label={t('state')}>{word(status)}</td>
            <td data-label={t('uploaded')}>
              {t('askedBy', { who: sentBy, at: times.dateTime(uploadedAt) })}
            </td>
            <td data-label={t('detail')}>
              {reason !== null && say({ en: reason, zh: reasonChinese ?? reason })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Template({ revocation: { certificateId } }: { readonly revocation: Revocation }) {
  const t = useTexts(REVOCATION_TEXTS);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const asked = api.GET('/v1/certificates/{certificateId}/revocation/letter-template', {
        ...at(certificateId),
        parseAs: 'blob',
      });
      saveFile(await fileOf(asked));
    },
  });
  return (
    <>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('template')}
      </Button>
      {error !== null && <Problem error={error} />}
    </>
  );
}

interface Letter {
  readonly content: File | undefined;
  readonly sentBy: string;
}

function HandIn({ revocation: { certificateId } }: { readonly revocation: Revocation }) {
  const t = useTexts(REVOCATION_TEXTS);
  const { name } = useSession();
  const id = useId();
  const [content, setContent] = useState<File>();
  const { send, isSending, error } = useWrite<Letter, unknown>({
    write: (letter, known) =>
      answered(
        api.POST('/v1/certificates/{certificateId}/revocation/letters', {
          ...at(certificateId),
          // The document tells a file as text; it is sent as a form.
          body: { content: '', sentBy: letter.sentBy },
          bodySerializer: () => formOf(letter),
          ...known,
        }),
      ),
    changes: CHANGED,
  });
  return (
    <Form
      error={error}
      isSending={isSending}
      submit={t('send')}
      label={t('letters')}
      onSubmit={(typed) => send({ content, sentBy: typed.text('sentBy') })}
    >
      <div className="field">
        <label htmlFor={id}>{t('file')}</label>
        <input
          id={id}
          type="file"
          accept="application/pdf,image/*"
          onChange={({ target }) => setContent(target.files?.[0])}
        />
      </div>
      <TextField name="sentBy" label={t('sentBy')} value={name} />
    </Form>
  );
}

function formOf({ content, sentBy }: Letter): FormData {
  const form = new FormData();
  form.set('sentBy', sentBy);
  if (content) form.set('content', content);
  return form;
}
