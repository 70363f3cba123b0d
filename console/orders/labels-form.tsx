/** Alias, project and tags of an order, to find it by. */
import { answered, api } from '../api/client.js';
import { useWrite } from '../api/use-write.js';
import type { operations } from '../generated/api.js';
import { Form, type Typed } from '../parts/form.js';
import { LongTextField, TextField } from '../parts/form-field.js';
import { texts, useTexts } from '../texts/texts.js';
import { atOrder, changedByOrder, type OrderSummary } from './reads.js';

const TEXTS = texts('orders/labels', {
  labels: { zh: '标签', en: 'Labels' },
  alias: { zh: '别名', en: 'Alias' },
  project: { zh: '项目', en: 'Project' },
  tags: { zh: '标签', en: 'Tags' },
  tagsHint: { zh: '每行一个,例如 env=prod', en: 'One a line, such as env=prod' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存。', en: 'Saved.' },
});

type Changes = operations['setLabels']['requestBody']['content']['application/json'];

export function LabelsForm({ order }: { readonly order: OrderSummary }) {
  const t = useTexts(TEXTS);
  const { orderId, alias, project, tags } = order;
  const { send, isSending, error, answer } = useWrite<Changes, unknown>({
    write: (body, known) =>
      answered(api.PATCH('/v1/orders/{orderId}/labels', { ...atOrder(orderId), body, ...known })),
    changes: changedByOrder(orderId),
  });
  const lines = tags.map(tagText).join('\n');
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
        <LongTextField name="tags" label={t('tags')} hint={t('tagsHint')} value={lines} rows={3} isOptional />
      </Form>
      <p role="status">{answer !== undefined && !isSending && t('saved')}</p>
    </>
  );
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

export function tagText({ key, value }: Tag): string {
  return value === '' ? key : `${key}=${value}`;
}

export function labelsOf({ alias, project, tags }: OrderSummary): string {
  return [alias, project, ...tags.map(tagText)].filter((label) => label !== null).join(', ');
}

export function tagIn(line: string): Tag {
  const place = line.indexOf('=');
  return place === -1
    ? { key: line.trim(), value: '' }
    : { key: line.slice(0, place).trim(), value: line.slice(place + 1).trim() };
}

function changesIn(typed: Typed): Changes {
  const lines = typed.text('tags').split('\n');
  return {
    alias: typed.given('alias') ?? null,
    project: typed.given('project') ?? null,
    tags: lines.filter((line) => line.trim() !== '').map(tagIn),
  };
}
