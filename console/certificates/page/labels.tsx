/** Alias, project and tags of a certificate: looked at by whoever sees it, changed by whoever may. */
import { answered, api } from '../../api/client.js';
import { LabelsForm } from '../../parts/labels.js';
import { labelsOf } from '../../parts/tags.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { at, CHANGED, type CertificateDetails } from '../reads.js';
import { PAGE_TEXTS } from './texts.js';

export function Labels({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(PAGE_TEXTS);
  const { may } = useSession();
  const { certificateId } = certificate;
  const labels = labelsOf(certificate);
  if (!may('certificates.setLabels') && labels === '') return null;
  return (
    <section aria-labelledby="labels">
      <h2 id="labels">{t('labels')}</h2>
      {may('certificates.setLabels') ? (
        <LabelsForm
          labels={certificate}
          write={(body, known) =>
            answered(
              api.PATCH('/v1/certificates/{certificateId}/labels', { ...at(certificateId), body, ...known }),
            )
          }
          changes={CHANGED}
        />
      ) : (
        <p>{labels}</p>
      )}
    </section>
  );
}
