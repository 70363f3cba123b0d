/** The form that sets alias, project and tags of an order or a certificate, to find it by. */
import type { QueryKey } from '@tanstack/react-query';
import { useWrite, type Write } from '../api/use-write.js';
import { texts, useTexts } from '../texts/texts.js';
import { Form, type Typed } from './form.js';
import { LongTextField, TextField } from './form-field.js';
import { tagsIn, tagText, type LabelsOfOne, type Tag } from './tags.js';

const TEXTS = texts('labels', {
  labels: { zh: '标签', en: 'Labels' },
  alias: { zh: '别名', en: 'Alias' },
  project: { zh: '项目', en: 'Project' },
  tags: { zh: '标签', en: 'Tags' },
  tagsHint: { zh: '每行一个,例如 env=prod', en: 'One a line, such as env=prod' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存。', en: 'Saved.' },
});

/** Null takes it away. */
export interface LabelChanges {
  readonly alias: string | null;
  readonly project: string | null;
  readonly tags: Tag[];
}

export interface LabelsFormProps {
  readonly labels: LabelsOfOne;
  readonly write: Write<LabelChanges, unknown>['write'];
  readonly changes: readonly QueryKey[];
}

export function LabelsForm({ labels: { alias, project, tags }, write, changes }: LabelsFormProps) {
  const t = useTexts(TEXTS);
  const { send, isSending, error, answer } = useWrite<LabelChanges, unknown>({ write, changes });
  return (
    <>
      <Form
        error={error}
        isSending={isSending}
        submit={t('save')}
        label={t('labels')}
        onSubmit={(typed) => send(changesIn(typed))}
      >
        <TextField name="alias" label={t('alias')} value={alias ?? ''} isOptional />
        <TextField name="project" label={t('project')} value={project ?? ''} isOptional />
        <LongTextField
          name="tags"
          label={t('tags')}
          hint={t('tagsHint')}
          value={tags.map(tagText).join('\n')}
          rows={3}
          isOptional
        />
      </Form>
      <p role="status">{answer !== undefined && !isSending && t('saved')}</p>
    </>
  );
}

function changesIn(typed: Typed): LabelChanges {
  return {
    alias: typed.given('alias') ?? null,
    project: typed.given('project') ?? null,
    tags: tagsIn(typed.text('tags')),
  };
}
