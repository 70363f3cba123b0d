/** What a certificate is, as a list of facts. */
import { Link } from 'react-router';
import { CopyButton } from '../../parts/copy-button.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { State } from '../parts/state.js';
import type { CertificateDetails } from '../reads.js';
import { PAGE_TEXTS } from './texts.js';
import '../../styles/forms.css';

export function Facts({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(PAGE_TEXTS);
  const times = useTimes();
  const [brand, type, source, reason] = [
    useWords('brands'),
    useWords('certificateTypes'),
    useWords('certificateSources'),
    useWords('revocationReasons'),
  ];
  const { state, names, product, orderId, issuer, serialNumber, fingerprintSha256 } = certificate;
  const { replacedBy, revokedAt, revocationReason } = certificate;
  return (
    <dl className="facts">
      <dt>{t('state')}</dt>
      <dd>
        <State state={state} />
      </dd>
      {replacedBy !== null && (
        <>
          <dt>{t('replacedBy')}</dt>
          <dd>
            <Link to={`/certificates/${replacedBy}`}>{t('theOther')}</Link>
          </dd>
        </>
      )}
      {revokedAt !== null && (
        <>
          <dt>{t('revokedAt')}</dt>
          <dd>
            {times.dateTime(revokedAt)}
            {revocationReason !== null && ` · ${reason(revocationReason)}`}
          </dd>
        </>
      )}
      <dt>{t('names')}</dt>
      <dd>{names.join(', ')}</dd>
      {product && (
        <>
          <dt>{t('product')}</dt>
          <dd>
            {brand(product.brand)} · {type(product.type)}
          </dd>
        </>
      )}
      <dt>{t('source')}</dt>
      <dd>{source(certificate.source)}</dd>
      {orderId !== null && (
        <>
          <dt>{t('order')}</dt>
          <dd>
            <Link to={`/orders/${orderId}`}>{orderId}</Link>
          </dd>
        </>
      )}
      <dt>{t('issuer')}</dt>
      <dd>{issuer}</dd>
      <dt>{t('serial')}</dt>
      <dd>
        <code>{serialNumber}</code> <CopyButton text={serialNumber} what={t('serial')} />
      </dd>
      <dt>{t('fingerprint')}</dt>
      <dd>
        <code>{fingerprintSha256}</code> <CopyButton text={fingerprintSha256} what={t('fingerprint')} />
      </dd>
    </dl>
  );
}
