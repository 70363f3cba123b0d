/** Alias, project and tags of a certificate: looked at by whoever sees it, changed by whoever may. */
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { operations } from '../../generated/api.js';
import { Form, type Typed } from '../../parts/form.js';
import { LongTextField, TextField } from '../../parts/form-field.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { at, CHANGED, type CertificateDetails } from '../reads.js';
import { PAGE_TEXTS } from './texts.js';

type Changes = operations['certificates.setLabels']['requestBody']['content']['application/json'];

export function Labels({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(PAGE_TEXTS);
  const { may } = useSession();
  const { certificateId, alias, project, tags } = certificate;
  const { send, isSending, error, answer } = useWrite<Changes, unknown>({
    write: (body, known) =>
      answered(
        api.PATCH('/v1/certificates/{certificateId}/labels', { ...at(certificateId), body, ...known }),
      ),
    changes: CHANGED,
  });
  const lines = tags.map(({ key, value }) => `${key}=${value}`).join('\n');
  if (!may('certificates.setLabels')) {
    const labels = [alias, project, ...tags.map(({ key, value }) => `${key}=${value}`)].filter(Boolean);
    return labels.length === 0 ? null : (
      <section aria-labelledby="labels">
        <h2 id="labels">{t('labels')}</h2>
        <p>{labels.join(', ')}</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="labels">
      <h2 id="labels">{t('labels')}</h2>
      <Form
        error={error}
        isSending={isSending}
        submit={t('save')}
        label={t('labels')}
        onSubmit={(typed) => send(changesIn(typed))}
      >
        <TextField name="alias" label={t('alias')} value={alias ?? ''} isOptional />
        <TextField name="project" label={t('project')} value={project ?? ''} isOptional />
        <LongTextField name="tags" label={t('tags')} hint={t('tagsHint')} value={lines} rows={3} isOptional />
      </Form>
      <p role="status">{answer !== undefined && !isSending && t('saved')}</p>
    </section>
  );
}

function changesIn(typed: Typed): Changes {
  const tags = typed
    .text('tags')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(tagIn);
  return { alias: typed.given('alias') ?? null, project: typed.given('project') ?? null, tags };
}

function tagIn(line: string): { key: string; value: string } {
  const place = line.indexOf('=');
  return place === -1
    ? { key: line.trim(), value: '' }
    : { key: line.slice(0, place).trim(), value: line.slice(place + 1).trim() };
}
