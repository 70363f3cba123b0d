/** Certificates, a row each: names, state, validity as a bar, days left, labels. */
import { Link } from 'react-router';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { State } from '../parts/state.js';
import { ValidityBar } from '../parts/validity-bar.js';
import type { Certificate } from '../reads.js';
import { LIST_TEXTS } from './texts.js';

export interface CertificateTableProps {
  readonly certificates: readonly Certificate[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

export function CertificateTable({ certificates, chosen, onChosen }: CertificateTableProps) {
  const t = useTexts(LIST_TEXTS);
  const isWhole = certificates.every(({ certificateId }) => chosen.has(certificateId));
  const chooseAll = () =>
    onChosen(new Set(isWhole ? [] : certificates.map(({ certificateId }) => certificateId)));
  return (
    <table className="table">
      <caption className="unseen">{t('title')}</caption>
      <thead>
        <tr>
          <td className="check-cell">
            <input type="checkbox" aria-label={t('chooseAll')} checked={isWhole} onChange={chooseAll} />
          </td>
          <th scope="col">{t('names')}</th>
          <th scope="col">{t('states')}</th>
          <th scope="col">{t('validity')}</th>
          <th scope="col">{t('daysLeft')}</th>
          <th scope="col">{t('labels')}</th>
          <th scope="col">{t('source')}</th>
        </tr>
      </thead>
      <tbody>
        {certificates.map((certificate) => (
          <CertificateRow
            key={certificate.certificateId}
            certificate={certificate}
            isChosen={chosen.has(certificate.certificateId)}
            onChosen={(isChosen) => onChosen(withOrWithout(chosen, certificate.certificateId, isChosen))}
          />
        ))}
      </tbody>
    </table>
  );
}

function withOrWithout(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const after = new Set(chosen);
  if (isChosen) after.add(id);
  else after.delete(id);
  return after;
}

interface CertificateRowProps {
  readonly certificate: Certificate;
  readonly isChosen: boolean;
  readonly onChosen: (isChosen: boolean) => void;
}

function CertificateRow({ certificate, isChosen, onChosen }: CertificateRowProps) {
  const t = useTexts(LIST_TEXTS);
  const times = useTimes();
  const source = useWords('certificateSources');
  const { certificateId, state, notAfter, alias, project, tags, revocation } = certificate;
  const names = certificate.names.join(', ');
  const labels = [
    alias,
    project,
    ...tags.map(({ key, value }) => (value === '' ? key : `${key}=${value}`)),
  ].filter((label) => label !== null);
  return (
    <tr>
      <td className="check-cell">
        <input
          type="checkbox"
          aria-label={t('chooseOne', { names })}
          checked={isChosen}
          onChange={({ target }) => onChosen(target.checked)}
        />
      </td>
      <th scope="row" data-label={t('names')}>
        <Link to={`/certificates/${certificateId}`}>{names}</Link>
      </th>
      <td data-label={t('states')}>
        <State state={state} />
        {revocation && <span className="small"> {t('beingRevoked')}</span>}
      </td>
      <td data-label={t('validity')}>
        <ValidityBar certificate={certificate} />
      </td>
      <td data-label={t('daysLeft')}>
        {times.fromNow(notAfter)} <span className="small">{times.date(notAfter)}</span>
      </td>
      <td data-label={t('labels')}>{labels.join(', ')}</td>
      <td data-label={t('source')}>{source(certificate.source)}</td>
    </tr>
  );
}
