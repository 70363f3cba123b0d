/** Taking a certificate out of use: asked for with a reason, then followed until the CA has decided. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { answered, api } from '../../api/client.js';
import type { operations } from '../../generated/api.js';
import { Confirm } from '../../parts/confirm.js';
import { Typed } from '../../parts/form.js';
import { CheckField, ChoiceField, TextField } from '../../parts/form-field.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary, useWords } from '../../vocabulary/use-vocabulary.js';
import { at, CHANGED, revocationQuery, type CertificateDetails } from '../reads.js';
import { RevocationProgress } from './revocation-progress.js';
import { REVOCATION_TEXTS } from './revocation-texts.js';

type Body = operations['certificates.revoke']['requestBody']['content']['application/json'];

export function RevocationSection({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(REVOCATION_TEXTS);
  const { may } = useSession();
  const { certificateId, followUps } = certificate;
  const { data } = useQuery({
    ...revocationQuery(certificateId),
    enabled: may('certificates.revocation'),
  });
  const mayAsk =
    may('certificates.revoke') &&
    followUps.some(({ what, refusal }) => what === 'revocation' && refusal === null);
  if (!data && !mayAsk) return null;
  return (
    <section aria-labelledby="revocation">
      <h2 id="revocation">{t('title')}</h2>
      {data && <RevocationProgress revocation={data} />}
      {mayAsk && <Ask certificate={certificate} />}
    </section>
  );
}

function Ask({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(REVOCATION_TEXTS);
  const say = useSay();
  const proof = useWords('revocationProofs');
  const { revocationReasons } = useVocabulary();
  const form = useRef<HTMLFormElement>(null);
  const { certificateId, names, revocationProof } = certificate;
  return (
    <details>
      <summary>{t('ask')}</summary>
      {revocationProof !== null && <p>{t('wants', { proof: proof(revocationProof) })}</p>}
      <form ref={form} className="form" onSubmit={(event) => event.preventDefault()}>
        <ChoiceField
          name="reason"
          label={t('reason')}
          choices={revocationReasons.map((word) => ({ value: word.id, words: say(word) }))}
        />
        <TextField name="requestedBy" label={t('requestedBy')} isOptional />
        <CheckField name="wholePlan" label={t('wholePlan')} />
        <Confirm
          button={t('revoke')}
          label={t('revokeThis')}
          question={t('question', { names: names.join(', ') })}
          consequence={t('consequence')}
          write={(_nothing, known) =>
            answered(
              api.POST('/v1/certificates/{certificateId}/revocation', {
                ...at(certificateId),
                body: bodyIn(form.current),
                ...known,
              }),
            )
          }
          changes={CHANGED}
        />
      </form>
    </details>
  );
}

/** What none of the reasons is, the server refuses. */
function bodyIn(form: HTMLFormElement | null): Body {
  if (!form) throw new Error('The form is gone.');
  const typed = new Typed(form);
  const requestedBy = typed.given('requestedBy');
  return {
    reason: typed.text('reason') as Body['reason'],
    ...(typed.isOn('wholePlan') && { wholePlan: true }),
    ...(requestedBy !== undefined && { requestedBy }),
  };
}
