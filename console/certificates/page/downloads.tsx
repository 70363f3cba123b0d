/** A certificate's files, as each kind of server wants them: saved by the browser, or refused in the server's words. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import type { operations } from '../../generated/api.js';
import { Problem } from '../../parts/problem.js';
import { Typed } from '../../parts/form.js';
import { TextField } from '../../parts/form-field.js';
import { useSession } from '../../session/session.js';
import { texts, useSay, useTexts, type Bilingual } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { at, type CertificateDetails } from '../reads.js';

export type PackFormat =
  operations['certificates.pack']['requestBody']['content']['application/json']['format'];

const TEXTS = texts('certificates/downloads', {
  title: { zh: '下载', en: 'Download' },
  all: { zh: '全部格式', en: 'Every format' },
  packOf: { zh: '下载:{{format}}', en: 'Download: {{format}}' },
  keyPassword: { zh: '私钥密码', en: 'Key password' },
  keyPasswordHint: {
    zh: '私钥设有密码。填写后私钥以明文下载;不填则仍为加密的私钥。密钥库必须填写。',
    en: 'The private key has a password. With it the key comes in the clear, without it encrypted; a key store needs it.',
  },
  noKey: {
    zh: '这里没有私钥:下载的文件不含私钥。',
    en: 'Its private key is not here: the files come without one.',
  },
  notYours: {
    zh: '您的角色不能取得私钥:下载的文件不含私钥。',
    en: 'Your role may not take private keys: the files come without one.',
  },
  saved: { zh: '已下载 {{name}}', en: 'Downloaded {{name}}' },
});

export function Downloads({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(TEXTS);
  const say = useSay();
  const { may } = useSession();
  const { packFormats } = useVocabulary();
  const form = useRef<HTMLFormElement>(null);
  const { certificateId, privateKey } = certificate;
  const mayHaveKey = may('certificates.privateKey');
  // The key's password stands nowhere but in its field and in the one request.
  const { mutate, isPending, error, data, variables } = useMutation({
    mutationFn: async (format: PackFormat) => {
      const keyPassword = form.current ? new Typed(form.current).given('keyPassword') : undefined;
      return await downloaded(certificateId, { format, ...(keyPassword !== undefined && { keyPassword }) });
    },
  });
  if (!may('certificates.pack')) return null;
  const packs = [
    ...packFormats.map((word) => ({ id: word.id, words: say(word) })),
    { id: 'all', words: t('all') },
  ];
  return (
    <section aria-labelledby="downloads">
      <h2 id="downloads">{t('title')}</h2>
      {privateKey === 'none' && <p className="small">{t('noKey')}</p>}
      {privateKey !== 'none' && !mayHaveKey && <p className="small">{t('notYours')}</p>}
      <form ref={form} className="form" onSubmit={(event) => event.preventDefault()}>
        {privateKey === 'with-password' && mayHaveKey && (
          <TextField
            name="keyPassword"
            label={t('keyPassword')}
            hint={t('keyPasswordHint')}
            type="password"
            autoComplete="off"
            isOptional
          />
        )}
        <div className="packs">
          {packs.map(({ id, words }) => (
            <Button
              key={id}
              aria-label={t('packOf', { format: words })}
              loading={isPending && variables === id}
              disabled={isPending && variables !== id}
              onClick={() => mutate(id as PackFormat)}
            >
              {words}
            </Button>
          ))}
        </div>
      </form>
      {error !== null && <Problem error={error} />}
      <div role="status">
        {data && (
          <>
            <p>{t('saved', { name: data.name })}</p>
            {data.notes.map((note) => (
              <p key={note.en}>{say(note)}</p>
            ))}
          </>
        )}
      </div>
    </section>
  );
}

interface Downloaded {
  readonly name: string;
  /** What the server says of the files. */
  readonly notes: readonly Bilingual[];
}

async function downloaded(
  certificateId: string,
  body: { readonly format: PackFormat; readonly keyPassword?: string },
): Promise<Downloaded> {
  const asked = api.POST('/v1/certificates/{certificateId}/pack', {
    ...at(certificateId),
    body,
    parseAs: 'blob',
  });
  const file = await fileOf(asked);
  const { response } = await asked;
  saveFile(file);
  return { name: file.name, notes: notesIn(response.headers.get('sealflow-notes')) };
}

/** Headers carry no Chinese: base64url of UTF-8. */
function notesIn(header: string | null): Bilingual[] {
  if (header === null) return [];
  const bytes = Uint8Array.from(atob(header.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
    each.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Bilingual[];
}
