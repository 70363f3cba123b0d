/** Another certificate of the same plan: with which key, and how control of the names is shown this time. */
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { operations } from '../../generated/api.js';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, LongTextField } from '../../parts/form-field.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { at, CHANGED, type CertificateDetails } from '../reads.js';
import { KeyPassword, keyPasswordIn } from './key-password.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';
import type { SucceedingOrder } from './following.js';

type Body = operations['certificates.reissue']['requestBody']['content']['application/json'];

export interface ReissueProps {
  readonly certificate: CertificateDetails;
  readonly done: (order: SucceedingOrder) => void;
}

const PASTED = 'pasted';
const ALGORITHM = 'algorithm:';

export function Reissue({ certificate, done }: ReissueProps) {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  const { keyAlgorithms, validationMethodChoices } = useVocabulary();
  const { certificateId } = certificate;
  const [csr, setCsr] = useState('new-key');
  const { send, isSending, error } = useWrite<Body, SucceedingOrder>({
    write: (body, known) =>
      answered(
        api.POST('/v1/certificates/{certificateId}/reissue', { ...at(certificateId), body, ...known }),
      ),
    changes: CHANGED,
    done,
  });
  return (
    <details>
      <summary>{t('reissue')}</summary>
      <p>{t('reissueAbout')}</p>
      <Form
        error={error}
        isSending={isSending}
        submit={t('reissue')}
        label={t('reissue')}
        onSubmit={(typed) => send(bodyIn(typed, certificate))}
      >
        <ChoiceField
          name="csr"
          label={t('csr')}
          none={t('newKey')}
          choices={[
            { value: 'same', words: t('sameKey') },
            ...keyAlgorithms.map((word) => ({
              value: `${ALGORITHM}${word.id}`,
              words: t('otherKey', { algorithm: say(word) }),
            })),
            { value: PASTED, words: t('pastedKey') },
          ]}
          onChange={setCsr}
        />
        {csr === PASTED && <LongTextField name="csr.pem" label={t('pem')} />}
        <ChoiceField
          name="validation"
          label={t('validation')}
          none={t('asBefore')}
          choices={validationMethodChoices.map((word) => ({ value: word.id, words: say(word) }))}
          isOptional
        />
        {csr !== 'same' && csr !== PASTED && <KeyPassword certificate={certificate} />}
      </Form>
    </details>
  );
}

function bodyIn(typed: Typed, certificate: CertificateDetails): Body {
  const validation = typed.given('validation') as Body['validation'];
  const csr = csrIn(typed);
  return {
    ...(csr !== undefined && { csr }),
    ...(validation !== undefined && { validation }),
    ...keyPasswordIn(typed, certificate),
  };
}

function csrIn(typed: Typed): Body['csr'] {
  const csr = typed.text('csr');
  if (csr === PASTED) return { pem: typed.text('csr.pem') };
  if (csr === 'same') return 'same';
  if (!csr.startsWith(ALGORITHM)) return undefined;
  type Algorithm = Extract<NonNullable<Body['csr']>, { algorithm: string }>['algorithm'];
  return { algorithm: csr.slice(ALGORITHM.length) as Algorithm };
}
