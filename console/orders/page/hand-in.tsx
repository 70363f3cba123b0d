/** A paper is handed in: dropped or chosen, looked at, and sent with its progress. Sent again after a lost answer it is the same one. */
import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { newKey } from '../../api/client.js';
import { Form } from '../../parts/form.js';
import { TextField } from '../../parts/form-field.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { changedByOrder } from '../reads.js';
import { PEOPLE_TEXTS } from './people-texts.js';
import { Preview } from './preview.js';
import { uploadLetter, type UploadedLetter } from './uploading.js';

export function HandIn({ orderId }: { readonly orderId: string }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { name } = useSession();
  const id = useId();
  const [content, setContent] = useState<File>();
  const [isOver, setOver] = useState(false);
  const { send, share, error, answer } = useUpload(orderId);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Form
      error={error}
      isSending={share !== undefined}
      submit={t('upload')}
      label={t('letters')}
      onSubmit={(typed) => {
        if (content) send(content, typed.text('sentBy'));
        else input.current?.focus();
      }}
    >
      <div
        className={`drop field ${isOver ? 'drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          setContent(event.dataTransfer.files[0] ?? content);
        }}
      >
        <label htmlFor={id}>{t('drop')}</label>
        <input
          ref={input}
          id={id}
          type="file"
          accept="application/pdf,image/jpeg,image/png,image/gif"
          onChange={({ target }) => setContent(target.files?.[0] ?? content)}
        />
        {content && <p>{content.name}</p>}
        {share !== undefined && (
          <>
            <progress aria-label={t('progress')} value={share} max={1} />
            <p role="status">{t('uploading', { percent: Math.floor(share * 100) })}</p>
          </>
        )}
      </div>
      <TextField name="sentBy" label={t('sentBy')} value={name} />
      {content && <Preview content={content} label={t('previewChosen')} />}
      <p role="status">{answer && t('uploaded', { version: answer.version })}</p>
    </Form>
  );
}

/** The same key for the same file, until it has arrived. */
function useUpload(orderId: string) {
  const queries = useQueryClient();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>(null);
  const [answer, setAnswer] = useState<UploadedLetter>();
  const sent = useRef<{ readonly content: File; readonly sentBy: string; readonly key: string }>(undefined);
  const isUnderWay = useRef(false);
  const send = async (content: File, sentBy: string) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    const { current } = sent;
    const isSame = current?.content === content && current.sentBy === sentBy;
    const key = isSame ? current.key : newKey();
    sent.current = { content, sentBy, key };
    setShare(0);
    setError(null);
    try {
      setAnswer(await uploadLetter({ orderId, content, sentBy, key, onProgress: setShare }));
      sent.current = undefined;
      for (const queryKey of changedByOrder(orderId)) void queries.invalidateQueries({ queryKey });
    } catch (failure) {
      setError(failure);
    } finally {
      isUnderWay.current = false;
      setShare(undefined);
    }
  };
  return { send: (content: File, sentBy: string) => void send(content, sentBy), share, error, answer };
}
