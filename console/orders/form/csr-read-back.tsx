/** A pasted CSR, told back to whoever pasted it. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { FormCheck } from './form-check.js';
import { WIZARD_TEXTS } from './texts.js';

export function CsrReadBack({ csr }: { readonly csr: NonNullable<FormCheck['csr']> }) {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const fieldWords = useWords('csrSubjectFields');
  const { key, hash, isSignatureValid, subject, names } = csr;
  return (
    <section aria-labelledby="csr-read" className="wizard-about">
      <h3 id="csr-read">{t('readBack')}</h3>
      <dl className="wizard-facts">
        <dt>{t('csrKey')}</dt>
        <dd>{key ? say(key) : t('unread')}</dd>
        <dt>{t('csrHash')}</dt>
        <dd>{hash ?? t('unread')}</dd>
        <dt>{t('csrSignature')}</dt>
        <dd>{t(isSignatureValid ? 'signatureValid' : 'signatureInvalid')}</dd>
        {subject.map(({ type, value }, index) => (
          <div key={`${index} ${type}`}>
            <dt>{fieldWords(type)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
        <dt>{t('csrNames')}</dt>
        <dd>{names.join(', ')}</dd>
      </dl>
    </section>
  );
}
